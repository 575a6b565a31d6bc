"""A page of the portal that somebody else has taken over: the tests write what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.portal import Portal
from tests.fakes.portal_answers import HTML, Answer, Asked

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>Чужая</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<h1>Чужая страница</h1><button id="go" style="width: 200px; height: 80px">Дальше</button>
"""
PATH = "/taken-over"


class HostilePortal(Portal):
    """The portal of the tests, with answers of the test's own for some paths."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.own: dict[str, Answer] = {}

    def serve(self, body: str, path: str = PATH, *headers: tuple[str, str]) -> None:
        """Show a page with `body` there, after a heading and the button #go."""
        self.own[path] = Answer((PAGE + body).encode(), headers=(HTML, *headers))

    def take(self, asked: Asked) -> Answer:
        """Note the request; the test's own answer goes before the portal's."""
        usual = super().take(asked)
        return self.own.get(asked.path, usual)
