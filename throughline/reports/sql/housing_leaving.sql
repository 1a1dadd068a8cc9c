-- Who left the prisons of some organisations in a period, and who of them with no fixed address.
--   organisations   whose prisons      from_on, to_on   the period, both ends included      released   the ends that are releases
WITH release AS MATERIALIZED (
    SELECT account.reason, account.rough_likely
    FROM custody_stay stay
    JOIN agencies_prison prison ON prison.id = stay.prison_id
    LEFT JOIN housing_noaddress account ON account.stay_id = stay.id
    WHERE stay.ended_on BETWEEN %(from_on)s AND %(to_on)s AND stay.ended_how = ANY (%(released)s::text[])
        AND prison.organisation_id = ANY (%(organisations)s::uuid[])
)
SELECT 'left', CASE WHEN reason IS NULL THEN 'other' ELSE 'no_address' END, count(*) FROM release GROUP BY 2
UNION ALL SELECT 'reason', reason, count(*) FROM release WHERE reason IS NOT NULL GROUP BY 2
UNION ALL SELECT 'rough', rough_likely, count(*) FROM release WHERE reason IS NOT NULL GROUP BY 2
