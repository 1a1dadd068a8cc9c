"""What waits for an answer, what other services were asked, help at the duty desk, and who stands in for whom."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from throughline.cases.actions import workers
from throughline.demo.population import Resident
from throughline.demo.working.caseload import Taken
from throughline.demo.working.cast import Office, in_the_day
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.ask_about_referral import ask_about_referral
from throughline.journeys.asking import Asking
from throughline.journeys.refer_person import Told, refer_person
from throughline.journeys.self_refer import self_refer
from throughline.referrals.actions import answering, duty
from throughline.referrals.actions.duty import NewDuty
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, Helped, Source, Support

ASKED_BY_THEMSELVES = (
    (
        "Lewis",
        "Quarrie",
        date(1993, 4, 11),
        "B",
        ["accommodation", "finance"],
        "I get out next month and I have nowhere.",
    ),
    ("Sonny", "Abernethy", date(2001, 9, 2), "C", ["work"], "A pal said you meet people at the gate."),
    ("Jodie", "Marchbank", date(1988, 1, 27), "D", ["family", "health"], "I want to see my wee girl."),
    ("Ross", "Tulloch", date(1979, 12, 5), "A", ["substances"], "I am six weeks clear and scared of the first day."),
)
ONWARD = (
    ("harbour-recovery", ["substances"], "Fourteen weeks clear and wants the same worker outside."),
    ("fresh-bearings", ["work"], "Trained in the joinery shop. Ready for a trial day."),
    ("families-alongside", ["family"], "Wants help to write to his daughter and to plan the first visit."),
    ("northgate-homes", ["accommodation"], "Leaves with nowhere to go. Settled when he had a quiet room."),
)
AT_THE_DESK = (
    ("A", "Wanted to know how to claim on the day. Gave the leaflet and the number."),
    ("C", "Asked who to see about his tenancy. Told him, and rang the council."),
    ("B", "No phone on release. Told him about the gate bag."),
)


def wait(office: Office, residents: Sequence[Resident]) -> None:
    """Leave referrals waiting: some asked for themselves on paper, some come from the prison, one is late."""
    _from_the_hall(office)
    officer = office.acting(office.places.staff["personal_officer"])
    team = office.places.teams["HMP Carrick Vale"]
    for number, row in enumerate(residents[:6]):
        at = in_the_day(office.at, days_ago=(1, 2, 3, 5, 8, 12)[number], dice=office.dice)
        new = NewReferral(
            person=row.person,
            service=office.kindling,
            source=Source.PRISON,
            arrived=Arrived.SCREEN,
            received_on=at.date(),
            from_team=team,
            from_user=office.places.staff["personal_officer"],
            pathways=["accommodation", "finance"] if number % 2 else ["health", "substances"],
            reason=office.dice.choice(office.words["reasons"]),
            hopes=office.dice.choice(office.words["hopes"]),
            offer=office.dice.choice(office.words["offers"]),
            opens=["contact", "needs"],
        )
        told = Told(how="Face to face", on=at.date(), words="Aye, put me down.")
        sent = refer_person(new, safety=None, told=told, by=officer, at=at)
        if number == 3:
            question = "Which council did he last have a tenancy with?"
            ask_about_referral(sent, question=question, by=office.acting(office.workers[0]), at=office.at)


def _from_the_hall(office: Office) -> None:
    by = office.acting(office.places.staff["throughcare_officer"])
    prison = office.places.prisons["CRV"]
    for number, (given, family, born_on, hall, pathways, words) in enumerate(ASKED_BY_THEMSELVES):
        at = in_the_day(office.at, days_ago=number + 1, dice=office.dice)
        asking = Asking(
            given=given,
            family=family,
            born_on=born_on,
            prison=prison,
            hall=hall,
            pathways=pathways,
            words=words,
            reach="On the hall, mornings",
            helped_by="" if number else "Euan Brough",
            received_on=at.date(),
        )
        self_refer(asking, service=office.kindling, arrived=Arrived.PAPER, by=by, at=at)


def ask_others(office: Office, taken: Sequence[Taken]) -> None:
    """Refer some of Kindling's people on, and hear back from some of the services."""
    for number, row in enumerate(taken):
        slug, pathways, reason = ONWARD[number % len(ONWARD)]
        user = office.workers[0]
        at = in_the_day(office.at, days_ago=20 - number, dice=office.dice)
        new = NewReferral(
            person=row.resident.person,
            service=office.services[slug],
            source=Source.AGENCY,
            arrived=Arrived.SCREEN,
            received_on=at.date(),
            from_team=office.kindling.team,
            from_user=user,
            pathways=pathways,
            reason=reason,
            hopes=office.dice.choice(office.words["hopes"]),
            offer="We meet him at the gate and visit every week for twelve weeks.",
            opens=["contact"],
        )
        told = Told(how="Face to face", on=at.date())
        sent = refer_person(new, safety=None, told=told, by=office.acting(user), at=at)
        if slug == "harbour-recovery" and number < 8:
            _hear_back(office, sent, at=at)


def _hear_back(office: Office, sent: Referral, *, at: datetime) -> None:
    """Let the recovery service say yes, and say later what came of it."""
    by = office.acting(office.places.named["Jess Rowan"])
    then = min(at + timedelta(days=2), office.at)
    words = "Yes. The same worker inside and out."
    accept_referral(sent, support=Support.FULL, key_worker=None, words=words, by=by, at=then)
    answered = Referral.objects.get(pk=sent.pk)
    answering.record_helped(
        answered, helped=Helped.HELPED, words="Goes every week.", version=answered.version, by=by, at=office.at
    )


def sit_at_the_desk(office: Office, residents: Sequence[Resident]) -> None:
    """Record duty contacts, one of them with someone who is not on record."""
    user = office.places.staff["throughcare_officer"]
    for number, (hall, words) in enumerate(AT_THE_DESK):
        new = NewDuty(
            service=office.kindling,
            by_user=user,
            happened_at=in_the_day(office.at, days_ago=number, dice=office.dice),
            words=words,
            person=residents[number].person if number else None,
            named="" if number else "A man from A hall, called himself Shug",
            prison=office.places.prisons["CRV"],
            hall=hall,
            minutes=10,
        )
        duty.log_duty(new, by=office.acting(user), at=office.at)


def cover(office: Office) -> None:
    """Let one key worker stand in for another who is away this week."""
    workers.arrange_cover(
        office.kindling.team,
        away=office.places.staff["service_coordinator"],
        stand_in=office.places.staff["case_worker"],
        from_on=office.at.date() - timedelta(days=1),
        until_on=office.at.date() + timedelta(days=6),
        words="On leave",
        by=office.acting(office.places.staff["manager"]),
        at=office.at,
    )
