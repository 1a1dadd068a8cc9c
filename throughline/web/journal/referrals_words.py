"""What the journal says of referrals: one sentence for each name an action notes."""

from throughline.web.journal.told import Say, told

SENTENCES: dict[str, Say] = {
    "referrals.drafted": told("A referral to {service} was begun. It is not sent yet."),
    "referrals.draft_changed": told("A referral to {service} that is not sent yet was changed."),
    "referrals.sent": told("{service} was asked to help. Who asked: {source}. An answer is due by {due}."),
    "referrals.asked_again": told("They asked {service} again while they wait for an answer."),
    "referrals.accepted": told("{service} took them on: {support}, on {on}."),
    "referrals.declined": told("{service} could not take them on: {reason}, on {on}."),
    "referrals.asked": told("{service} asked for more information before it answers."),
    "referrals.replied": told("What {service} asked was answered. Its answer is due by {due}."),
    "referrals.withdrawn": told("The referral to {service} was taken back: {reason}."),
    "referrals.helped": told("What came of the referral to {service}: {helped}."),
    "referrals.duty_logged": told("Help at the duty desk of {service}, by {who}."),
}
PAGES: dict[str, str] = {
    "referrals:inbox": "Referrals to their team",
    "referrals:referral": "A referral",
    "referrals:choose": "Choosing a service to refer them to",
    "referrals:new": "Referring them",
    "referrals:assisted": "Writing down someone's asking for help",
    "referrals:duty": "The duty desk",
    "referrals:about": "Their referrals",
    "api:list_referrals": "A list of referrals, in another system",
    "api:read_referral": "A referral, in another system",
}
"""What a look at a page is called, by its URL name."""
