"""What the clock does: work deferred to the worker and the timetable."""
