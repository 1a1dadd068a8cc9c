-- What a service promised for periods that touch another, and what came of it, each over the promise's own period.
--   service   whose promises     from_on, to_on   the other period      today   the day it is counted
SELECT t.promise, t.from_on, t.to_on, t.number, t.source, CASE t.promise
    WHEN 'referrals' THEN (
        SELECT count(*) FROM referrals_referral r WHERE r.service_id = t.service_id AND r.state <> 'draft'
            AND r.received_on BETWEEN t.from_on AND least(t.to_on, %(today)s))
    WHEN 'full_support' THEN (
        SELECT count(*) FROM referrals_referral r WHERE r.service_id = t.service_id AND r.support = 'full'
            AND r.decided_on BETWEEN t.from_on AND least(t.to_on, %(today)s))
    WHEN 'brief_or_duty' THEN (
        SELECT count(*) FROM referrals_referral r WHERE r.service_id = t.service_id AND r.support IN ('brief', 'duty')
            AND r.decided_on BETWEEN t.from_on AND least(t.to_on, %(today)s))
    WHEN 'contacts' THEN (
        SELECT count(*) FROM cases_contact k JOIN cases_case c ON c.id = k.case_id
        WHERE c.service_id = t.service_id AND k.happened = 'yes'
            AND (k.happened_at AT TIME ZONE 'Europe/London')::date BETWEEN t.from_on AND least(t.to_on, %(today)s))
    WHEN 'reviews' THEN (
        SELECT count(*) FROM outcomes_review v JOIN cases_case c ON c.id = v.case_id
        WHERE c.service_id = t.service_id AND v.struck_on IS NULL
            AND v.held_on BETWEEN t.from_on AND least(t.to_on, %(today)s))
END
FROM agencies_target t
WHERE t.service_id = %(service)s AND t.from_on <= %(to_on)s AND t.to_on >= %(from_on)s
ORDER BY t.from_on DESC, t.to_on DESC, t.promise, t.id
LIMIT 24
