-- How far the referrals a service received in a period came by a day. Each step counts only those who made the one before.
--   service, from_on, to_on   whose, and when received      followed_to   the day they are followed to
--   after                     the instant that day ended    apart         places that are not face to face
WITH asked AS (
    SELECT r.person_id, c.id AS case_id, c.closed_on, r.decided_on,
        coalesce(r.decided_on <= %(followed_to)s, false) AS decided,
        coalesce(r.decided_on <= %(followed_to)s AND r.state = 'accepted', false) AS accepted
    FROM referrals_referral r LEFT JOIN cases_case c ON c.referral_id = r.id
    WHERE r.service_id = %(service)s AND r.received_on BETWEEN %(from_on)s AND %(to_on)s AND r.state <> 'draft'
), met AS (
    SELECT asked.*, accepted AND EXISTS (
        SELECT FROM cases_contact k
        WHERE k.case_id = asked.case_id AND k.happened = 'yes' AND k.happened_at < %(after)s
            AND k.place <> ALL (%(apart)s::text[])
    ) AS met
    FROM asked
)
SELECT count(*), count(*) FILTER (WHERE decided), count(*) FILTER (WHERE accepted), count(*) FILTER (WHERE met),
    count(*) FILTER (WHERE met AND EXISTS (
        SELECT FROM plans_agreement a
        WHERE a.person_id = met.person_id AND a.agrees AND a.said_on BETWEEN met.decided_on AND %(followed_to)s
            AND (met.closed_on IS NULL OR a.said_on <= met.closed_on)
    ))
FROM met
