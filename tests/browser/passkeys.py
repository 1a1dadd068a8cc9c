"""A passkey without a finger: the browser's own pretended authenticator, which says yes to every question."""

from playwright.sync_api import Page, expect

PRETENDED = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def hold_a_key(page: Page) -> None:
    """Give a browser somewhere to keep passkeys."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable", {"enableUI": False})
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": PRETENDED})


def add_passkey(page: Page, *, name: str) -> None:
    """Add a passkey that signs in by itself to the account that is signed in and was confirmed."""
    page.goto("/sign-in/2fa/webauthn/add/")
    page.get_by_label("What to call it").fill(name)
    page.get_by_label("Let me sign in with this passkey alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url(lambda address: not address.endswith("/add/"))
    page.goto("/sign-in/2fa/webauthn/")
    expect(page.get_by_role("row", name=name)).to_contain_text("Signs you in with no password")
