"""What the journal says of dates taken back, and of those who were asked again to say they saw a change."""

from throughline.web.journal.told import Facts, Say, day_words


def _word(facts: Facts, key: str, default: str) -> str:
    return day_words(str(facts.get(key) or default))


def _taken_back(facts: Facts) -> str:
    now = f"It is {_word(facts, 'after', '')} again." if facts.get("after") else "No such date is held now."
    why = str(facts.get("why") or "").strip().rstrip(".")
    reason = f" Reason given: {why}." if why else ""
    was = _word(facts, "before", "no date")
    type_, source = _word(facts, "type", "A date"), _word(facts, "source", "a source")
    return f"{type_} was taken back: {was}, from {source}. {now}{reason}"


def _chased(facts: Facts) -> str:
    return f"{_word(facts, 'who', 'A team')} was asked again to say they saw: {_word(facts, 'about', 'a change')}."


SENTENCES: dict[str, Say] = {"custody.date_taken_back": _taken_back, "notices.chased": _chased}

PAGES = {
    "custody:record_date": "Recording a date",
    "custody:undo_date": "Taking back a date",
    "custody:left_today": "Recording that they left today",
}
