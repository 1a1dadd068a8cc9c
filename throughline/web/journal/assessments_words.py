"""What the journal says of assessments: one sentence for each name an action notes."""

from throughline.web.journal.told import Say, told

SENTENCES: dict[str, Say] = {
    "assessments.begun": told("Talking needs and strengths through was begun on {on} by {organisation}."),
    "assessments.part_said": told("{part} was talked about: {level}."),
    "assessments.older_part_kept": told("An earlier talk was written down: {part}. It is kept and changes nothing."),
    "assessments.confirmed": told("They told {organisation} that this is still so: {part}."),
    "assessments.agreed": told("They and the worker agreed on {on} that what was said shows what both understand."),
    "assessments.ended": told("Talking needs and strengths through was finished on {on}."),
    "assessments.asset_added": told("Added to what they have and need: {kind}."),
    "assessments.asset_ended": told("No longer so among what they have and need: {kind}."),
    "assessments.safety_noted": told("A safety note was added: {concern}."),
    "assessments.safety_changed": told("A safety note was looked at again and written anew: {concern}."),
    "assessments.safety_ended": told("A safety note no longer stands: {concern}."),
    "assessments.earlier_told": told("They told of earlier years: {after}."),
    "assessments.earlier_changed": told("They told of earlier years again: {after}. Before: {before}."),
}
PAGES: dict[str, str] = {
    "assessments:assessment": "Needs and strengths",
    "assessments:begin": "Beginning to talk needs and strengths through",
    "assessments:say": "Writing down one part of life",
    "assessments:still_so": "Saying that a part of life is still so",
    "assessments:agree": "Agreeing on needs and strengths",
    "assessments:finish": "Finishing a talk",
    "assessments:add_asset": "Adding a strength, support or need",
    "assessments:end_asset": "Taking off a strength, support or need",
    "assessments:safety": "Safety notes",
    "assessments:add_safety": "Adding a safety note",
    "assessments:change_safety": "Looking at a safety note again",
    "assessments:end_safety": "Ending a safety note",
    "assessments:earlier": "Earlier years",
}
"""What a look at a page is called, by its URL name."""
