"""Who stands on which side of a referral: the team that answers it, and those who speak for whoever asked."""

from throughline.agencies.models import User
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotAllowed
from throughline.referrals.models import Referral
from throughline.referrals.rules import answers, asks


def check_answers(referral: Referral, *, by: Staff) -> None:
    """Refuse an answer by anyone but the team that was asked.

    Raises:
        NotAllowed: they are not in it.
    """
    if not answers(referral.team_id, team_ids=by.team_ids):
        raise NotAllowed("Only the team that was asked can answer this referral.")


def check_asks(referral: Referral, *, by: Staff) -> None:
    """Refuse words in the name of the sender by anyone else.

    Raises:
        NotAllowed: they are not in the sending team, nor, where the person asked, in the team that was asked.
    """
    if not asks(team_id=referral.team_id, from_team_id=referral.from_team_id, team_ids=by.team_ids):
        raise NotAllowed("Only the team that sent this referral can do this.")


def signed_in(by: Staff) -> User | None:
    """Return the member of staff who acts; None when another system's key does."""
    return User.objects.filter(pk=by.id).first()
