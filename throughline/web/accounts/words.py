"""What sign-in says: on the page, in the journal and by email."""

NOT_SIGNED_IN = "That email and password do not open an account. Check both, or ask for a link to set a new password."
TOO_MANY = "There were too many tries. Wait 15 minutes, use a passkey, or ask for a link to set a new password."
WRONG_PASSWORD = "That is not your password. Try again, or use another way."  # noqa: S105  words, not a password

WAYS = {
    "password": "password",
    "mfa": "second factor",
    "socialaccount": "single sign-on",
    "password_reset": "email link",
}
CHANGES = {
    "account/email/password_changed": "Your password was changed.",
    "account/email/password_reset": "Your password was set from an email link.",
    "account/email/password_set": "A password was set.",
    "mfa/email/totp_activated": "An authenticator app was added.",
    "mfa/email/totp_deactivated": "The authenticator app was removed.",
    "mfa/email/webauthn_added": "A passkey was added.",
    "mfa/email/webauthn_removed": "A passkey was removed.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made.",
    "socialaccount/email/account_connected": "Single sign-on was joined to your account.",
    "socialaccount/email/account_disconnected": "Single sign-on was parted from your account.",
}

RESET_SUBJECT = "Set a new password for Throughline"
RESET_BODY = (
    "Someone, we hope you, asked to set a new password for your Throughline account.\n\n"
    "The link works once, and soon stops working:\n{link}\n\n"
    "If you did not ask, do nothing: your password stays as it is."
)
CHANGED_SUBJECT = "How you sign in to Throughline has changed"
CHANGED_BODY = "{what}\n\nIf that was not you, tell the administrator of your organisation now."
