-- One person in three is on the caseload of the agency that leads for them: 385 open cases an agency, 25 referrals waiting.
CREATE TEMP TABLE bench_service AS
SELECT gen_random_uuid() AS id, a.n, a.team_id, t.organisation_id
FROM bench_agency a JOIN agencies_team t ON t.id = a.team_id;

INSERT INTO agencies_service (id, version, organisation_id, team_id, slug, name, about, phone, people_may_ask, answers_within,
    quiet_after, quiet_after_release, opened_on)
SELECT id, 1, organisation_id, team_id, 'bench-' || n, 'Bench service ' || n, '', '', true, 5, 28, 7, current_date - 900
FROM bench_service;

CREATE TEMP TABLE bench_stage AS
SELECT gen_random_uuid() AS id, s.id AS service_id, k AS position FROM bench_service s CROSS JOIN generate_series(1, 6) k;
INSERT INTO cases_stage (id, version, service_id, position, name, words)
SELECT id, 1, service_id, position, 'Stage ' || position, '' FROM bench_stage;

CREATE TEMP TABLE bench_case AS
SELECT gen_random_uuid() AS id, gen_random_uuid() AS referral_id, gen_random_uuid() AS plan_id, gen_random_uuid() AS first_review,
    gen_random_uuid() AS last_review, p.id AS person_id, p.n, p.held, s.id AS service_id, s.team_id, s.organisation_id,
    current_date - (p.n / 3 % 300 + 20) AS opened_on, current_date - (p.n / 3 % 60) AS touched_on
FROM bench_person p JOIN bench_service s ON s.n = p.n * 3 % 260 WHERE p.n % 3 = 0;
CREATE INDEX ON bench_case (n);
ANALYZE bench_case;

INSERT INTO referrals_referral (id, version, person_id, service_id, team_id, source, arrived, from_words, state, pathways,
    compartment, reason, hopes, offer, also_involved, opens, started_at, received_on, due_on, question, reply, decided_on,
    decided_at, support, decline_reason, answer_words, would_change, withdraw_reason, withdraw_words, helped, helped_words)
SELECT referral_id, 1, person_id, service_id, team_id, CASE WHEN n % 7 < 4 THEN 'self' ELSE 'prison' END, 'paper', '', 'accepted',
    '{accommodation,finance}', '', 'Leaves soon', 'My own door', '', '', '{contact,needs}', opened_on - interval '4 days',
    opened_on - 4, opened_on + 3, '', '', opened_on, opened_on + time '12:00', CASE WHEN n % 5 < 2 THEN 'full' ELSE 'brief' END,
    '', '', '', '', '', 'not_known', ''
FROM bench_case;

INSERT INTO referrals_referral (id, version, person_id, service_id, team_id, source, arrived, from_words, state, pathways,
    compartment, reason, hopes, offer, also_involved, opens, started_at, received_on, due_on, question, reply, support,
    decline_reason, answer_words, would_change, withdraw_reason, withdraw_words, helped, helped_words)
SELECT gen_random_uuid(), 1, p.id, s.id, s.team_id, 'self', 'paper', '', 'sent', '{accommodation}', '', 'Leaves soon', '', '', '',
    '{contact}', now() - interval '3 days', current_date - p.n % 9, current_date + 5 - p.n % 9, '', '', '', '', '', '', '', '',
    'not_known', ''
FROM bench_person p JOIN bench_service s ON s.n = p.n * 3 % 260 WHERE p.n % 3 = 1 AND p.n / 260 % 16 = 0;

INSERT INTO cases_case (id, version, person_id, service_id, team_id, referral_id, support, setting, stage_id, taking_part,
    opened_on, close_reason, close_words, last_contact_on, quiet_from, review_due_on)
SELECT c.id, 1, person_id, c.service_id, team_id, referral_id, 'full', CASE WHEN held THEN 'prison' ELSE 'community' END, g.id,
    'accepted', opened_on, '', '', touched_on, touched_on + 28, CASE WHEN held THEN touched_on + 30 END
FROM bench_case c JOIN bench_stage g ON g.service_id = c.service_id AND g.position = c.n / 3 % 6 + 1;

INSERT INTO cases_settingspell (id, person_id, case_id, setting, from_on, until_on, words, recorded_at)
SELECT gen_random_uuid(), person_id, id, v.setting, opened_on + v.start, opened_on + v.finish, '', now()
FROM bench_case, LATERAL (VALUES ('assessment', 0, 10),
    (CASE WHEN held THEN 'prison' ELSE 'community' END, 10, NULL::int)) v(setting, start, finish);
INSERT INTO cases_stagespell (id, person_id, case_id, stage_id, from_on, words, recorded_at)
SELECT gen_random_uuid(), person_id, c.id, g.id, opened_on, '', now()
FROM bench_case c JOIN bench_stage g ON g.service_id = c.service_id AND g.position = 1;

INSERT INTO cases_contact (id, version, person_id, case_id, team_id, organisation_id, activity, place, happened, happened_at,
    minutes, recorded_at)
