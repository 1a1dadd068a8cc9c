"""The least that a step, a protocol and a person can be, and how to make any of them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from throughline.foundations.working_days import SCOTLAND
from throughline.protocols.reading.facts import FACTS, Kind
from throughline.protocols.shape import Anchors, Owner, Person, Protocol, Step, Timing
from throughline.protocols.statuses import Anchor, Unit, Where

TODAY = date(2026, 3, 2)
RELEASE = date(2026, 5, 25)
BEGUN = date(2026, 2, 1)


def step(key="bank.account", **said):
    usual = {
        "title": f"Do {key}",
        "pathway": "finance",
        "timing": Timing(anchor="release", offset=-21),
        "owner": Owner(role="key_worker"),
        "source": "A report",
    }
    return Step(key=key, **(usual | said))


def protocol(slug="first-days-out", *steps, **said):
    usual = {"number": 1, "title": slug.replace("-", " ").capitalize(), "about": "Everyone.", "source": "A report"}
    return Protocol(slug=slug, steps=steps or (step(),), **(usual | said))


def person(facts=None, *, days=None, begun_on=None, left_on=None, stay=1):
    return Person(
        facts=facts or {},
        anchors=Anchors(
            days={"release": RELEASE} if days is None else days, begun_on=begun_on or {}, left_on=left_on, stay=stay
        ),
        calendar=SCOTLAND,
    )


def a_value(fact):
    match fact.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.NUMBER:
            return st.integers(0, 100)
        case Kind.SEVERAL:
            return st.frozensets(st.sampled_from(list(fact.choices)))
        case Kind.WORD:
            return st.sampled_from(list(fact.choices) or ["Marnoch", "Inverlyn"])


some_facts = st.fixed_dictionaries({}, optional={name: st.none() | a_value(fact) for name, fact in FACTS.items()})


def a_question(fact):
    number = st.integers(0, 100)
    word = st.sampled_from(list(fact.choices) or ['"Marnoch"'])
    words = st.lists(word, min_size=1, max_size=3).map(", ".join)
    match fact.kind:
        case Kind.YES_NO:
            return st.just(fact.name)
        case Kind.NUMBER:
            return st.builds(f"{fact.name} {{}} {{}}".format, st.sampled_from(["<", "<=", ">", ">=", "is"]), number)
        case Kind.SEVERAL:
            return st.builds(f"{fact.name} has {{}}".format, word)
        case Kind.WORD:
            return st.builds(f"{fact.name} {{}} {{}}".format, st.sampled_from(["is", "is not"]), word) | st.builds(
                f"{fact.name} in ({{}})".format, words
            )


questions = st.sampled_from(list(FACTS.values())).flatmap(a_question)
conditions = st.recursive(
    questions,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=5,
)
timings = st.builds(
    Timing,
    anchor=st.sampled_from([anchor.value for anchor in Anchor if anchor]),
    offset=st.integers(-100, 100),
    unit=st.sampled_from(Unit.values),
)
KEYS = [f"step.{letter}" for letter in "abcdefg"]


@st.composite
def protocols(draw, slug):
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    steps = [
        step(
            key,
            title=draw(st.sampled_from(["One way to say it", "Another"])),
            pathway=draw(st.sampled_from(["finance", "health", "family", "abuse"])),
            timing=draw(timings),
            when=draw(st.just("") | questions),
            needs=tuple(draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))),
            takes=draw(st.integers(0, 20)),
            where=draw(st.sampled_from(Where.values)),
            every_stay=draw(st.booleans()),
        )
        for key in keys
    ]
    return protocol(slug, *steps, when=draw(st.just("") | questions))


some_protocols = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta"]), unique=True, min_size=1, max_size=4
).flatmap(lambda slugs: st.tuples(*map(protocols, slugs)))

days = st.integers(-200, 200).map(lambda count: TODAY + timedelta(days=count))


@st.composite
def people(draw):
    anchors = draw(st.fixed_dictionaries({}, optional={anchor.value: st.none() | days for anchor in Anchor if anchor}))
    begun = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(["alpha", "beta", "gamma", "delta"], days)))
    return person(
        draw(some_facts),
        days=anchors,
        begun_on=begun,
        left_on=draw(st.none() | days),
        stay=draw(st.integers(1, 3)),
    )
