"""Figures as PNG, SVG and PDF, drawn by one Chromium that every visitor shares.

kaleido's own shared server mixes up the figures of callers in different threads and hangs where there is no browser
(Kaleido issues 441 and 444), so it is not used. Here one thread owns an event loop and the browser; callers take
turns under a lock, each call has a time limit, a browser that died is opened once more, and where there is none the
caller is told at once.
"""

import asyncio
import atexit
import logging
import re
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError, ChromeNotFoundError
from kaleido import Kaleido
from kaleido.errors import JavascriptError, KaleidoError

from dashboard.exports.cards import Card
from dashboard.exports.drawing_page import DrawingPage
from dashboard.figures.basemaps import carry_outlines
from dashboard.figures.look import FONT, LIGHT, Figure, export_template
from dashboard.figures.look import HEIGHT as HEIGHT_ON_PAGE
from dashboard.text import say

Format = Literal["png", "svg", "pdf"]
T = TypeVar("T")

MIME: dict[Format, str] = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
_TIME_LIMIT = 30.0  # s: one picture takes a third of a second; a browser under load takes a few
_CLOSE_LIMIT = 5.0  # s: what is not in order by then is left to the end of the process
_START_LIMIT = 60.0  # s: a cold start on a busy machine
_LEAST_TEXT = 14.5  # px: what is still read on a slide
_TEXTS = ("font", "textfont", "tickfont")
_LARGER = 1.15  # times the size on a page: as texts are larger
_AROUND_PLOT = 76  # px of a figure on a page for legend and ticks, which a picture adds to its plot
_PDF_DATE = b"D:20000101000000+00'00'"  # the same question has the same bytes, so a PDF does not say when it was made

_LOG = logging.getLogger(__name__)


class ExportUnavailableError(RuntimeError):
    """No picture can be made; the text is a sentence for the reader."""


@dataclass(frozen=True)
class Size:
    """Width and least height in CSS pixels, and device pixels for one of them in a PNG."""

    width: int = 1200
    height: int = 675
    scale: int = 2


SLIDE = Size()  # of 16:9


