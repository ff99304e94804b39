"""What is printed, where its reader may go away early."""

import os
import sys
from collections.abc import Callable


def while_read(command: Callable[[], int]) -> int:
    """Return the exit status of a command that prints; 0 where its reader goes away early, as ``| head`` does."""
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is not written at exit either
        return 0
    return status
