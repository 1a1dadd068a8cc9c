-- The contacts of a service's cases in a period, one way of dividing them at a time.
--   service   whose cases      starts_at, ends_at   the period as instants, half-open
WITH tried AS MATERIALIZED (
    SELECT k.person_id, k.activity, k.place, k.organisation_id::text AS organisation, k.happened
    FROM cases_contact k JOIN cases_case c ON c.id = k.case_id
    WHERE c.service_id = %(service)s AND k.happened_at >= %(starts_at)s AND k.happened_at < %(ends_at)s
), held AS (
    SELECT * FROM tried WHERE happened = 'yes'
), person AS (
    SELECT person_id, count(*) AS times FROM held GROUP BY 1
)
SELECT 'happened', happened, count(*) FROM tried GROUP BY 2
UNION ALL SELECT 'activity', activity, count(*) FROM held GROUP BY 2
UNION ALL SELECT 'place', place, count(*) FROM held GROUP BY 2
UNION ALL SELECT 'organisation', organisation, count(*) FROM held GROUP BY 2
UNION ALL SELECT 'helped_by', organisation, count(DISTINCT person_id) FROM held GROUP BY 2
UNION ALL SELECT 'kinds', organisation, count(DISTINCT activity) FROM held GROUP BY 2
UNION ALL SELECT 'each', CASE WHEN times = 1 THEN 'one' WHEN times < 5 THEN 'few' WHEN times < 10 THEN 'several'
    ELSE 'many' END, count(*) FROM person GROUP BY 2
UNION ALL SELECT 'duty', CASE WHEN d.person_id IS NULL THEN 'not_on_record' ELSE 'on_record' END, count(*)
    FROM referrals_dutycontact d
    WHERE d.service_id = %(service)s AND d.happened_at >= %(starts_at)s AND d.happened_at < %(ends_at)s GROUP BY 2
