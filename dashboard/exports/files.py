"""One file to take away: its name, its type, and how it is made when somebody asks for it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """A file that is made on demand.

    Attributes
    ----------
    name
        File name with its ending.
    mime
        Media type.
    make
        Returns the bytes; called once, on the click.
    """

    name: str
    mime: str
    make: Callable[[], bytes]
