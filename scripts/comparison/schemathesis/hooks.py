import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """Attaches a file that can be had. That Content is an https URL is said in prose only, where no generator reads it."""
    attachments = case.body.get("attachments") if isinstance(case.body, dict) else None
    for attachment in attachments if isinstance(attachments, list) else []:
        if isinstance(attachment, dict) and isinstance(attachment.get("Content"), str):
            attachment["Content"] = "https://files.example.com/test.pdf"
