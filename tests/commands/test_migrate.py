"""One command makes everything, on the server we carry and on one reached by DATABASE_URL."""

from throughline.access.security import policies


def test_it_says_each_step_and_may_be_repeated(place):
    first, again = place.throughline("migrate"), place.throughline("migrate")

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "changes to tables" in first.stdout
    assert again.stdout.splitlines() == [
        "Roles and database are ready.",
        "Tables are up to date.",
        "Privileges and row security are in place.",
    ]


def test_everything_belongs_to_the_owner_role(migrated):
    with migrated.administrator() as database:
        owners = database.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()

    assert owners == [("throughline_owner",)]


def test_row_security_is_on_where_it_must_be(migrated):
    with migrated.administrator() as database:
        guarded = database.execute("SELECT relname FROM pg_class WHERE relrowsecurity").fetchall()

    assert {policy.table for policy in policies()} <= {name for (name,) in guarded}


def test_a_database_that_cannot_be_reached_is_one_sentence(place):
    lost = place.set(DATABASE_URL="postgresql://someone:secret@127.0.0.1:1/care?connect_timeout=2")

    said = lost.throughline("migrate")

    assert said.returncode == 1
    assert said.stderr.startswith("The database said no:")
    assert "secret" not in said.stderr
    assert "Traceback" not in said.stderr
