"""Who can sign in to the demo: one invented member of staff for each role."""

from dataclasses import dataclass

PASSWORD = "throughline-demo-2026"  # noqa: S105  shown on the demo's own sign-in page; refused outside demo mode
DOMAIN = "demo.throughline.invalid"


@dataclass(frozen=True, kw_only=True)
class Player:
    """One member of the demo's staff. ``teams`` are named "organisation: team"."""

    first: str
    last: str
    role: str
    organisation: str
    teams: tuple[str, ...] = ()
    work_base: str = ""

    @property
    def email(self) -> str:
        """How they sign in."""
        return f"{self.first}.{self.last}@{DOMAIN}".lower()

    @property
    def name(self) -> str:
        """How they are named."""
        return f"{self.first} {self.last}"


THROUGHCARE = "HMP Carrick Vale: Throughcare"
LANGRIGG = "HMP Langrigg: Resettlement"
PATHWAY = "Kindling: Through the gate"
PILOT = "Turning Point Scotland: Low Moss pathway"

CAST = (
    Player(first="Nadia", last="Farrell", role="case_worker", organisation="Kindling", teams=(PATHWAY,)),
    Player(
        first="Callum",
        last="Doull",
        role="throughcare_officer",
        organisation="HMP Carrick Vale",
        teams=(THROUGHCARE, PATHWAY),
        work_base="Kindling",
    ),
    Player(
        first="Moira",
        last="Sandison",
        role="throughcare_manager",
        organisation="HMP Carrick Vale",
        teams=(THROUGHCARE, LANGRIGG, PATHWAY),
    ),
    Player(first="Euan", last="Brough", role="personal_officer", organisation="HMP Carrick Vale"),
    Player(first="Priya", last="Nandy", role="case_manager", organisation="HMP Langrigg", teams=(LANGRIGG,)),
    Player(
        first="Graham", last="Ure", role="offender_outcomes_manager", organisation="HMP Langrigg", teams=(LANGRIGG,)
    ),
    Player(
        first="Shona",
        last="Leask",
        role="service_coordinator",
        organisation="Kindling",
        teams=(PATHWAY,),
        work_base="HMP Carrick Vale",
    ),
    Player(first="Dougie", last="Penn", role="peer_mentor", organisation="Steps Peer Mentors"),
    Player(first="Adam", last="Whitwell", role="offender_supervisor", organisation="HMP Langrigg", teams=(LANGRIGG,)),
    Player(
        first="Karen",
        last="Boyle",
        role="iom_prison_officer",
        organisation="HMP Carrick Vale",
        work_base="Solway Police Offender Management",
    ),
    Player(first="Ishbel", last="Crane", role="housing_officer", organisation="Marnoch Council Housing"),
    Player(first="Bel", last="Sorley", role="health_worker", organisation="Carrick Vale Healthcare"),
    Player(
        first="Tam", last="Geddes", role="release_coordinator", organisation="HMP Carrick Vale", teams=(THROUGHCARE,)
    ),
    Player(first="Morag", last="Teal", role="practitioner", organisation="Solway Justice Social Work"),
    Player(first="Ruth", last="Okafor", role="manager", organisation="Kindling", teams=(PATHWAY,)),
    Player(first="Helen", last="Strang", role="commissioner", organisation="Solway Commissioning"),
    Player(first="Peter", last="Aske", role="evaluator", organisation="Borders Justice Fund"),
    Player(
        first="Iona",
        last="Marr",
        role="information_governance",
        organisation="Kindling",
        teams=("Kindling: Information governance",),
    ),
    Player(first="Colin", last="Rae", role="administrator", organisation="Kindling"),
    Player(
        first="Jess",
        last="Rowan",
        role="practitioner",
        organisation="Harbour Recovery",
        teams=("Harbour Recovery: Outreach",),
    ),
    Player(first="Fiona", last="Baird", role="throughcare_officer", organisation="HMP Low Moss"),
    Player(first="Rhona", last="Mackail", role="manager", organisation="Turning Point Scotland", teams=(PILOT,)),
)

TEAMS = {
    THROUGHCARE: ("casework", "01632 960 231", 6),
    LANGRIGG: ("casework", "01632 960 331", 5),
    PATHWAY: ("casework", "01632 960 114", 8),
    "Kindling: Information governance": ("governance", "01632 960 118", 1),
    PILOT: ("casework", "01632 960 930", 8),
    "Harbour Recovery: Outreach": ("casework", "01632 960 378", 4),
}
