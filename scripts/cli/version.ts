import { createRequire } from 'node:module';

// By name, since what is built lies a folder deeper.
const { version }: { version: string } = createRequire(import.meta.url)('sendproof/package.json');

export { version };
