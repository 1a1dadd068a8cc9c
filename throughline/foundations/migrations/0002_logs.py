"""The journal, the read log, and the shared cache that rate limits count in."""

from pathlib import Path

from django.db import migrations

LOGS = (Path(__file__).resolve().parents[1] / "sql" / "logs.sql").read_text()
CACHE = """
CREATE TABLE cache_entries (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX cache_entries_expires ON cache_entries (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("foundations", "0001_initial")]
    operations = [
        migrations.RunSQL(LOGS, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(CACHE, reverse_sql="DROP TABLE cache_entries"),
    ]
