-- Four grants a person: their prison (or one of forty areas of work), and three agencies.
INSERT INTO sharing_grant (id, person_id, team_id, tier, compartments, reason, words, basis, starts_at, ended_why, made_by,
    made_at)
SELECT gen_random_uuid(), p.id, z.team_id, 2, '{contact,family,needs,risk}', 'custody', '', 'public_task',
    now() - interval '200 days', '', 'Bench', now() - interval '200 days'
FROM bench_person p JOIN bench_prison z ON z.n = p.n / 5 % 40;

INSERT INTO sharing_grant (id, person_id, team_id, tier, compartments, reason, words, basis, starts_at, ended_why, made_by,
    made_at)
SELECT gen_random_uuid(), p.id, a.team_id, CASE k WHEN 0 THEN 3 ELSE 2 END,
    CASE k WHEN 0 THEN '{contact,family,needs,risk,sensitive}' ELSE '{contact,needs}' END::varchar(20)[],
    'involved', '', 'public_task', now() - interval '100 days', '', 'Bench', now() - interval '100 days'
FROM bench_person p CROSS JOIN generate_series(0, 2) k
JOIN bench_agency a ON a.n = (p.n * (k + 3) + k * 87) % 260
ON CONFLICT DO NOTHING;
