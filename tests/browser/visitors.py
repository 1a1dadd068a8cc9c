"""People at a browser: each with cookies of their own, and a list of what their browser complained of."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize

from tests.browser.chromium import PATIENCE
from throughline.demo.cast import CAST, PASSWORD

WIDE, PHONE = 1440, 390
SERVER_FAULT, FAULT = 500, 400
KEEPING, TOLD = "/drafts/keep/", {401, 413, 429}
"""Where pages keep what is typed, and the answers they pass on in words: signed out, too long, too soon."""
HEIGHT = 900


def email_of(role: str) -> str:
    """Return how the demo's first member of staff with a role signs in."""
    return next(player.email for player in CAST if player.role == role)


@dataclass
class Visitors:
    """Opens browsers for the demo's staff and remembers who has signed in already."""

    browser: Browser
    site: str
    signed_in: dict[str, BrowserContext] = field(default_factory=dict)
    here: list[BrowserContext | Page] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def nobody(self, *, width: int = WIDE, scripts: bool = True) -> Page:
        """Open a browser in which nobody has signed in."""
        context = self._context(width=width, scripts=scripts)
        self.here.append(context)
        return context.new_page()

    def fresh(self, email: str, *, width: int = WIDE, scripts: bool = True, password: str = PASSWORD) -> Page:
        """Open a browser and sign in there through the form."""
        page = self.nobody(width=width, scripts=scripts)
        sign_in(page, email, password)
        return page

    def known(self, role: str) -> Page:
        """Open a tab in the browser of someone of a role, who stays signed in; for stories that do not end that."""
        if role not in self.signed_in:
            self.signed_in[role] = self._context()
            sign_in(self.signed_in[role].new_page(), email_of(role))
        page = self.signed_in[role].new_page()
        self.here.append(page)
        return page

    def leave(self) -> list[str]:
        """Close what was opened, but for browsers that stay signed in, and return what they complained of."""
        for opened in self.here:
            opened.close()
        self.here.clear()
        told, self.complaints = self.complaints, []
        return told

    def _context(self, *, width: int = WIDE, scripts: bool = True) -> BrowserContext:
        size: ViewportSize = {"width": width, "height": HEIGHT}
        context = self.browser.new_context(base_url=self.site, java_script_enabled=scripts, viewport=size)
        context.set_default_timeout(PATIENCE)
        context.on("page", self._listen)
        return context

    def _listen(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda fault: self.complaints.append(f"{page.url}: {fault}"))
        page.on("response", self._look)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not said.text.startswith("Failed to load resource"):
            self.complaints.append(f"{said.page.url if said.page else ''}: {said.text}")

    def _look(self, response: Response) -> None:
        """Keep what failed: our faults, and anything a page asked for that was not there."""
        worst = SERVER_FAULT if response.request.is_navigation_request() else FAULT
        in_words = response.url.endswith(KEEPING) and response.status in TOLD
        if response.status >= worst and not in_words:
            self.complaints.append(f"{response.request.method} {response.url}: {response.status}")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the form, from wherever it was asked for."""
    if "/sign-in/" not in page.url:
        page.goto("/sign-in/login/")
    page.get_by_label("Work email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def confirm(page: Page, password: str = PASSWORD) -> None:
    """Prove again who is at the browser, for pages that ask."""
    if "/sign-in/reauthenticate/" not in page.url:
        page.goto("/sign-in/reauthenticate/")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(lambda address: "/reauthenticate/" not in address)
