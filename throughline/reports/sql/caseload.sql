-- How many cases of a service stood in each setting on some days.
--   service   whose cases        days   the days
-- Spells are half-open, so one that began and ended on the same day is on no day.
WITH spell AS MATERIALIZED (
    SELECT s.setting, s.from_on, s.until_on FROM cases_settingspell s
    JOIN cases_case c ON c.id = s.case_id
    WHERE c.service_id = %(service)s AND s.setting <> 'closed'
)
SELECT d."on", spell.setting, count(*) FROM unnest(%(days)s::date[]) AS d("on")
JOIN spell ON spell.from_on <= d."on" AND (spell.until_on IS NULL OR spell.until_on > d."on")
GROUP BY d."on", spell.setting
