-- One row for each case a service opened in a period, for people who evaluate the service. Nothing here names anyone, but
-- days do point at people: nothing of it leaves reports before evaluation has made months and bands of it.
--   service, organisation    whose cases      from_on, to_on   when opened, both ends included
--   today                    the day it is counted             framework   whose scores
--   released                 the ends of a stay that are releases
WITH chosen AS MATERIALIZED (
    SELECT c.id, c.person_id, c.referral_id, c.support, c.opened_on, c.closed_on, c.close_reason FROM cases_case c
    WHERE c.service_id = %(service)s AND c.opened_on BETWEEN %(from_on)s AND %(to_on)s
), contact AS (
    SELECT k.case_id, count(*) FILTER (WHERE k.happened = 'yes') AS held, count(*) FILTER (WHERE k.happened <> 'yes') AS not_held
    FROM cases_contact k WHERE k.case_id IN (SELECT id FROM chosen) GROUP BY 1
), review AS (
    SELECT r.id, r.case_id, r.held_on FROM outcomes_review r JOIN outcomes_framework f ON f.id = r.framework_id
    WHERE r.case_id IN (SELECT id FROM chosen) AND r.struck_on IS NULL AND f.slug = %(framework)s
        AND (f.organisation_id IS NULL OR f.organisation_id = %(organisation)s)
), score AS (
    SELECT case_id, key, (array_agg(theirs ORDER BY held_on, review.id))[1] AS first,
        (array_agg(theirs ORDER BY held_on DESC, review.id DESC))[1] AS last
    FROM review JOIN outcomes_score s ON s.review_id = review.id JOIN outcomes_domain d ON d.id = s.domain_id
    WHERE theirs IS NOT NULL GROUP BY 1, 2
), steps AS (
    SELECT case_id, jsonb_object_agg(key, jsonb_build_array(first, last)) AS scores FROM score GROUP BY 1
), release AS (
    SELECT DISTINCT ON (c.id) c.id AS case_id, s.ended_on, EXISTS (
        SELECT FROM custody_stay b WHERE b.person_id = c.person_id AND b.admitted_on >= s.ended_on
            AND b.admitted_on < s.ended_on + interval '1 year'
    ) AS back
    FROM chosen c JOIN custody_stay s ON s.person_id = c.person_id
    WHERE s.ended_how = ANY (%(released)s::text[])
        AND s.ended_on >= c.opened_on AND (c.closed_on IS NULL OR s.ended_on <= c.closed_on)
    ORDER BY c.id, s.ended_on, s.id
)
SELECT p.born_on, p.sex, coalesce(a.name, ''), coalesce(r.source, ''), coalesce(r.pathways, '{}'::text[]), r.received_on,
    CASE WHEN r.decided_on IS NULL THEN '' WHEN r.decided_on <= r.due_on THEN 'yes' ELSE 'no' END,
    c.support, c.opened_on, c.closed_on, c.close_reason, coalesce(k.held, 0), coalesce(k.not_held, 0),
    (SELECT count(*) FROM review WHERE review.case_id = c.id), coalesce(steps.scores, '{}')::text,
    CASE WHEN release.case_id IS NULL THEN 'no' ELSE 'yes' END,
    CASE WHEN release.case_id IS NULL THEN '' WHEN back THEN 'yes'
        WHEN release.ended_on + interval '1 year' > %(today)s THEN 'too early' ELSE 'no' END
FROM chosen c JOIN people_person p ON p.id = c.person_id
LEFT JOIN agencies_area a ON a.id = p.home_area_id
LEFT JOIN referrals_referral r ON r.id = c.referral_id
LEFT JOIN contact k ON k.case_id = c.id
LEFT JOIN steps ON steps.case_id = c.id
LEFT JOIN release ON release.case_id = c.id
