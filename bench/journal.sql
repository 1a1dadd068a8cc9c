-- :rows entries about :people people, spread over the last 24 months.
INSERT INTO journal (at, what, about, person_id, tier, compartment, by_kind, by_words, facts)
SELECT now() - (s.n % 730) * interval '1 day' - (s.n % 1440) * interval '1 minute', 'custody.moved_within', 'custody.stay:bench',
    p.id, 2, '', 'staff', 'Bench worker, Bench agency', '{"before": "B Hall 2-1", "after": "C Hall 1-4"}'
FROM generate_series({first}, {last}) s(n) JOIN bench_person p ON p.n = s.n % {people} + 1;
