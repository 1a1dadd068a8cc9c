-- How many people a partnership's prisons held at the end of a day, one way of dividing them at a time.
--   on        the day            until   the instant it ended
--   prisons   whose people       order   the types of date that can be a day of release, the first of them leading
-- A stay says where someone is now. Where they were is looked up only when something was recorded after the day; what
-- was recorded first then stands for the time before it too, since someone in prison must have been somewhere.
WITH held AS MATERIALIZED (
    SELECT id, person_id, prison_id, legal_status FROM custody_stay
    WHERE admitted_on <= %(on)s AND (ended_on IS NULL OR ended_on > %(on)s)
), place AS (
    SELECT DISTINCT ON (stay_id) stay_id, prison_id FROM custody_location
    WHERE stay_id IN (SELECT stay_id FROM custody_location WHERE since >= %(until)s)
    ORDER BY stay_id, greatest(since, %(until)s), CASE WHEN since < %(until)s THEN since END DESC, id DESC
), status AS (
    SELECT DISTINCT ON (stay_id) stay_id, legal_status FROM custody_statusspell
    WHERE stay_id IN (SELECT stay_id FROM custody_statusspell WHERE since >= %(until)s)
    ORDER BY stay_id, greatest(since, %(until)s), CASE WHEN since < %(until)s THEN since END DESC, id DESC
), told AS (
    SELECT DISTINCT ON (stay_id, type) stay_id, type, "on" FROM custody_keydate
    WHERE recorded_at < %(until)s AND type = ANY (%(order)s::text[]) AND stay_id IN (SELECT id FROM held)
    ORDER BY stay_id, type, known_at DESC, recorded_at DESC, id DESC
), leaving AS (
    SELECT DISTINCT ON (stay_id) stay_id, "on" FROM told WHERE "on" IS NOT NULL
    ORDER BY stay_id, array_position(%(order)s::text[], type::text), "on"
), person AS MATERIALIZED (
    SELECT coalesce(place.prison_id, held.prison_id) AS prison, p.home_area_id AS area,
        coalesce(status.legal_status, held.legal_status) AS status, leaving."on" AS leaves_on
    FROM held JOIN people_person p ON p.id = held.person_id
    LEFT JOIN place ON place.stay_id = held.id
    LEFT JOIN status ON status.stay_id = held.id
    LEFT JOIN leaving ON leaving.stay_id = held.id
)
SELECT grouping(prison, area, status, leaves_on), prison, area, status, leaves_on, count(*) FROM person
WHERE prison = ANY (%(prisons)s::uuid[])
GROUP BY GROUPING SETS ((prison), (area), (status), (leaves_on))
