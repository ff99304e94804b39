"""The page in which Chromium draws figures: plotly, the fonts, and the script that puts the texts around a figure."""

import base64
import re
from pathlib import Path

from kaleido import PageGenerator

_ASSETS = Path(__file__).parents[1] / "assets"
_FONTS = Path(__file__).parents[1] / "static" / "fonts"

# Which file holds which letters, as a pattern of one character.
_FACES = (
    ("Inter", "inter-latin.woff2", r"[\u0000-\u00ff\u2000-\u206f\u20ac\u2122\u2212]"),
    ("Inter", "inter-latin-ext.woff2", r"[\u0100-\u02ff\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113]"),
    ("Inter", "inter-cyrillic.woff2", r"[\u0400-\u045f\u0490-\u0491\u04b0-\u04b1\u2116]"),
    ("Inter", "inter-cyrillic-ext.woff2", r"[\u0460-\u048f\u0492-\u04af\u04b2-\u052f]"),
    ("Vazirmatn", "vazirmatn-arabic.woff2", r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
)


class DrawingPage:
    """What kaleido opens: plotly, the fonts, and `export.js`."""

    def generate_index(self) -> str:
        """Return the page; plain ASCII, whatever the locale of the machine."""
        page = str(PageGenerator(mathjax=False).generate_index())
        script = (_ASSETS / "export.js").read_text("utf-8")
        return page.replace(
            "</head>", f"<style>{_page_faces()}</style>\n<script>{_face_picker()}\n{script}</script>\n</head>"
        )


def _face(family: str, file: str) -> str:
    data = base64.b64encode((_FONTS / file).read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:{family};font-weight:100 900;src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _page_faces() -> str:
    return "".join(
        _face(family, file).replace("}", f";unicode-range:{_ranges(letters)}}}") for family, file, letters in _FACES
    )


def _ranges(letters: str) -> str:
    """Return a pattern of one character as a CSS unicode-range."""
    parts = re.findall(r"\\u([0-9a-f]{4})(?:-\\u([0-9a-f]{4}))?", letters)
    return ",".join(f"U+{low}-{high}" if high else f"U+{low}" for low, high in parts)


def _face_picker() -> str:
    """Return the script that gives a picture the fonts of the letters in it, and no others."""
    faces = ",".join(
        f"[/{letters}/,`{_face(family, file).replace('}', ';unicode-range:' + _ranges(letters) + '}')}`]"
        for family, file, letters in _FACES
    )
    return f"window.facesFor=(text)=>[{faces}].filter(([letters])=>letters.test(text)).map(([,face])=>face).join('');"
