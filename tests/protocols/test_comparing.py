"""Two versions of a protocol can be laid side by side."""

from tests.protocols.shapes import protocol, step
from throughline.protocols.engine.comparing import Change, differences
from throughline.protocols.shape import Owner, Timing

OLD = protocol("first-days-out", step("bank.account"), step("id.proof"), step("gp.register"))


def test_the_same_protocol_has_no_differences():
    assert not differences(OLD, OLD)


def test_steps_come_and_go():
    new = protocol("first-days-out", step("bank.account"), step("gp.register"), step("phone.working"), number=2)

    found = differences(OLD, new)

    assert [each.key for each in found.added] == ["phone.working"]
    assert [each.key for each in found.gone] == ["id.proof"]
    assert found.changed == ()
    assert found


def test_what_changed_about_a_step_is_said_in_words():
    changed = step(
        "id.proof",
        title="Get proof of who you are",
        timing=Timing(anchor="release", offset=-42),
        owner=Owner(department="resettlement"),
        when="in_custody",
        needs=("photo.taken",),
        takes=10,
    )

    found = differences(OLD, protocol("first-days-out", step("bank.account"), changed, step("gp.register")))

    assert found.changed == (
        Change(
            key="id.proof",
            title="Get proof of who you are",
            what=(
                "Title: Get proof of who you are (was Do id.proof)",
                "Due: 6 weeks before release (was 3 weeks before release)",
                "Owner: Resettlement (was Their key worker)",
                "When: they are in prison (was always)",
                "Needs: photo.taken (was nothing)",
                "Usually takes: 10 days (was nothing)",
            ),
        ),
    )


def test_needs_in_another_order_are_the_same_needs():
    one = protocol("first-days-out", step("bed", needs=("a", "b")))
    other = protocol("first-days-out", step("bed", needs=("b", "a"), line=9))

    assert not differences(one, other)


def test_what_changed_about_the_whole_is_said_too():
    new = protocol("first-days-out", *OLD.steps, number=2, when="sex is female", laid_by_itself=False)

    found = differences(OLD, new)

    assert found.whole == ("For: their sex is “Female” (was always)", "Laid: when someone asks (was by itself)")
    assert found.changed == ()
