"""A protocol's file is read, or all that is wrong with it is said with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import throughline
from throughline.protocols.reading import files
from throughline.protocols.reading.facts import FACTS
from throughline.protocols.reading.files import MOST_STEPS, Fault, Faulty, decoded, faults_of, read
from throughline.protocols.reading.paper import LARGEST_BYTES
from throughline.protocols.reading.steps import FIELDS
from throughline.protocols.shape import Owner, Protocol, Step, Timing

HEAD = """protocol: first-days-out
version: 3
title: First days out
about: Everyone who leaves prison.
source: A report, page 4
"""
WHOLE = f"""{HEAD}when: in_custody or days_since_release < 30
by_itself: no
steps:
  - key: bank.account
    title: Open a bank account
    why: Benefits and wages
      are paid into an account.
    pathway: finance
    stage: planning
    due: 21 days before release
    owner: {{department: healthcare}}
    when: needs has finance
    needs: [id.proof, needs.assessed]
    evidence: The letter from the bank
    takes: 2 weeks
    where: inside
    must_have: bank
    every_stay: true
    time: ours
    source: "2015"
  - {{key: id.proof, title: Get an ID, pathway: finance, due: on release, owner: key worker, source: A report}}
"""
LEAST = "  - {key: %s, title: A title, pathway: %s, due: on release, owner: key worker, source: A report%s}\n"


def least(key="id.proof", pathway="finance", more="", head=HEAD):
    return f"{head}steps:\n{LEAST % (key, pathway, more and f', {more}')}"


def with_(line):
    """A file whose step has one line more, or another in its place, on line 13."""
    fields = {
        "key": "id.proof",
        "title": "A title",
        "pathway": "finance",
        "due": "on release",
        "owner": "key worker",
        "source": "A report",
    }
    fields.pop(line.split(":")[0], None)
    said = "\n    ".join(f"{name}: {value}" for name, value in fields.items())
    filler = "\n" * (6 - len(fields))
    return f"{HEAD}steps:\n  - {said}{filler}\n    {line}\n"


def test_a_protocol_is_read_whole():
    assert read(WHOLE) == Protocol(
        slug="first-days-out",
        number=3,
        title="First days out",
        about="Everyone who leaves prison.",
        source="A report, page 4",
        when="in_custody or days_since_release < 30",
        laid_by_itself=False,
        steps=(
            Step(
                key="bank.account",
                title="Open a bank account",
                why="Benefits and wages are paid into an account.",
                pathway="finance",
                stage="planning",
                timing=Timing(anchor="release", offset=-21),
                owner=Owner(department="healthcare"),
                when="needs has finance",
                needs=("id.proof", "needs.assessed"),
                evidence="The letter from the bank",
                takes=14,
                where="inside",
                must_have="bank",
                every_stay=True,
                our_own_time=True,
                source="2015",
                line=9,
            ),
            Step(
                key="id.proof",
                title="Get an ID",
                pathway="finance",
                timing=Timing(anchor="release", offset=0),
                owner=Owner(role="key_worker"),
                source="A report",
                line=26,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("key worker", Owner(role="key_worker")),
        ("the person", Owner(role="person")),
        ("The prison", Owner(role="prison")),
        ("their key worker", Owner(role="key_worker")),
        ("the service that supports them", Owner(role="service")),
        ("{role: service}", Owner(role="service")),
        ("{department: drug and alcohol recovery}", Owner(department="recovery")),
        ("{department: offender_management}", Owner(department="offender_management")),
        ("department housing", Owner(department="housing")),
        ("council housing service", Owner(kind="council_housing")),
        ("{kind: council housing service}", Owner(kind="council_housing")),
        ("{kind: nhs}", Owner(kind="nhs")),
    ],
)
def test_an_owner_is_a_role_a_department_or_a_kind_of_agency(words, owner):
    assert read(with_(f"owner: {words}")).steps[0].owner == owner


@pytest.mark.parametrize(("takes", "count"), [("10 days", 10), ("1 day", 1), ("2 weeks", 14), ("7", 7)])
def test_how_long_it_takes_is_in_days(takes, count):
    assert read(with_(f"takes: {takes}")).steps[0].takes == count


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kee: x", '"kee" is not a field of a step. Did you mean "key"?'),
        ("colour: red", '"colour" is not a field of a step. A step has: key, title,'),
        ("why:", '"why" is empty. Fill it in or leave it out.'),
        ('why: " "', '"why" is empty.'),
        ("why: 2015", '"why" should be words, not a number. If you mean words, put them in "quotes".'),
        ("why: yes", '"why" should be words, not yes or no.'),
        ("why: 2015-01-01", '"why" should be words, not a date.'),
        ("why: [a, b]", '"why" should be words, not a list.'),
        ("why: {a: b}", '"why" should be words, not a mapping.'),
        (f"why: {'long ' * 200}", '"why" has 999 characters; the most is 500.'),
        ("key: Bank Account", '"Bank Account" is not a key.'),
        ("title: 7", '"title" should be words, not a number.'),
        ("pathway: money", '"pathway" is never "money". It can be: accommodation, finance,'),
        ("pathway: financ", 'Did you mean "finance"?'),
        ("stage: later", '"stage" is never "later".'),
        ("due: soon", '"due" cannot be understood. "soon" is not a time.'),
        ("due: 2015-01-01", '"due" should be words, not a date.'),
        ("due: 3 days after tea", '"tea" is not a day we know.'),
        ("due: 731 days after start", "too far away"),
        ("owner: the cook", '"owner" cannot be understood. Nobody called "the cook" owes steps.'),
        ("owner: {department: kitchen}", '"kitchen" is not a department of the prison.'),
        ("owner: {kind: bakery}", '"bakery" is not a kind of agency.'),
        ("owner: {kind: nhs, role: service}", "An owner is one of these."),
        ("owner: {}", "An owner is one of these."),
        ("owner: {cook: yes}", '"cook" is not a field of an owner.'),
        ("owner: [nhs]", '"owner" should be words, not a list.'),
        ("when: in_custdy", '"when" cannot be understood. At character 1: "in_custdy" is not a fact.'),
        ("when: sex is mail", '"sex" is never "mail".'),
        ("when: needs has health", 'only those with the "needs" part of a record may see'),
        ("when: has_children", 'only those with the "family" part'),
        ("needs: id.photo", '"needs" should be a list: [one, two].'),
        ("needs: [3]", '"needs" should list words, not a number.'),
        ("needs: [[a]]", '"needs" should list words, not a list.'),
        ("needs: [A b]", '"A b" is not the key of a step.'),
        ("needs: [gp.seen, gp.seen]", '"gp.seen" is needed twice.'),
        ("needs: [id.prof]", 'No step here has the key "id.prof". Did you mean "id.proof"?'),
        ("takes: long", '"takes" is a number of days up to 365, such as "10 days".'),
        ("takes: -1", '"takes" is a number of days'),
        ("takes: 53 weeks", '"takes" is a number of days'),
        ("where: here", '"where" is never "here".'),
        ("must_have: bnak", '"must_have" is never "bnak". Did you mean "bank"?'),
        ("every_stay: maybe", '"every_stay" should be yes or no.'),
        ("time: theirs", '"time" is never "theirs".'),
        ("why: &x y", '"&x" is an anchor. Leave it out.'),
        ("why: *x", '"*x" is an alias. Write the words out again.'),
        ("why: !!python/name:os.system x", "is a tag. Leave it out."),
        ('why: "open', "This is not YAML"),
        ("why: a: b", "This is not YAML"),
    ],
)
def test_a_fault_is_said_with_its_line(line, said):
    fault = faults_of(with_(line))[0]

    assert said in fault.reason
    assert fault.line >= 13 or "YAML" in said


@pytest.mark.parametrize("name", ["key", "title", "pathway", "due", "owner", "source"])
def test_what_a_step_must_have_is_missed(name):
    fields = dict.fromkeys(("key", "title", "source"), "x") | {
        "pathway": "finance",
        "due": "on release",
        "owner": "key worker",
    }
    said = ", ".join(f"{field}: {value}" for field, value in fields.items() if field != name)

    assert faults_of(f"{HEAD}steps:\n  - {{{said}}}\n") == (Fault(7, f'A step has no "{name}".'),)


@pytest.mark.parametrize("name", ["protocol", "version", "title", "about", "source", "steps"])
def test_what_a_protocol_must_have_is_missed(name):
    text = least()
    without = "\n".join(line for line in text.split("\n") if not line.startswith(f"{name}:"))
    if name == "steps":
        without = HEAD

    assert faults_of(without) == (Fault(1, f'A protocol has no "{name}".'),)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("first-days-out", "First Days"), '"First Days" is not a name for a protocol.'),
        (HEAD.replace("3", "0"), '"version" should be a whole number from 1'),
        (HEAD.replace("3", "1.5"), '"version" should be a whole number'),
        (HEAD.replace("3", "99999"), '"version" should be a whole number'),
        (HEAD.replace("3", "three"), '"version" should be a whole number'),
        (HEAD + "when: tea\n", '"tea" is not a fact.'),
        (HEAD + "when: needs has health\n", "The first such step is id.proof."),
        (HEAD + "by_itself: perhaps\n", '"by_itself" should be yes or no.'),
        (HEAD + "title: Twice\n", '"title" stands here a second time.'),
        (HEAD + "steps: []\n", "should be a list with at least one step"),
    ],
)
def test_faults_of_the_whole_are_said(head, said):
    assert any(said in fault.reason for fault in faults_of(least(head=head)))


def test_every_fault_is_found_in_one_go():
    text = HEAD.replace("3", "x") + "steps:\n" + LEAST % ("a", "money", "") + LEAST % ("a", "finance", ", takes: no")

    assert [fault.line for fault in faults_of(text)] == [2, 7, 8, 8]


def test_a_key_that_comes_twice_names_the_other_line():
    text = least() + LEAST % ("id.proof", "finance", "")

    assert faults_of(text) == (Fault(8, 'The key "id.proof" is taken by the step on line 7.'),)


def test_needs_that_run_in_a_circle_are_named_in_order():
    text = least("bank.account", more="needs: [id.proof]") + LEAST % ("id.proof", "finance", ", needs: [bank.account]")

    assert faults_of(text) == (
        Fault(
            7,
            "These wait for each other, so none could begin: bank.account needs id.proof, id.proof needs bank.account.",
        ),
    )


def test_a_step_that_needs_itself_is_a_circle():
    assert "id.proof needs id.proof" in faults_of(least(more="needs: [id.proof]"))[0].reason


@pytest.mark.parametrize("need", ["contact.week_2", "mentor.named", "gp"])
def test_the_key_of_a_step_elsewhere_is_no_slip(need):
    assert faults_of(least("contact.week_1", more=f"needs: [{need}]")) == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("where: inside", None),
        ("where: outside", None),
        ("where: inside, due: 1 day after release", "after release, so it cannot be done inside"),
        ("where: inside, due: on first working day out", "after release, so it cannot be done inside"),
        ("where: outside, due: 1 day before release", "before release, so it cannot be done outside"),
        ("where: outside, due: 2 days after start", None),
    ],
)
def test_no_step_is_done_on_the_other_side_of_the_gate_from_its_day(more, said):
    text = least(more=more)
    if "due:" in more:
        text = text.replace("due: on release, ", "")

    faults = faults_of(text)

    assert [said in fault.reason for fault in faults] == ([True] if said else [])


def test_a_step_as_closed_as_what_it_reads_is_fine():
    assert faults_of(least(pathway="health", more="when: needs has substances")) == ()
    assert faults_of(least(pathway="family", more="when: has_children")) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("just words", 'A protocol begins with "protocol: its-name".'),
        ("- a list", 'A protocol begins with "protocol: its-name".'),
        ("a: [", "This is not YAML"),
        ("a: 1\n---\nb: 2", "A second document begins here."),
        ("? [a]\n: b", "A name should stand here, before the colon."),
        ("a: \x00", "no text"),
        ("a: \ud800", "no text"),
        ("[" * 5000, "stand inside each other"),
        ("a: " + "x" * LARGEST_BYTES, "The file is over 200 KB."),
        ("a: [" + "x," * 20_000 + "]", "more than 10,000 values"),
        (f"{HEAD}steps: words", '"steps" should be a list'),
        (f"{HEAD}steps: [words]", 'A step is a mapping that begins with "- key: ...".'),
    ],
)
def test_what_is_no_protocol_is_refused(text, said):
    assert any(said in fault.reason for fault in faults_of(text))


def test_a_laughing_file_is_refused_before_it_grows():
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

    assert faults_of(laughs) == (Fault(1, '"&a" is an anchor. Leave it out.'),)


def test_more_steps_than_anyone_could_do_are_refused():
    text = f"{HEAD}steps:\n" + "".join(LEAST % (f"step_{n}x", "finance", "") for n in range(MOST_STEPS + 1))

    assert faults_of(text)[0].reason == "There are 201 steps; the most is 200."


def test_all_the_faults_make_one_refusal_beside_the_text():
    with pytest.raises(Faulty) as refused:
        read("steps: " + "[" + "1," * 30 + "]")

    assert str(refused.value).startswith('Line 1: A protocol has no "about". Line 1:')
    assert refused.value.field == "text"


def test_many_faults_are_counted_not_listed():
    with pytest.raises(Faulty) as refused:
        read("\n".join(f"a{n}: b" for n in range(40)))

    assert str(refused.value).endswith("And 26 more.")


def test_only_utf_8_is_text():
    assert decoded("\ufeffprotocol: é".encode()) == "protocol: é"
    with pytest.raises(Faulty, match="Line 2: This is not text in UTF-8"):
        decoded(b"protocol: a\ntitle: \xe9")
    with pytest.raises(Faulty, match="over 200 KB"):
        decoded(b"x" * (LARGEST_BYTES + 1))


scraps = st.sampled_from(
    [
        *FIELDS,
        "protocol",
        "version",
        "steps",
        "- ",
        ": ",
        "\n  ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "&a",
        "*a",
        "!!x",
        "yes",
        "3",
        "\t",
        "'",
        '"',
        "|",
        ">",
        "#",
        "%",
        "---",
        "é",
        "🙂",
    ]
)


@given(st.text() | st.lists(scraps, max_size=40).map("".join))
def test_nothing_but_faults_comes_of_hostile_hands(text):
    for fault in faults_of(text):
        assert fault.line >= 1
        assert fault.reason


@given(st.data())
def test_a_file_with_lines_lost_doubled_or_swapped_is_read_or_refused(data):
    lines = WHOLE.split("\n")
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=40))

    assert all(1 <= fault.line <= len(chosen) + 1 for fault in faults_of("\n".join(chosen)))


@given(st.binary())
def test_bytes_are_text_or_refused(data):
    try:
        text = decoded(data)
    except Faulty:
        text = ""

    assert faults_of(text)


def test_the_how_to_names_every_field_and_every_fact():
    said = Path(throughline.__file__).parents[1].joinpath("docs/how-to/write-a-protocol.md").read_text(encoding="utf-8")

    fields = [name for name in (*files.FIELDS, *FIELDS) if f"{name}:" not in said]
    facts = [name for name in FACTS if f"`{name}`" not in said]

    assert (fields, facts) == ([], [])
