"""What the journal says of dates of many people that change together: one sentence for each name an action notes."""

from throughline.foundations.wording import counted
from throughline.web.journal.told import Facts, Say


def _named(facts: Facts) -> str:
    name = str(facts.get("round") or "").strip()
    return f"“{name}”" if name else "Dates of many people"


def _many(facts: Facts, key: str) -> str:
    number = facts.get(key)
    return counted(number, "date", "dates") if isinstance(number, int) else "some dates"


def _prepared(facts: Facts) -> str:
    source = str(facts.get("source") or "").strip()
    said = f" {source} said so." if source else ""
    return f"{_named(facts)} was prepared: {_many(facts, 'dates')}.{said}"


def _older(facts: Facts) -> str:
    return "An older date that was kept with many others was taken back. It had moved nothing."


SENTENCES: dict[str, Say] = {
    "custody.round_prepared": _prepared,
    "custody.round_narrowed": lambda facts: f"{_named(facts)} was narrowed: {_many(facts, 'dates')} wait.",
    "custody.round_begun": lambda facts: f"{_named(facts)} was begun.",
    "custody.round_stopped": lambda facts: f"{_named(facts)} was stopped: {_many(facts, 'waiting')} wait.",
    "custody.round_applied": lambda facts: f"{_named(facts)} was applied: {_many(facts, 'dates')} moved.",
    "custody.round_undoing": lambda facts: f"{_named(facts)} is being taken back.",
    "custody.round_taken_back": lambda facts: f"{_named(facts)} was taken back: {_many(facts, 'dates')} are as before.",
    "custody.round_dropped": lambda facts: f"{_named(facts)} was put aside. No date was changed.",
    "custody.older_date_taken_back": _older,
}

PAGES = {"rounds:round": "Dates changed together"}