SELECT gen_random_uuid(), 1, person_id, id, team_id, organisation_id, CASE k % 3 WHEN 0 THEN 'housing' ELSE 'outreach' END, 'hall',
    CASE WHEN k = 7 THEN 'prevented' ELSE 'yes' END, now() - (n / 3 % 60 + k * 9) * interval '1 day', 30, now()
FROM bench_case CROSS JOIN generate_series(1, 10) k;
INSERT INTO cases_note (id, person_id, kind, team_id, audience, words, written_at, amended_why, current)
SELECT gen_random_uuid(), person_id, 'note', team_id, CASE k WHEN 1 THEN 'team' ELSE 'network' END,
    'Talked through the first three days and who to ring.', now() - (n / 3 % 60 + k) * interval '1 day', '', true
FROM bench_case CROSS JOIN generate_series(1, 4) k;

INSERT INTO plans_plan (id, version, person_id, case_id, begun_on, made_with, changed_at, ended_why)
SELECT plan_id, 1, person_id, id, opened_on, '', now(), '' FROM bench_case;
INSERT INTO plans_task (id, version, person_id, plan_id, key, pathway, compartment, title, why, stage, evidence, origin, reason,
    protocols, needs, takes, must_have, "where", owner, department, given_by_hand, organisation_id, team_id, anchor, "offset", unit,
    due_on, state, state_words, waited_for, progress, ended_on, made_at)
SELECT gen_random_uuid(), 1, person_id, plan_id, '', v.pathway, v.part, 'Step ' || k, '', '', '', '', '', '{}', '{}', 0, '',
    'either', 'non_statutory', '', false, organisation_id, team_id, 'release', k * 5 - 30, 'days',
    current_date + n * 13 % 300 + k * 5 - 30, CASE WHEN k < 4 THEN 'done' ELSE 'todo' END, '', '', '',
    CASE WHEN k < 4 THEN current_date - k END, now()
FROM bench_case CROSS JOIN generate_series(1, 10) k
JOIN (VALUES (0, 'accommodation', ''), (1, 'finance', ''), (2, 'health', 'needs'), (3, 'work', '')) v(slot, pathway, part)
    ON v.slot = k % 4;

-- Nine things each person needs on the day, for those who leave within twelve weeks: what the board shows.
INSERT INTO plans_task (id, version, person_id, plan_id, key, pathway, compartment, title, why, stage, evidence, origin, reason,
    protocols, needs, takes, must_have, "where", owner, department, given_by_hand, organisation_id, team_id, anchor, "offset", unit,
    due_on, state, state_words, waited_for, progress, ended_on, made_at)
SELECT gen_random_uuid(), 1, person_id, plan_id, 'must.' || v.word, v.pathway, v.part, 'See to ' || v.word, '', '', '', '', '',
    '{bench}', CASE WHEN v.before = '' THEN '{}' ELSE ARRAY['must.' || v.before] END, 5, v.word, 'either', 'non_statutory', '', false,
    organisation_id, team_id, 'release', -v.days, 'days', current_date + n * 13 % 300 - v.days,
    CASE WHEN (n / 3 + v.days) % 3 = 0 THEN 'done' ELSE 'todo' END, '', '', CASE WHEN (n / 3 + v.days) % 3 = 1 THEN 'Asked' ELSE '' END,
    CASE WHEN (n / 3 + v.days) % 3 = 0 THEN current_date - 1 END, now()
FROM bench_case CROSS JOIN (VALUES ('id', 'finance', '', '', 60), ('bank', 'finance', '', 'id', 40),
    ('benefits', 'finance', '', 'bank', 20), ('address', 'accommodation', '', 'benefits', 10), ('gp', 'health', 'needs', '', 30),
    ('prescription', 'health', 'needs', 'gp', 4), ('phone', 'finance', '', '', 7), ('met', 'thinking', '', '', 3),
    ('first_week', 'thinking', '', '', 5)) v(word, pathway, part, before, days)
WHERE held AND n * 13 % 300 < 84;

INSERT INTO outcomes_review (id, version, person_id, case_id, framework_id, held_on, point, held_in, how, person_present,
    worker_present, others_present, person_agrees, words, recorded_at, struck_why)
SELECT v.id, 1, person_id, c.id, f.id, opened_on + v.after, v.point, 'prison', 'themself', true, true, '', true, '', now(), ''
FROM bench_case c, outcomes_framework f,
    LATERAL (VALUES (first_review, 1, 'start'), (last_review, 15, 'routine')) v(id, after, point)
WHERE f.slug = 'psp-seven' AND f.organisation_id IS NULL;
INSERT INTO outcomes_score (id, person_id, review_id, domain_id, compartment, theirs, ours, their_words, our_words, wording)
SELECT gen_random_uuid(), r.person_id, r.id, d.id, d.compartment, (r.held_on - date '2020-01-01' + d.position) % 5 + 1, 3, '', '', 1
FROM outcomes_review r JOIN outcomes_domain d ON d.framework_id = r.framework_id
WHERE r.case_id IN (SELECT id FROM bench_case);
