"""Finding people who are known already: keys to look them up by, and a score that explains itself."""

from throughline.people.matching.births import born_keys
from throughline.people.matching.keys import number_key, query_keys, search_keys
from throughline.people.matching.scores import LIKELY_SAME, MAY_BE_SAME, Identity, Match, Verdict, score

__all__ = [
    "LIKELY_SAME",
    "MAY_BE_SAME",
    "Identity",
    "Match",
    "Verdict",
    "born_keys",
    "number_key",
    "query_keys",
    "score",
    "search_keys",
]
