"""The ground: records, journal, clock, working days, actors, moves, refusals, database."""
