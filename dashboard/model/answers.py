"""What comes back: the one shape of every answer.

The answers themselves are frozen dataclasses beside the functions that find them; whoever shows, exports or cites an
answer needs only what stands here. Frames are shared: read them, do not write into them.
"""

from typing import Protocol

import pandas as pd


class Answer(Protocol):
    """One frame, the sentence it proves, and what it rests on."""

    def frame(self) -> pd.DataFrame:
        """Return the rows of figure, table twin and download; missing values stay missing."""
        ...

    def sentence(self) -> str:
        """Return the headline: what the frame says, with figure, unit and year."""
        ...

    def subtitle(self) -> str:
        """Return what is measured, in which unit, for which places, period and year basis."""
        ...

    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know before using the figure; may be empty."""
        ...

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the rows in the frame, sorted, each once."""
        ...
