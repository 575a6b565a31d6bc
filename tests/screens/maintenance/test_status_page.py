"""The status page by touches, its words in both languages, and its code as another program reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication

from kiosk.domain.maintenance.facts import STATES, Fact, Name, fact
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.realtime import Fault
from kiosk.screens.maintenance import status_words as words
from kiosk.screens.maintenance.status import StatusScreen
from kiosk.screens.maintenance.status_code import MOST, code_text
from tests.screens.maintenance.pictures_status import BAD, GOOD, UNKNOWN, seen, until_whole
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.sample_boards import HOSTILE_TEXT, NOW, TIMETABLE
from tests.screens.stage import LANDSCAPE, PORTRAIT, texts
from tests.screens.test_qr import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
ZONE = TIMETABLE.zone


class StatusStage(MaintenanceStage):
    """The page over the board, showing whatever facts it is given."""

    def __init__(self, size: QSize = PORTRAIT, text_size: int = 0, *, contrast: bool = False) -> None:
        self.status = StatusScreen("ru")
        super().__init__(Page.STATUS, self.status, size)
        for _ in range(text_size):
            self.passenger.nextTextSize()
        if contrast:
            self.passenger.toggleContrast()

    def give(self, facts: tuple[Fact, ...], monotonic: float = 100.0) -> None:
        self.status.show(seen(facts, monotonic))
        until_whole(self.status)
        self.lay_out()

    def said(self, item: QQuickItem) -> list[str]:
        return [str(part.property("text")) for part in texts(item)]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[StatusStage]:
    shown = StatusStage()
    yield shown
    shown.close()


def every_state() -> Iterator[Fact]:
    """Each state of each thing, with few details and with many."""
    for name, states in STATES.items():
        for state in states:
            yield fact(name, state)
            yield fact(
                name, state, "part", NOW - 99, age_s=4000, error_s=-90, uptime_s=9, at=NOW - 5, until="2027-12-31",
                free_bytes=2**31, available_bytes=2**29, own_bytes=2**28, size_bytes=9, free_inodes=3, errors=2,
                interfaces="eth0", families="IPv4", cards="PCH", lacking="microphone, loudspeaker",
                trouble="disk-full",
                devices="ILITEK", width=1080, height=1920, outputs="HDMI-A-1", value_celsius=-4.5, sensor="cpu",
                fault="timeout", trunks=2, answering=1, registered=0, version="1.2.3", reason="no reply",
            )  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_state_has_a_sentence_of_its_own(page: StatusStage, language: str) -> None:
    if language == "en":
        page.passenger.nextLanguage()
    said: dict[Name, set[str]] = {}
    for one in every_state():
        text = words.sentence(one, ZONE)
        more = " ".join((words.title(one), text, *words.details(one, ZONE), words.since(one, NOW, ZONE)))
        assert words.title(one)
        assert text
        assert "{" not in more
        if language == "en":
            assert not any("а" <= letter.lower() <= "я" for letter in more), more
        elif one.name is not Name.VERSION:
            assert any("а" <= letter.lower() <= "я" for letter in text + words.title(one)), more
        if one.part:
            said.setdefault(one.name, set()).add(text)
    assert {name: len(texts) for name, texts in said.items()} == {
        name: len(states) for name, states in STATES.items()
    }


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_of_a_feed_has_its_words(page: StatusStage, fault: Fault) -> None:
    (said,) = words.details(fact(Name.FEED, "late", fault=str(fault)), ZONE)
    assert said != fault
    assert "{" not in said


def test_the_worst_stands_first_and_is_counted(page: StatusStage) -> None:
    page.give(BAD)
    assert page.said(page.item("reds")) == ["неисправно: 6"]
    assert page.said(page.item("ambers")) == ["проверить: 10"]
    assert page.said(page.item("greens")) == ["в порядке: 9"]
    assert not page.items("unknowns")
    levels = [str(item.property("level")) for item in page.items("fact")]
    assert levels == ["red"] * 6 + ["amber"] * 10 + ["green"] * 9
    first = page.items("fact")[0]
    assert page.said(first) == [
        "Прогнозы прибытия", "неисправно", "нет данных 91 мин", "с 12:37",
        "сеть требует войти через браузер",
    ]  # fmt: skip


def test_a_line_that_gets_worse_moves_up(page: StatusStage) -> None:
    page.give(GOOD)
    assert page.items("fact")[0].property("title") == "Экран"
    page.give(tuple(fact(Name.DISK, "full", free_bytes=5) if one.name is Name.DISK else one for one in GOOD))
    assert page.items("fact")[0].property("title") == "Диск"
    assert len(page.items("fact")) == len(GOOD)


def test_before_the_first_look_it_says_so(page: StatusStage, glass: QPointingDevice) -> None:
    assert "Идёт первая проверка…" in page.words()
    page.touch(glass, page.item("toPhone"))
    assert not page.items("qr")
    page.give(GOOD)
    assert "Идёт первая проверка…" not in page.words()


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
def test_two_large_buttons_lead_to_every_line(
    qtbot: QtBot, glass: QPointingDevice, size: QSize, text_size: int
) -> None:
    page = StatusStage(size, text_size)
    page.give(BAD)
    area = page.item("facts")
    height = area.height()
    reached: set[str] = set()
    for _ in range(40):
        for row in page.items("fact"):
            top = row.mapToItem(area, QPointF(0, 0)).y()
            if top >= 0 and top + row.height() <= height:
                reached.add(str(row.property("title")))
        down = page.item("down")
        if not down.isEnabled():
            break
        page.touch(glass, down)
        qtbot.waitUntil(lambda: not bool(page.item("down").property("moving")))
        QGuiApplication.processEvents()
    titles = {words.title(one) for one in BAD}
    page.close()
    assert reached == titles


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
@pytest.mark.parametrize("facts", [GOOD, BAD, UNKNOWN], ids=["good", "bad", "unknown"])
def test_no_word_is_cut(qtbot: QtBot, size: QSize, text_size: int, facts: tuple[Fact, ...]) -> None:
    page = StatusStage(size, text_size)
    page.give(facts)
    rows = page.items("fact")
    cut = [text.property("text") for row in rows for text in texts(row) if text.property("truncated")]
    wide = [row.property("title") for row in rows for text in texts(row) if text.width() > row.width()]
    page.close()
    assert not cut
    assert not wide


@SIZES
@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("facts", [GOOD, BAD, UNKNOWN], ids=["good", "bad", "unknown"])
def test_a_camera_reads_the_same_facts(
    tmp_path: Path, glass: QPointingDevice, size: QSize, *, contrast: bool, facts: tuple[Fact, ...]
) -> None:
    page = StatusStage(size, contrast=contrast)
    page.give(facts)
    page.touch(glass, page.item("toPhone"))
    found = decoded(page.picture(), tmp_path)
    code = page.status.code
    titles = {one.key: words.title(one) for one in facts}
    page.touch(glass, page.item("back"))
    back = bool(page.items("fact"))
    page.close()
    assert found == [code]
    assert len(code.encode()) <= MOST
    assert code.startswith("Проспект Филатова\n22.11.2027 14:07 kiosk 0.1.0\n")
    assert all(titles[one.key] in code for one in facts)
    assert back


def test_the_code_is_still_for_ten_seconds(page: StatusStage, glass: QPointingDevice) -> None:
    page.give(GOOD, 100.0)
    first = page.status.code
    page.give(BAD, 109.9)
    assert page.status.code == first
    page.give(BAD, 110.0)
    assert page.status.code != first


def test_the_language_changes_lines_and_code_at_once(page: StatusStage) -> None:
    page.give(GOOD)
    page.passenger.nextLanguage()
    page.status.speak(page.passenger.language)
    until_whole(page.status)
    QGuiApplication.processEvents()
    assert "Touch screen" in [row.property("title") for row in page.items("fact")]
    assert page.status.code.startswith("Prospekt Filatova\n")
    assert "Good" in page.status.code


def test_what_a_trunk_is_called_is_no_markup_and_fits(page: StatusStage) -> None:
    long = "W" * 5000
    rows = (
        fact(Name.TRUNK, "silent", HOSTILE_TEXT, reason=HOSTILE_TEXT * 50),
        fact(Name.FEED, "lost", long),
        fact(Name.TOUCH, "present", devices=long),
        fact(Name.NETWORK, "connected", interfaces="\n\n\u202e<b>x</b>", families="IPv4"),
    )
    page.give(rows)
    width = page.window.view.width()
    for row in page.items("fact"):
        assert row.height() < 900
        assert all(text.width() <= width for text in texts(row))
    assert len(page.status.code.encode()) <= MOST


def test_details_are_cut_before_anything_else() -> None:
    """What is not good keeps its line as long as any code can hold it."""
    many = tuple(fact(Name.TRUNK, "silent", f"trunk-{n}", NOW - 60, reason="no reply") for n in range(60))
    sizes = []
    for count in (2, 8, 14, 30, 60):
        lines = (*many[:count], *GOOD)
        text = code_text(lines, "Остановка", NOW, ZONE)
        sizes.append(len(text.encode()))
        assert ("no reply" in text) == (count <= 2)
        assert f"trunk-{count - 1}" in text
    assert all(size <= MOST for size in sizes)


def test_a_line_is_told_to_whoever_has_it_read_aloud(page: StatusStage) -> None:
    page.give(BAD)
    row = page.items("fact")[0]
    assert "нет данных 91 мин" in str(page.ask(row, "Accessible.name"))
