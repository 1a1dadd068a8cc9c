-- How many referrals a service received in a period, one way of dividing them at a time.
--   service       whose referrals            from_on, to_on   the period, both ends included
--   followed_to   the day the answers are counted up to: what was answered later still waits
WITH asked AS MATERIALIZED (
    SELECT r.source, r.pathways, r.helped, r.decline_reason,
        CASE
            WHEN r.withdrawn_on <= %(followed_to)s THEN 'withdrawn'
            WHEN r.decided_on <= %(followed_to)s AND r.state = 'accepted' THEN r.support
            WHEN r.decided_on <= %(followed_to)s THEN 'declined'
            ELSE 'waiting'
        END AS answer,
        CASE WHEN r.decided_on <= r.due_on THEN 'in_time' ELSE 'late' END AS timely
    FROM referrals_referral r
    WHERE r.service_id = %(service)s AND r.received_on BETWEEN %(from_on)s AND %(to_on)s AND r.state <> 'draft'
), accepted AS (
    SELECT * FROM asked WHERE answer IN ('full', 'brief', 'duty')
)
SELECT 'source', source, count(*) FROM asked GROUP BY 2
UNION ALL SELECT 'answer', answer, count(*) FROM asked GROUP BY 2
UNION ALL SELECT 'timely', timely, count(*) FROM asked WHERE answer NOT IN ('waiting', 'withdrawn') GROUP BY 2
UNION ALL SELECT 'declined', decline_reason, count(*) FROM asked WHERE answer = 'declined' GROUP BY 2
UNION ALL SELECT 'helped', helped, count(*) FROM accepted GROUP BY 2
UNION ALL SELECT 'asked_for', pathway, count(*) FROM asked, unnest(pathways) AS pathway GROUP BY 2
UNION ALL SELECT 'taken_on', pathway, count(*) FROM accepted, unnest(pathways) AS pathway GROUP BY 2
UNION ALL SELECT 'no_pathway', '', count(*) FROM asked WHERE cardinality(pathways) = 0
