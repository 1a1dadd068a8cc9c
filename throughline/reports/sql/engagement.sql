-- How a service's cases that were open on a day stood with contact by then.
--   service   whose cases     on, after   the day, and the instant it ended     quiet   days after which a case is quiet
--   stretch   days of one of the three stretches looked back over; a case open for all three is long enough to judge
WITH open_case AS (
    SELECT c.id, c.opened_on FROM cases_case c
    WHERE c.service_id = %(service)s AND EXISTS (
        SELECT FROM cases_settingspell s WHERE s.case_id = c.id AND s.setting <> 'closed'
            AND s.from_on <= %(on)s AND (s.until_on IS NULL OR s.until_on > %(on)s)
    )
), reached AS MATERIALIZED (
    SELECT o.opened_on, k.last_on, k.stretches FROM open_case o LEFT JOIN LATERAL (
        SELECT max((k.happened_at AT TIME ZONE 'Europe/London')::date) AS last_on,
            count(DISTINCT (%(on)s - (k.happened_at AT TIME ZONE 'Europe/London')::date) / %(stretch)s) FILTER (
                WHERE (%(on)s - (k.happened_at AT TIME ZONE 'Europe/London')::date) < 3 * %(stretch)s
            ) AS stretches
        FROM cases_contact k WHERE k.case_id = o.id AND k.happened = 'yes' AND k.happened_at < %(after)s
    ) k ON true
)
SELECT 'touch', CASE WHEN last_on IS NULL THEN 'never' WHEN %(on)s - last_on < %(quiet)s THEN 'in_touch'
    ELSE 'quiet' END, count(*) FROM reached GROUP BY 2
UNION ALL SELECT 'sustained', CASE WHEN %(on)s - opened_on < 3 * %(stretch)s THEN 'new' WHEN stretches = 3 THEN 'each'
    WHEN stretches > 0 THEN 'some' ELSE 'none' END, count(*) FROM reached GROUP BY 2
