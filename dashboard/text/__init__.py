"""Every visible sentence, through one gettext catalogue a language."""

from dashboard.text.catalogues import say, say_number

__all__ = ["say", "say_number"]
