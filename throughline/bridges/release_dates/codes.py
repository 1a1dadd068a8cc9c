"""What files call the columns and the types of date. Everything is compared by its letters and digits alone."""

from throughline.bridges.release_dates.rows import Column

COLUMNS = {
    Column.NUMBER: ("prisonnumber", "prisonernumber", "prisonno", "nomsnumber", "nomisnumber", "spin", "number"),
    Column.TYPE: ("datetype", "typeofdate", "type"),
    Column.ON: ("date", "newdate", "releasedate", "releaseon", "on"),
    Column.SOURCE: ("source", "whosaidso", "saidby"),
    Column.KNOWN: ("knownon", "knownat", "dateknown", "known"),
}
"""Other names of each column that files use, the best one first."""

TYPES = {
    "confirmed": ("confirmedreleasedate", "confirmeddate"),
    "actual_parole": ("actualparole", "paroledate", "parolereleasedate", "apd"),
    "hdc_actual": ("hdcactual", "hdcad", "homedetentioncurfewdate", "homedetentioncurfewactualdate"),
    "post_recall": ("postrecall", "prrd", "postrecallreleasedate", "releasedateafterrecall"),
    "conditional": ("crd", "conditionalreleasedate"),
    "automatic": ("ard", "automaticreleasedate"),
    "non_parole": ("nonparole", "npd", "nonparoledate"),
    "earliest_liberation": ("earliestliberation", "edl", "earliestdateofliberation"),
    "release": ("releasedate", "liberationdate", "libdate", "releasedateastheprisongivesit"),
    "mid_term": ("midterm", "mtd", "midtermdate", "releasedatefromayoungoffenderorder"),
    "parole_qualifying": ("parolequalifying", "pqd", "ped", "parolequalifyingdate", "paroleeligibilitydate"),
    "hdc_eligible": ("hdceligible", "hdced", "homedetentioncurfeweligibility", "homedetentioncurfeweligibilitydate"),
    "court": ("courtdate", "nextcourtdate"),
    "sentence_end": ("sentenceend", "sed", "sentenceends", "sentenceexpirydate"),
    "licence_end": ("licenceend", "led", "licenceends", "licenceexpirydate"),
}
"""Each type of date kept here and what files call it. The abbreviations are those of the public
``calculate-release-dates-api`` (``ReleaseDateType``) and, for Scotland, those in daily use (EDL, PQD, Libdate)."""


def letters(text: str) -> str:
    """Return what two ways of writing a name have in common.

    >>> letters("Prison number"), letters("prison_number"), letters("prisonNumber")
    ('prisonnumber', 'prisonnumber', 'prisonnumber')
    """
    return "".join(sign for sign in text.casefold() if sign.isalnum())


NAMED = {letters(name): type_ for type_, others in TYPES.items() for name in (type_, *others)}
