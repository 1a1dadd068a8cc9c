-- Who came back into prison within a year of a release that fell in a period, while a service had a case for them.
--   service       whose cases      from_on, to_on   the period of the releases      released   the ends that are releases
--   followed_to   the day they are followed to
WITH release AS (
    SELECT DISTINCT ON (c.id) c.id, c.person_id, s.ended_on
    FROM cases_case c JOIN custody_stay s ON s.person_id = c.person_id
    WHERE c.service_id = %(service)s AND s.ended_on BETWEEN %(from_on)s AND %(to_on)s
        AND s.ended_how = ANY (%(released)s::text[])
        AND s.ended_on >= c.opened_on AND (c.closed_on IS NULL OR s.ended_on <= c.closed_on)
    ORDER BY c.id, s.ended_on, s.id
)
SELECT CASE
    WHEN EXISTS (
        SELECT FROM custody_stay b WHERE b.person_id = release.person_id AND b.admitted_on >= release.ended_on
            AND b.admitted_on < release.ended_on + interval '1 year' AND b.admitted_on <= %(followed_to)s
    ) THEN 'back'
    WHEN release.ended_on + interval '1 year' > %(followed_to)s THEN 'too_early'
    ELSE 'not_back'
END, count(*) FROM release GROUP BY 1