class Exporter:
    r"""One browser, one queue. Safe to call from any thread; every call returns its own figure.

    Examples
    --------
    >>> exporter = Exporter()  # doctest: +SKIP
    >>> exporter.draw(figure, card, "png")[:4]  # doctest: +SKIP
    b'\\x89PNG'
    """

    def __init__(self, time_limit: float = _TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._browser: Kaleido | None = None
        self._thread: threading.Thread | None = None
        atexit.register(self.close)

    def draw(self, figure: Figure, card: Card, kind: Format, size: Size = SLIDE) -> bytes:
        """Return the figure with its card around it as a file.

        Parameters
        ----------
        figure
            Any figure of ``dashboard.figures``; it is not changed.
        card
            The texts around it.
        kind
            png, svg or pdf.
        size
            The least size of the picture, a slide if left out; it is higher where the texts or the plot need it.

        Raises
        ------
        ExportUnavailableError
            Where there is no browser, or it gives no picture within the time limit. The text says which, in a sentence.
        """
        spec = _prepare(figure, card)
        with self._turn:
            raw = self._draw_twice(spec, kind, size)
        return _without_date(raw) if kind == "pdf" else raw

    def start(self) -> None:
        """Open the browser before the first picture is asked for.

        Raises
        ------
        ExportUnavailableError
            Where there is no browser.
        """
        with self._turn:
            self._opened()

    def close(self) -> None:
        """Close the browser and its thread; the next picture opens them again."""
        browser, self._browser = self._browser, None
        loop, self._loop = self._loop, None
        if loop is None:
            return
        if browser is not None:
            _quietly(asyncio.run_coroutine_threadsafe(browser.close(), loop))
        loop.call_soon_threadsafe(loop.stop)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_CLOSE_LIMIT)

    def _draw_twice(self, spec: dict[str, Any], kind: Format, size: Size) -> bytes:
        """Return the picture; a browser that died in between is opened once more."""
        try:
            return self._draw_once(spec, kind, size)
        except (ChannelClosedError, BrowserClosedError, BrowserFailedError, ConnectionError):
            _LOG.warning("The browser that draws pictures is gone; opening it once more.")
            self.close()
        try:
            return self._draw_once(spec, kind, size)
        except (ChannelClosedError, BrowserClosedError, BrowserFailedError, ConnectionError) as error:
            self.close()
            raise ExportUnavailableError(
                say("The browser that draws pictures closed twice. Tables can still be downloaded.")
            ) from error

    def _draw_once(self, spec: dict[str, Any], kind: Format, size: Size) -> bytes:
        browser = self._opened()
        options = {
            "format": kind,
            "width": size.width,
            "height": size.height,
            "scale": size.scale if kind == "png" else 1,
        }
        try:
            drawn: bytes = self._run(browser.calc_fig(spec, options), self._time_limit)
        except TookTooLongError as error:
            self.close()
            raise ExportUnavailableError(
                say(
                    "The picture was not ready within {seconds} seconds. Please try again.",
                    seconds=round(self._time_limit),
                )
            ) from error
        except (KaleidoError, JavascriptError) as error:  # plotly refuses the figure
            raise ExportUnavailableError(
                say("This figure could not be drawn as a picture. Its table can be downloaded.")
            ) from error
        return drawn

    def _opened(self) -> Kaleido:
        if self._browser is None:
            try:
                self._browser = self._run(_open_browser(), _START_LIMIT)
            except ChromeNotFoundError as error:
                raise ExportUnavailableError(no_browser_sentence()) from error
            except TookTooLongError as error:
                self.close()
                raise ExportUnavailableError(
                    say("The browser that draws pictures did not start. Tables can still be downloaded.")
                ) from error
        return self._browser

    def _run(self, work: Coroutine[Any, Any, T], limit: float) -> T:
        """Return what the work gives, done on the thread that owns the browser."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_drive, args=(self._loop,), name="picture-drawer", daemon=True)
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(limit)


def no_browser_sentence() -> str:
    """Return what a reader is told where pictures cannot be made."""
    return say("Pictures are drawn by Chromium, which is not installed on this server. CSV and XLSX can be downloaded.")


def browser_found() -> bool:
    """Return whether there is a browser that could draw; takes a moment and opens nothing."""
    try:
        Kaleido(page_generator=DrawingPage())
    except ChromeNotFoundError:
        return False
    return True


def plot_height(figure: Figure) -> int:
    """Return the height in px that the plot of a figure has in a picture; that of rows follows from their number."""
    if figure.rows_height:
        return round(figure.rows_height * _LARGER)
    return round((figure.layout.height or HEIGHT_ON_PAGE) * _LARGER) - _AROUND_PLOT


def _prepare(figure: Figure, card: Card) -> dict[str, Any]:
    """Return the figure as a dictionary in print colours, with the texts for the page that draws."""
    spec = carry_outlines(figure.to_dict())
    layout = dict(spec["layout"])
    layout["template"] = export_template().to_plotly_json()
    layout.pop("height", None)
    layout.pop("width", None)
    margin = layout.get("margin", {})
    layout["margin"] = {"t": 40, "b": 8, "r": 8} | margin | {"l": 0}
    layout["minreducedheight"] = 10  # px: a single row is no higher than it is
    layout["meta"] = {
        "card": {
            "headline": card.headline,
            "standfirst": card.standfirst,
            "subtitle": card.subtitle,
            "notes": list(card.notes),
            "source": card.source,
            "footer": card.footer,
            "description": card.description,
            "language": card.language,
            "plot": plot_height(figure),
            "around": 0 if figure.on_map else _AROUND_PLOT,
            "exact": bool(figure.rows_height),
            "family": FONT,
            "text": LIGHT.text,
            "muted": LIGHT.muted,
            "accent": LIGHT.accent,
            "ground": LIGHT.ground,
        }
    }
    legible: dict[str, Any] = _legible(spec | {"layout": layout})
    return legible


def _legible(part: Any) -> Any:  # noqa: ANN401 - any part of a figure's dictionary
    """Return a part of a figure with no text smaller than a slide needs; the argument is not changed."""
    if isinstance(part, list) and part and isinstance(part[0], dict):
        return [_legible(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: value | {"size": max(value["size"], _LEAST_TEXT)}
        if key in _TEXTS and isinstance(value, dict) and isinstance(value.get("size"), int | float)
        else value
        if key == "geojson"
        else _legible(value)
        for key, value in part.items()
    }


def _drive(loop: asyncio.AbstractEventLoop) -> None:
    """Run a loop until it is stopped, then end what is still under way in it and close it."""
    loop.run_forever()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()


async def _open_browser() -> Kaleido:
    browser = Kaleido(n=1, timeout=_TIME_LIMIT, page_generator=DrawingPage())
    await browser.open()
    return browser


def _quietly(closing: "Future[None]") -> None:
    """Wait a few seconds for a browser to close; one that is gone already is closed as well."""
    try:
        closing.result(_CLOSE_LIMIT)
    except (TookTooLongError, RuntimeError, OSError, ChannelClosedError, BrowserClosedError) as error:
        _LOG.info("The browser that draws pictures did not close in order: %s", error)


def _without_date(pdf: bytes) -> bytes:
    """Return the PDF with its dates replaced by a fixed one of the same length."""
    return re.sub(rb"\(D:\d{14}[+\-Z]\d\d'\d\d'\)", b"(" + _PDF_DATE + b")", pdf)
