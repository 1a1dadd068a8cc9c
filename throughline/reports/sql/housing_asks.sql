-- What housing providers were asked in a period and said, with how many times. Those we know only by what someone typed
-- stand together under no name: what was typed may point at a person.
--   organisations   whose staff asked, or who were asked      from_on, to_on   the period, both ends included
SELECT COALESCE(provider.name, ''), ask.state, ask.decline_reason, count(*)
FROM housing_providerask ask
LEFT JOIN agencies_organisation provider ON provider.id = ask.provider_id
LEFT JOIN agencies_user asker ON asker.id = ask.asked_by_id
WHERE ask.asked_on BETWEEN %(from_on)s AND %(to_on)s
    AND (ask.provider_id = ANY (%(organisations)s::uuid[]) OR asker.organisation_id = ANY (%(organisations)s::uuid[]))
GROUP BY 1, 2, 3
