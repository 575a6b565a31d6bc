"""Passenger text with its translations, as translations.txt gives them."""

from __future__ import annotations

import sqlite3

from kiosk.domain.text import Text


class Translations:
    """Builds `Text` values; equal ones are one object.

    A translation named by record_id wins over one named by field_value.
    Source: GTFS reference, translations.txt.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._by_record: dict[tuple[str, str, str, str], dict[str, str]] = {}
        self._by_value: dict[tuple[str, str, str], dict[str, str]] = {}
        self._texts: dict[Text, Text] = {}
        rows = database.execute(
            "SELECT table_name, field_name, record_id, record_sub_id, field_value, language, translation"
            " FROM translations"
        )
        for table, field, record_id, sub_id, value, language, translation in rows:
            if record_id:
                self._by_record.setdefault((table, field, record_id, sub_id), {})[language] = translation
            elif value:
                self._by_value.setdefault((table, field, value), {})[language] = translation
        self._trips = frozenset(record_id for table, _, record_id, _ in self._by_record if table == "stop_times")

    def text(self, table: str, field: str, record_id: str, default: str, record_sub_id: str = "") -> Text:
        """The field of a record with every translation of it."""
        languages = {
            **self._by_value.get((table, field, default), {}),
            **self._by_record.get((table, field, record_id, record_sub_id), {}),
        }
        text = Text(default, tuple(sorted(languages.items())))
        return self._texts.setdefault(text, text)

    def names_calls_of(self, trip_id: str) -> bool:
        """Whether a stop_headsign of this very trip has a translation."""
        return trip_id in self._trips
