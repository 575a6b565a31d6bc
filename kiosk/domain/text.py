"""Passenger text in several languages, as translations.txt and GTFS-Realtime carry it."""

from __future__ import annotations

from kiosk.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text with its translations.

    `default` is the text in the feed's own language; `translations` holds (BCP 47 language, text) pairs.
    Plain text always: whoever shows it must not interpret markup.
    """

    default: str
    translations: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """The text for a reader of `language` ("ru", "en-GB"), else the feed's own text.

        An exact tag wins over the same primary language (RFC 4647, lookup).
        """
        wanted = language.lower()
        primary = wanted.partition("-")[0]
        fallback = self.default
        for tag, text in self.translations:
            if tag.lower() == wanted:
                return text
            if tag.lower().partition("-")[0] == primary:
                fallback = text
        return fallback

    def __str__(self) -> str:
        return self.default
