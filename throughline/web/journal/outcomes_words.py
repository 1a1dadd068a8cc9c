"""What the journal says of outcomes: one sentence for each name an action notes."""

from throughline.web.journal.told import Say, told

SENTENCES: dict[str, Say] = {
    "outcomes.reviewed": told("A review was held on {on}: {framework}. When: {point}. Where: {where}."),
    "outcomes.review_struck": told("The review of {on} was struck out as a mistake. It no longer counts."),
    "outcomes.tool_scored": told("A total was kept: {tool}, {on}."),
    "outcomes.evidence_kept": told("Something they did was kept: {area}, {on}."),
    "outcomes.tallied": told("A count was kept: {kind}, from {from_on} to {to_on}."),
    "outcomes.framework_shipped": told("A set of things to score was laid down: {name}."),
    "outcomes.wording_changed": told("The words for {domain} in reviews were changed. They are wording {wording} now."),
}
PAGES: dict[str, str] = {
    "outcomes:reviews": "Reviews and distance travelled",
    "outcomes:record": "Recording a review",
    "outcomes:review": "One review",
    "outcomes:strike": "Striking out a review",
    "outcomes:measures": "Other measures",
    "outcomes:add_tool": "Adding a total",
    "outcomes:add_evidence": "Adding something they did",
    "outcomes:add_tally": "Adding a count",
    "reviews:due": "Reviews that are due",
    "api:list_reviews": "Reviews, by another system",
    "api:record_review": "Recording a review, by another system",
}
"""What a look at a page is called, by its URL name."""
