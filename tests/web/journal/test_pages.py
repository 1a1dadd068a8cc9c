"""The story, who looked, and what one looked at oneself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import EveryoneFactory, PersonFactory, SensitiveFactFactory, staff_of, worker_for
from throughline.foundations import clock, journal
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import ReadEntry
from throughline.sharing.models import Grant, Restriction

pytestmark = pytest.mark.django_db

MINE = reverse("journal:mine")


def story(person, **asked):
    return reverse("journal:story", args=[person.pk], query=asked)


def reads(person):
    return reverse("journal:reads", args=[person.pk])


def tell(writer, person, *, times=1, what="people.registered", at=None, **more):
    facts = {"source": "CANARY source"} | more.pop("facts", {})
    with writer():
        for back in range(times):
            when = (at or clock.now()) - timedelta(minutes=back)
            journal.note(what, about=person, person_id=person.pk, by=SYSTEM, at=when, **more, **facts)


def test_the_story_says_what_happened_by_whom(cast, writer):
    tell(writer, cast.person)

    text = cast.worker.get(story(cast.person)).content.decode()

    assert "Registered. Source: CANARY source." in text
    assert "Throughline · Who they are" in text


def test_it_turns_its_pages_by_key_and_shows_each_line_once(cast, writer):
    for number in range(60):
        tell(writer, cast.person, facts={"source": f"line-{number:02}."})
    address, seen = story(cast.person), []

    while address:
        response = cast.worker.get(address)
        seen += [told.sentence for told in response.context["lines"]]
        following = response.context["page"].next
        address = following and story(cast.person) + following

    assert len(seen) == len(set(seen)) == 60
    assert seen == sorted(seen, reverse=True)


def test_it_is_narrowed_to_one_kind_and_keeps_that_between_pages(cast, writer):
    tell(writer, cast.person, times=30)
    tell(writer, cast.person, what="sharing.restriction_lifted")

    response = cast.worker.get(story(cast.person, kind="people"))

    assert {told.kind for told in response.context["lines"]} == {"Who they are"}
    assert "kind=people" in response.context["page"].next


@pytest.mark.parametrize(
    "asked", ["before=x", "before=2026-01-01_1", "before=2026-01-01T00:00:00+00:00_-1", "kind=%00"]
)
def test_an_address_that_makes_no_sense_is_the_beginning(cast, writer, asked):
    tell(writer, cast.person)

    response = cast.worker.get(f"{story(cast.person)}?{asked}")

    assert response.status_code == 200
    assert len(response.context["lines"]) == 1


def test_what_is_new_since_the_last_look_is_marked(cast, writer):
    tell(writer, cast.person, at=clock.now() - timedelta(days=2))
    cast.worker.get(story(cast.person))
    tell(writer, cast.person, what="sharing.restriction_lifted", at=clock.now() + timedelta(seconds=1))

    text = cast.worker.get(story(cast.person)).content.decode()

    assert "New since you last looked" in text
    assert (
        text.index("A limit on the record was lifted")
        < text.index("You have seen the rest")
        < text.index("Registered.")
    )


def test_each_viewer_is_told_as_far_as_their_grant_reaches(cast, writer):
    tell(writer, cast.person, what="people.sensitive_added", compartment="sensitive")
    tell(writer, cast.person, what="sharing.restriction_lifted", tier=3)
    tell(writer, cast.person, what="custody.admitted", tier=2)
    tell(writer, cast.person, tier=1)

    told = {
        name: [line.kind for line in getattr(cast, name).get(story(cast.person)).context["lines"]]
        for name in ("worker", "colleague", "knows_of")
    }

    assert [len(told[name]) for name in ("worker", "colleague", "knows_of")] == [4, 2, 1]


def test_nobody_else_finds_the_pages(cast, sign_in):
    stranger = sign_in(staff_of(EveryoneFactory(), role="manager"))

    for address in (story(cast.person), reads(cast.person)):
        assert stranger.get(address).status_code == 404
        assert cast.no_job.get(address).status_code == 403


def test_an_empty_story_says_so(cast):
    assert "Nothing is shared with you yet" in cast.worker.get(story(cast.person)).content.decode()


@pytest.fixture
def manager(cast, sign_in):
    return sign_in(worker_for(cast.person, role="manager"))


def test_who_looked_is_listed_with_where_and_why(cast, manager):
    cast.worker.get(reverse("sharing:who", args=[cast.person.pk]))

    text = manager.get(reads(cast.person)).content.decode()

    assert cast.worker_user.name in text
    assert "Who can see them" in text
    assert "Works with them" in text


def test_looking_at_who_looked_is_itself_a_look(cast, manager):
    manager.get(reads(cast.person))

    text = manager.get(reads(cast.person)).content.decode()

    assert "Who looked" in text


def test_the_read_log_needs_its_permission_and_working_with_the_person(cast, sign_in):
    knows = worker_for(cast.person, tier=1, role="manager")

    assert cast.worker.get(reads(cast.person)).status_code == 403
    assert sign_in(knows).get(reads(cast.person)).status_code == 403


@pytest.mark.parametrize("rows", [2, 60])
def test_the_pages_cost_the_same_however_long_they_are(cast, manager, writer, django_assert_max_num_queries, rows):
    tell(writer, cast.person, times=rows)
    for _ in range(rows // 20):
        manager.get(reads(cast.person))
    manager.get("/")

    with django_assert_max_num_queries(25):
        manager.get(story(cast.person))
    with django_assert_max_num_queries(25):
        manager.get(reads(cast.person))
    with django_assert_max_num_queries(12):
        manager.get(MINE)


def test_what_one_looked_at_is_listed_for_oneself_alone(cast, sign_in):
    cast.worker.get(story(cast.person))

    mine, theirs = (each.get(MINE).content.decode() for each in (cast.worker, cast.colleague))

    assert cast.person.shown_name in mine
    assert cast.person.shown_name not in theirs
    assert "You have not looked at anyone yet" in theirs


def test_a_look_at_someone_no_longer_shared_stays_without_the_name(cast, sign_in, writer):
    cast.worker.get(story(cast.person))
    with writer():
        Restriction.objects.create(
            person=cast.person, kind="conflict", user=cast.worker_user, words="C", starts_at=clock.now(), made_by="T"
        )  # fmt: skip

    text = cast.worker.get(MINE).content.decode()

    assert cast.person.shown_name not in text
    assert "no longer shared with you" in text


def test_every_page_that_shows_a_person_writes_the_look_down(cast, manager, writer):
    for name in ("sharing:who", "sharing:consent", "sharing:share", "journal:story", "journal:reads"):
        manager.get(reverse(name, args=[cast.person.pk]))

    with writer():
        looked = set(ReadEntry.objects.filter(person_id=cast.person.pk).values_list("where", flat=True))
    assert looked == {"sharing:who", "sharing:consent", "sharing:share", "journal:story", "journal:reads"}


def test_a_look_at_one_person_is_not_in_the_list_of_another(cast, sign_in, writer):
    other = PersonFactory()
    SensitiveFactFactory(person=other)
    with writer():
        team = Grant.objects.get(person=cast.person, team__organisation=cast.worker_user.organisation).team
    both = sign_in(staff_of(team, role="manager"))
    sign_in(worker_for(other)).get(story(other))

    assert len(both.get(reads(cast.person)).context["looks"]) == 1
