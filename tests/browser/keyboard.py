"""Going about a page with a keyboard alone, always seeing where one is, and counting the keys."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STEPS = 60
WHERE = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect()
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  return {
    words: (at.labels && at.labels[0] ? at.labels[0].innerText : at.innerText || '').trim(),
    seen: (outlined || style.boxShadow !== 'none') && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    is: at.outerHTML.slice(0, 150)
  }
}"""


@dataclass
class Keyboard:
    """A keyboard at a page, and how many keys were pressed on it."""

    page: Page
    pressed: int = 0

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, letters: str) -> None:
        """Press a key for each letter."""
        self.page.keyboard.type(letters)
        self.pressed += len(letters)

    def tab_to(self, words: str, *, matches: Callable[[str, str], bool] = str.__eq__) -> None:
        """Press Tab until something is reached, seeing at each step where one is."""
        for _ in range(MOST_STEPS):
            self.press("Tab")
            here = self.page.evaluate(WHERE)
            if here["is"].startswith("<body"):
                continue
            assert here["seen"], f"Nobody can see that this has the keyboard: {here['is']}"
            if matches(here["words"], words):
                return
        raise AssertionError(f"Tab never reached {words}")
