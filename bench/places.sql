-- 40 prisons and 260 agencies beside the demo's, each with the team that all its staff are in.
INSERT INTO agencies_organisation (id, version, name, kind, jurisdiction, phone, email)
SELECT gen_random_uuid(), 1, 'Bench ' || kind || ' ' || n, kind, 'scotland', '01632 960 000', ''
FROM (SELECT n, CASE WHEN n <= 40 THEN 'prison' ELSE 'third_sector' END AS kind FROM generate_series(1, 300) n) made;

INSERT INTO agencies_prison (id, version, organisation_id, code, capacity, holds)
SELECT gen_random_uuid(), 1, id, 'Z' || lpad((row_number() OVER (ORDER BY name))::text, 3, '0'), 900, '{}'
FROM agencies_organisation WHERE name LIKE 'Bench prison %';

INSERT INTO agencies_team (id, version, organisation_id, name, kind, department, phone)
SELECT gen_random_uuid(), 1, id, 'Everyone', 'everyone', '', '' FROM agencies_organisation WHERE name LIKE 'Bench %';

INSERT INTO agencies_partner (id, version, partnership_id, organisation_id, starts_on)
SELECT gen_random_uuid(), 1, (SELECT id FROM agencies_partnership ORDER BY name DESC LIMIT 1), id, '2025-01-01'
FROM agencies_organisation WHERE name LIKE 'Bench %';

CREATE TEMP TABLE bench_prison AS
SELECT p.id, p.organisation_id, t.id AS team_id, (row_number() OVER (ORDER BY p.code) - 1)::int AS n
FROM agencies_prison p JOIN agencies_team t ON t.organisation_id = p.organisation_id AND t.kind = 'everyone'
WHERE p.code LIKE 'Z%';
CREATE TEMP TABLE bench_agency AS
SELECT t.id AS team_id, (row_number() OVER (ORDER BY o.name) - 1)::int AS n
FROM agencies_organisation o JOIN agencies_team t ON t.organisation_id = o.id
WHERE o.name LIKE 'Bench third_sector %';
CREATE TEMP TABLE bench_area AS
SELECT id, (row_number() OVER (ORDER BY name) - 1)::int AS n FROM agencies_area WHERE kind = 'council';
