"""What is different between two versions of a protocol. Pure."""

from dataclasses import dataclass

from throughline.foundations.wording import counted, listed
from throughline.protocols.reading import conditions, owners, timings
from throughline.protocols.shape import Protocol, Step


@dataclass(frozen=True, kw_only=True)
class Change:
    """A step that is in both, and what about it is not the same: a sentence each."""

    key: str
    title: str
    what: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Differences:
    """From an older version to a newer one. ``whole`` is what changed about the protocol itself."""

    added: tuple[Step, ...] = ()
    gone: tuple[Step, ...] = ()
    changed: tuple[Change, ...] = ()
    whole: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed or self.whole)


def differences(old: Protocol, new: Protocol) -> Differences:
    """Compare two versions, in the order of the newer one's steps."""
    before = {step.key: step for step in old.steps}
    after = {step.key: step for step in new.steps}
    both = [(before[step.key], step) for step in new.steps if step.key in before]
    return Differences(
        added=tuple(step for step in new.steps if step.key not in before),
        gone=tuple(step for step in old.steps if step.key not in after),
        changed=tuple(change for earlier, step in both if (change := _change(earlier, step)).what),
        whole=_only_new(_whole(old), _whole(new)),
    )


def _change(old: Step, new: Step) -> Change:
    return Change(key=new.key, title=new.title, what=_only_new(_said(old), _said(new)))


def _only_new(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{label}: {words or 'nothing'} (was {before[label] or 'nothing'})"
        for label, words in after.items()
        if words != before[label]
    )


def _whole(protocol: Protocol) -> dict[str, str]:
    return {
        "Title": protocol.title,
        "About": protocol.about,
        "For": _condition(protocol.when),
        "Laid": "by itself" if protocol.laid_by_itself else "when someone asks",
        "Source": protocol.source,
    }


def _said(step: Step) -> dict[str, str]:
    return {
        "Title": step.title,
        "Why": step.why,
        "Due": timings.in_words(step.timing),
        "Owner": owners.in_words(step.owner),
        "When": _condition(step.when),
        "Needs": listed(sorted(step.needs)),
        "Usually takes": counted(step.takes, "day", "days") if step.takes else "",
        "Where": step.where,
        "Part of life": step.pathway,
        "Stage": step.stage,
        "Must-have": step.must_have,
        "Evidence": step.evidence,
        "In every stay": "yes" if step.every_stay else "no",
        "Whose time": "our own default" if step.our_own_time else "the source's",
        "Source": step.source,
    }


def _condition(text: str) -> str:
    return conditions.parse(text).in_words() or "always"
