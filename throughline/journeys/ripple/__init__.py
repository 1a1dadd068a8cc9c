"""What follows when a day of release moves: steps, what is late, what no longer fits, and who is told."""

from throughline.journeys.ripple.shapes import Cause, Misfit, Ripple
from throughline.journeys.ripple.spreading import KIND, SURER, spread

__all__ = ["KIND", "SURER", "Cause", "Misfit", "Ripple", "spread"]
