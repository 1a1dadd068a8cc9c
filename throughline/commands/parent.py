"""Do not outlive the process that started us."""

import ctypes
import os
import signal
import sys

STARTED_BY = "THROUGHLINE_STARTED_BY"
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a process gets when its parent ends."""


def end_with_parent() -> None:
    """Stop when ``throughline run`` goes away, even if it was killed; Linux only, elsewhere nothing happens."""
    if STARTED_BY in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(os.environ[STARTED_BY]):
            os.kill(os.getpid(), signal.SIGTERM)
