// Made from contracts/openapi-v2.json: node contracts/engines/pact/write-types.ts

export interface paths {
    "/threads/{thread_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message
         * @description Send a message on a thread. The channel (email, Slack, live chat, Microsoft Teams) is auto-detected from the thread's origin and the response includes the channel that was used. Returns 400 with code `validation_failed` when the matching integration is not configured for the workspace. Requires the messages:write scope.
         */
        post: operations["threads-sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: {
        /** @description Error response */
        error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    message: string;
                    code: string;
                    issues?: {
                        message: string;
                    }[];
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "threads-sendMessage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                thread_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Message body (HTML). */
                    content: string;
                    /** @description Applied only to email-channel threads. */
                    cc?: {
                        /** @default  */
                        name?: string;
                        /** Format: email */
                        email: string;
                        /** @default  */
                        mailboxHash?: string;
                    }[];
                    /** @description Applied only to email-channel threads. */
                    bcc?: {
                        /** @default  */
                        name?: string;
                        /** Format: email */
                        email: string;
                        /** @default  */
                        mailboxHash?: string;
                    }[];
                    /** @description Applied only to email-channel threads. */
                    attachments?: {
                        Name: string;
                        ContentType: string;
                        /** @description Publicly fetchable https URL of the file to attach. */
                        Content: string;
                        ContentLength?: number | null;
                        ContentID?: string;
                    }[];
                    /** @description Slack channel id. Required for Slack threads unless one is stored on the thread. */
                    channel_id?: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        thread_id: string;
                        /** @enum {string} */
                        channel: "email" | "slack" | "live_chat" | "teams";
                    };
                };
            };
            default: components["responses"]["error"];
        };
    };
}
