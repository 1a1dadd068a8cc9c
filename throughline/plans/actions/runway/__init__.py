"""The runway on the plan: steps laid, moved, not needed now and needed again, as the protocols of the plan ask."""

from throughline.plans.actions.runway.keeping import keep_many
from throughline.plans.actions.runway.standing import Held, Standing
from throughline.plans.shifts import Shift, What

__all__ = ["Held", "Shift", "Standing", "What", "keep_many"]
