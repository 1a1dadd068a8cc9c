-- What became of the scores of a service's cases, by domain.
--   service, organisation   whose cases      framework    the framework's slug: everyone's, or the organisation's own
--   from_on, to_on          the period, both ends included; second scores count when held in it
--   view                    theirs (the person's own scores) or ours (the worker's)
--   month                   days open after which someone with full support is due a second review
WITH domain AS (
    SELECT d.id, d.key, d.name, d.plain_name, d.position, f.organisation_id IS NULL AS shared, d.retired_on
    FROM outcomes_domain d JOIN outcomes_framework f ON f.id = d.framework_id
    WHERE f.slug = %(framework)s AND (f.organisation_id IS NULL OR f.organisation_id = %(organisation)s)
), score AS MATERIALIZED (
    SELECT r.case_id, domain.key, r.held_on, r.id, CASE %(view)s WHEN 'theirs' THEN s.theirs ELSE s.ours END AS step
    FROM cases_case c JOIN outcomes_review r ON r.case_id = c.id
    JOIN outcomes_score s ON s.review_id = r.id JOIN domain ON domain.id = s.domain_id
    WHERE c.service_id = %(service)s AND r.held_on <= %(to_on)s AND r.struck_on IS NULL
), path AS MATERIALIZED (
    SELECT case_id, key, count(*) > 1 AND max(held_on) >= %(from_on)s AS twice,
        sign((array_agg(step ORDER BY held_on DESC, id DESC))[1] - (array_agg(step ORDER BY held_on, id))[1]) AS moved
    FROM score WHERE step IS NOT NULL GROUP BY 1, 2
), due AS MATERIALIZED (
    SELECT c.id FROM cases_case c
    WHERE c.service_id = %(service)s AND c.opened_on <= %(to_on)s
        AND (c.closed_on IS NULL OR c.closed_on >= %(from_on)s)
        AND (
            c.support = 'full'
            AND least(coalesce(c.closed_on, %(to_on)s + 1), %(to_on)s + 1) - c.opened_on > %(month)s
            OR c.id IN (SELECT case_id FROM score)
        )
), changed AS (
    SELECT p.key, count(*) AS n, count(*) FILTER (WHERE moved > 0) AS improved,
        count(*) FILTER (WHERE moved = 0) AS same, count(*) FILTER (WHERE moved < 0) AS worse
    FROM path p WHERE p.twice AND p.case_id IN (SELECT id FROM due) GROUP BY 1
), named AS (
    SELECT DISTINCT ON (key) key, name, plain_name, position, retired_on FROM domain ORDER BY key, shared DESC
)
SELECT named.key, named.name, named.plain_name, (SELECT count(*) FROM due),
    coalesce(n, 0), coalesce(improved, 0), coalesce(same, 0), coalesce(worse, 0)
FROM named LEFT JOIN changed USING (key)
WHERE named.retired_on IS NULL OR n > 0
ORDER BY named.position, named.key
