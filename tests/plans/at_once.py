"""Two people who press the same button in the same moment."""

import threading
from collections.abc import Callable

from django.db import connection

from throughline.foundations.errors import Refused


def answers_of(*acts: Callable[[], object]) -> list[str]:
    """Do some things at once, each on a connection of its own; return how each ended, in order of the alphabet."""
    together, answers = threading.Barrier(len(acts)), []

    def doing(act: Callable[[], object]) -> None:
        try:
            together.wait()
            act()
            answers.append("kept")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    workers = [threading.Thread(target=doing, args=[act]) for act in acts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(answers)
