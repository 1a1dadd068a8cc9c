-- :people people, two in five of them in prison now. Everything varies by n alone, so the same n is the same person.
CREATE TEMP TABLE bench_person AS
SELECT gen_random_uuid() AS id, s.n, c.given, c.family, c.keys, s.n % 5 < 2 AS held,
    date '1955-01-01' + (s.n * 37 % 18000) AS born_on
FROM generate_series(1, {people}) s(n)
JOIN bench_name c ON c.n = s.n::bigint * 7919 % (SELECT count(*) FROM bench_name);
CREATE INDEX ON bench_person (n);
ANALYZE bench_person;

INSERT INTO people_person (id, version, reference, shown_name, sort_name, born_on, sex, language, home_area_id,
    search_keys, registered_at)
SELECT p.id, 1, 'TB-' || n, given || ' ' || family, lower(family || ' ' || given), born_on, 'male', 'English',
    (SELECT id FROM bench_area a WHERE a.n = p.n % (SELECT count(*) FROM bench_area)),
    keys || ('i:' || 'c' || lpad((n % 10000)::text, 4, '0') || chr(97 + n / 10000 % 26) || chr(97 + n / 260000))::text,
    now() - interval '400 days'
FROM bench_person p;

INSERT INTO people_name (id, person_id, kind, given, middle, family, source)
SELECT gen_random_uuid(), id, 'legal', given, '', family, 'Bench' FROM bench_person;

INSERT INTO people_identifier (id, person_id, kind, value, source)
SELECT gen_random_uuid(), id, 'prison_number',
    'C' || lpad((n % 10000)::text, 4, '0') || chr(65 + n / 10000 % 26) || chr(65 + n / 260000), 'Bench'
FROM bench_person;

INSERT INTO people_contactpoint (id, version, person_id, kind, value, safety, safety_note, source, from_on)
SELECT gen_random_uuid(), 1, id, 'mobile', '07700 900123', 'safe', '', 'Bench', '2026-01-01' FROM bench_person WHERE n % 2 = 0;

INSERT INTO people_need (id, version, person_id, kind, words, source, noted_on)
SELECT gen_random_uuid(), 1, id, 'reading', 'Reads slowly', 'Bench', '2026-01-01' FROM bench_person WHERE n % 3 = 0;

INSERT INTO people_relation (id, version, person_id, kind, name, phone, may_be_told, needs, agencies, best_interests, source)
SELECT gen_random_uuid(), 1, id, 'partner', 'Jo', '', 'nothing', '', '', '', 'Bench' FROM bench_person WHERE n % 3 = 1;

INSERT INTO sharing_consent (id, person_id, "to", answer, words, how, answered_on, recorded_at)
SELECT gen_random_uuid(), id, 'take_part', 'agreed', '', 'Face to face', '2026-01-01', now() FROM bench_person WHERE n % 2 = 1;

CREATE TEMP TABLE bench_stay AS
SELECT gen_random_uuid() AS id, p.id AS person_id, p.n, z.id AS prison_id, z.team_id
FROM bench_person p JOIN bench_prison z ON z.n = p.n / 5 % 40 WHERE held;

INSERT INTO custody_stay (id, version, person_id, prison_id, admitted_on, ended_how, hall, cell, legal_status, supervision,
    out_on_licence, booking, source, as_of)
SELECT id, 1, person_id, prison_id, current_date - (n % 200 + 30), '', 'B', '2-' || n % 60, 'sentenced', 'none', false, '',
    'Bench', now() - interval '1 day'
FROM bench_stay;

INSERT INTO custody_location (id, person_id, stay_id, prison_id, hall, cell, since, source)
SELECT gen_random_uuid(), person_id, id, prison_id, 'B', '2-1', now() - interval '20 days', 'Bench' FROM bench_stay;
INSERT INTO custody_statusspell (id, person_id, stay_id, legal_status, words, since, source)
SELECT gen_random_uuid(), person_id, id, 'sentenced', '', now() - interval '20 days', 'Bench' FROM bench_stay;
INSERT INTO custody_movement (id, person_id, stay_id, kind, "on", to_prison_id, reason, source, recorded_at)
SELECT gen_random_uuid(), person_id, id, 'admission', current_date - (n % 200 + 30), prison_id, '', 'Bench', now() FROM bench_stay;
INSERT INTO custody_keydate (id, person_id, stay_id, type, "on", known_at, recorded_at, source, reason, holds, undone_words)
SELECT gen_random_uuid(), person_id, id, kind, current_date + (n * 13 % 300 + shift), now() - interval '20 days',
    now() - interval '20 days', 'Bench', '', true, ''
FROM bench_stay, (VALUES ('conditional', 0), ('sentence_end', 200)) v(kind, shift);
