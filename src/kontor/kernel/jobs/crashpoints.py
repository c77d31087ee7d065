"""Named places where a test may kill the process, to prove that no half state is left (R5).

In ordinary operation ``crashpoint`` does nothing. A test sets ``KONTOR_CRASH_AT`` to a name, and the
process that comes by is killed at once, as by a power cut.
"""

import os
import signal


def crashpoint(name: str) -> None:
    """Die here if a test asked for it."""
    if os.environ.get("KONTOR_CRASH_AT") == name and os.environ.get("KONTOR_MODE") == "test":
        os.kill(os.getpid(), signal.SIGKILL)
