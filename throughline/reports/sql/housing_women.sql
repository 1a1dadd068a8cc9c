-- Women who were in the prisons of some organisations in a period, by home area, and how many had no place to go to.
--   organisations   whose prisons      from_on, to_on   the period, both ends included      pathway   somewhere to live
--   said_yes        what providers say when there is a place
WITH woman AS MATERIALIZED (
    SELECT DISTINCT person.id, person.home_area_id
    FROM people_person person
    JOIN custody_stay stay ON stay.person_id = person.id
    JOIN agencies_prison prison ON prison.id = stay.prison_id
    WHERE person.sex = 'female' AND prison.organisation_id = ANY (%(organisations)s::uuid[])
        AND stay.admitted_on <= %(to_on)s AND (stay.ended_on IS NULL OR stay.ended_on >= %(from_on)s)
), unmet AS (
    SELECT woman.id FROM woman WHERE
        EXISTS (
            SELECT FROM housing_noaddress account WHERE account.person_id = woman.id
                AND account.recorded_on BETWEEN %(from_on)s AND %(to_on)s
        )
        OR EXISTS (
            SELECT FROM plans_gap gap WHERE gap.person_id = woman.id AND gap.pathway = %(pathway)s
                AND gap.noted_on <= %(to_on)s AND (gap.filled_on IS NULL OR gap.filled_on > %(to_on)s)
        )
        OR (
            EXISTS (
                SELECT FROM housing_providerask ask WHERE ask.person_id = woman.id AND ask.state = 'declined'
                    AND ask.asked_on BETWEEN %(from_on)s AND %(to_on)s
            )
            AND NOT EXISTS (
                SELECT FROM housing_providerask ask WHERE ask.person_id = woman.id
                    AND ask.state = ANY (%(said_yes)s::text[]) AND ask.asked_on <= %(to_on)s
            )
        )
)
SELECT COALESCE(area.name, ''), count(*), count(unmet.id)
FROM woman LEFT JOIN unmet ON unmet.id = woman.id LEFT JOIN agencies_area area ON area.id = woman.home_area_id
GROUP BY 1 ORDER BY 1
