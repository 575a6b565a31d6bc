"""The events page by real touches, and words for everything that may be written down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QImage

from kiosk import paths
from kiosk.domain.maintenance.menu import Page
from kiosk.domain.usage.catalogue import KINDS, Event, Purpose, event
from kiosk.domain.usage.fields import Count, Id, Word
from kiosk.screens.maintenance.events import EventsScreen
from kiosk.screens.maintenance.events_black_box import NOW as LAST_MINUTES
from kiosk.screens.maintenance.events_filters import SHOWN, Filter, is_fault, wanted
from kiosk.screens.maintenance.events_rows import Happened, event_row, whole_text
from kiosk.screens.maintenance.events_values import value_words
from kiosk.screens.maintenance.events_words import event_words
from kiosk.screens.passenger import Passenger
from tests.screens.maintenance.pictures_events import BOXES, MIXED, NOW, REPORTS, SHADES, ZONE, taken
from tests.screens.maintenance.stage import MaintenanceStage
from tests.screens.stage import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

    from kiosk.domain.usage.fields import Field

Opening = Callable[..., MaintenanceStage]
SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opening]:
    made: list[MaintenanceStage] = []

    def make(screen: EventsScreen, size: QSize = PORTRAIT) -> MaintenanceStage:
        made.append(MaintenanceStage(Page.EVENTS, screen, size))
        return made[-1]

    yield make
    for stage in made:
        stage.close()


@pytest.fixture(params=["ru", "en"])
def language(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[str]:
    """Words in one language, without a window."""
    passenger = Passenger(paths.resources() / "translations")
    if request.param == "en":
        passenger.nextLanguage()
    yield request.param
    for translator in passenger.findChildren(type(passenger._translators["ru"])):
        QCoreApplication.removeTranslator(translator)


def near(stage: MaintenanceStage, shade: QColor) -> bool:
    """Whether the picture in the middle of the page has this colour; JPEG and scaling move it a little."""
    shown = QColor(stage.picture().pixel(stage.middle(stage.item("picture"))))
    pairs = ((shown.red(), shade.red()), (shown.green(), shade.green()), (shown.blue(), shade.blue()))
    return all(abs(one - other) < 12 for one, other in pairs)


def sample(field: Field) -> str | int:
    """Any value that a field may hold."""
    if isinstance(field, Word):
        return field.words[0]
    return field.least if isinstance(field, Count) else "id-7"


def foreign(words: str) -> list[str]:
    """What would be left in English."""
    return [word for word in ENGLISH.findall(words) if word not in ("PIN", "USB")]


def fullest(name: str) -> Event:
    """An event with every field it may carry."""
    return event(name, **{field: sample(kind) for field, kind in KINDS[name].fields})


@pytest.mark.parametrize("name", KINDS)
def test_every_event_has_words_in_both_languages(name: str, language: str) -> None:
    for happened in (fullest(name), Event(name)):
        words = event_words(happened, ZONE)
        assert words
        assert "_" not in words.replace("id-7", "")
        assert "{" not in words
    if language == "ru":
        assert foreign(event_words(fullest(name), ZONE)) == []


@pytest.mark.parametrize(
    ("name", "field", "word"),
    [
        (name, field, word)
        for name, kind in KINDS.items()
        for field, values in kind.fields
        if isinstance(values, Word)
        for word in values.words
    ],
)
def test_every_word_of_the_catalogue_is_told_in_both_languages(
    name: str, field: str, word: str, language: str
) -> None:
    told = value_words(name, field, word)
    assert told
    assert "_" not in told
    if language == "ru":
        assert foreign(told) == []


def test_every_id_is_in_its_sentence(language: str) -> None:
    for name, kind in KINDS.items():
        for field, values in kind.fields:
            if isinstance(values, Id):
                assert "id-7" in event_words(fullest(name), ZONE), (name, field)


def test_an_event_of_another_version_is_shown_as_it_was_kept(language: str) -> None:
    assert event_words(Event("moved", (("to", "moon"), ("times", 3))), ZONE) == "moved to=moon times=3"
    assert event_words(Event("feed_lost", (("feed", "alerts"),)), ZONE)


def test_every_event_that_is_listed_belongs_to_a_filter_besides_all() -> None:
    listed = {name for name, kind in KINDS.items() if kind.purpose in SHOWN}
    narrow = [wanted(one).names for one in Filter if one not in (Filter.ALL, Filter.FAULTS)]
    assert set().union(*narrow) == listed == wanted(Filter.ALL).names
    assert sum(map(len, narrow)) == len(listed)
    assert all(KINDS[name].purpose is not Purpose.USAGE for name in listed)


@pytest.mark.parametrize(
    ("happened", "fault"),
    [
        (event("feed_lost", feed="a", fault="tls"), True),
        (event("feed_back", feed="a", seconds=3), False),
        (event("program_started", why="crashed", version="1"), True),
        (event("program_started", why="asked", version="1"), False),
        (event("program_started", why="nightly", version="1"), False),
        (event("self_test", test="call", passed=0), True),
        (event("self_test", test="call", passed=1), False),
        (event("emergency_line", health="silent"), True),
        (event("emergency_line", health="works"), False),
        (event("clock", state="doubtful"), True),
        (event("board_feed", state="lost"), True),
        (event("board_feed", state="ageing"), False),
        (event("log_gap", why="corrupt"), True),
        (event("emergency_state", state="retrying", failure="busy"), True),
        (event("emergency_state", state="connected"), False),
        (event("pin_locked", seconds=15), False),
    ],
)
def test_a_fault_is_what_means_that_something_is_wrong(happened: Event, fault: bool) -> None:
    assert is_fault(happened) is fault
    assert wanted(Filter.FAULTS).shows(happened) is fault


def test_times_stand_in_the_zone_of_the_stop_and_reports_have_their_hour(language: str) -> None:
    exact, hour = MIXED[0], MIXED[4]
    assert event_row(exact, ZONE, language).time == "15:06:40"
    assert event_row(hour, ZONE, language).time == "14:00–15:00"
    assert event_row(exact, ZONE, language).day == ("18 нояб." if language == "ru" else "18 Nov")


def test_a_record_of_the_log_is_harmless_and_keeps_its_indents() -> None:
    text = "kiosk: \u202eevil\x07\n    raise\n" + "x" * 9000 + "\n" + "more\n" * 900
    row = event_row(Happened("k", NOW, None, "ERROR", text), ZONE, "en")
    whole = whole_text(Happened("k", NOW, None, "ERROR", text))
    assert row.text == "kiosk: evil"
    assert row.mark == "red"
    assert whole.startswith("kiosk: evil\n    raise\nxxx")
    assert len(whole) < 10_000


@SIZES
def test_filters_and_pages_are_asked_for_by_touch(
    opened: Opening, glass: QPointingDevice, size: QSize, qtbot: QtBot
) -> None:
    screen = EventsScreen()
    stage = opened(screen, size)
    asked: list[tuple[str, int]] = []
    screen.wanted.connect(lambda shown, page: asked.append((shown, page)))
    assert "Читаю…" in stage.words("state")

    screen.show_page(MIXED, ZONE, earlier=True)
    assert len(stage.items("event")) == len(MIXED)
    assert "Меню открыто жестом: техник" in stage.words()
    assert not stage.item("later").property("enabled")
    stage.touch(glass, stage.item("earlier"))
    screen.show_page(MIXED[4:], ZONE, earlier=False)
    assert len(stage.items("event")) == len(MIXED) - 4
    assert not stage.item("earlier").property("enabled")
    stage.touch(glass, stage.item("later"))
    for shown in ("faults", "feed", "emergency", "menu", "reports", "program", "all"):
        stage.touch(glass, stage.item(f"choice-{shown}"))

    assert asked[:2] == [("all", 1), ("all", 0)]
    assert asked[2:] == [
        (shown, 0) for shown in ("faults", "feed", "emergency", "menu", "reports", "program", "all")
    ]


@SIZES
def test_empty_and_unreadable_are_said(opened: Opening, size: QSize) -> None:
    screen = EventsScreen()
    stage = opened(screen, size)
    screen.show_page((), ZONE, earlier=False)
    assert stage.words("state") == ["Ничего такого здесь не записано"]
    screen.tell_unreadable()
    assert stage.words("state") == ["Журнал сейчас не читается. Подробнее — на странице «Состояние»"]
    screen.show_page(MIXED, ZONE, earlier=False)
    assert not stage.items("state")


def test_reports_are_counted_above_their_list(opened: Opening, glass: QPointingDevice) -> None:
    screen = EventsScreen()
    stage = opened(screen)
    stage.touch(glass, stage.item("choice-reports"))
    screen.show_page(REPORTS, ZONE, earlier=False, counts={"cold": 3, "no-bus": 12})
    assert stage.words("reports") == [
        *("автобус не пришёл", "12"),
        *("холодно", "3"),
        *("экран неверен", "0"),
        *("кнопка не работает", "0"),
    ]


@SIZES
def test_a_record_of_the_log_is_read_in_full_by_touch(
    opened: Opening, glass: QPointingDevice, size: QSize
) -> None:
    screen = EventsScreen()
    stage = opened(screen, size)
    screen.show_page(MIXED[5:], ZONE, earlier=False)
    record, *others = stage.items("event")
    stage.touch(glass, others[0])
    assert not stage.items("whole")
    stage.touch(glass, record)

    assert "ValueError: two rows share a key" in stage.words("whole")[0]
    assert stage.words("title") == ["Запись журнала программы"]
    stage.touch(glass, stage.item("back"))
    assert not stage.items("whole")
    assert stage.menu.page == Page.EVENTS


@SIZES
def test_pictures_of_the_black_box_are_stepped_through_by_touch(
    opened: Opening, glass: QPointingDevice, size: QSize
) -> None:
    screen = EventsScreen()
    stage = opened(screen, size)
    box = screen.blackBox
    asked: list[str] = []
    box.boxWanted.connect(asked.append)
    box.exportWanted.connect(asked.append)
    screen.show_page(MIXED, ZONE, earlier=False)
    stage.touch(glass, stage.item("blackBox"))
    box.show_boxes(BOXES, ZONE)
    assert len(stage.items("box")) == 1 + len(BOXES)
    stage.touch(glass, stage.items("box")[1])
    box.show_pictures(BOXES[0].name, taken())

    assert stage.words("number") == ["снимок 12 из 12"]
    assert stage.words("taken") == ["18 нояб. 15:06:35"]
    assert near(stage, SHADES[11])
    assert not stage.item("on1").property("enabled")
    stage.touch(glass, stage.item("back1"))
    assert stage.words("number") == ["снимок 11 из 12"]
    stage.touch(glass, stage.item("tenBack"))
    stage.touch(glass, stage.item("tenBack"))
    assert stage.words("number") == ["снимок 1 из 12"]
    assert near(stage, SHADES[0])
    stage.touch(glass, stage.item("tenOn"))
    stage.touch(glass, stage.item("on1"))
    assert stage.words("number") == ["снимок 12 из 12"]

    stage.touch(glass, stage.item("export"))
    stage.touch(glass, stage.item("export"))
    assert asked == [BOXES[0].name] * 2
    box.tell_export("done")
    assert stage.words("exportNote") == ["Записано на флешку. Её можно вынуть"]
    stage.touch(glass, stage.item("back"))
    box.show_boxes(BOXES, ZONE)
    assert stage.items("box")
    stage.touch(glass, stage.item("back"))
    assert stage.items("event")


def test_the_last_minutes_are_seen_but_not_copied(opened: Opening, glass: QPointingDevice) -> None:
    screen = EventsScreen()
    stage = opened(screen)
    screen.blackBox.open()
    screen.blackBox.show_boxes((), ZONE, outlives=False)
    assert any("пропадут" in words for words in stage.words())
    stage.touch(glass, stage.items("box")[0])
    screen.blackBox.show_pictures(LAST_MINUTES, taken())
    assert stage.words("title") == ["Последние 10 минут"]
    assert not stage.items("export")


def test_a_damaged_picture_and_none_are_calm(opened: Opening) -> None:
    screen = EventsScreen()
    stage = opened(screen)
    screen.blackBox.open()
    screen.blackBox.show("x")
    screen.blackBox.show_pictures("x", ((NOW, b"no picture"),))
    assert screen.blackBox.picture == QImage()
    assert stage.items("picture")
    screen.blackBox.show_pictures("x", ())
    assert stage.words("noPictures") == ["Здесь нет снимков"]


def test_pictures_that_nobody_waits_for_any_more_are_dropped(opened: Opening) -> None:
    screen = EventsScreen()
    opened(screen)
    screen.blackBox.show("x")
    screen.blackBox.close()
    screen.blackBox.show_pictures("x", taken())
    assert screen.blackBox.look == ""
    assert screen.blackBox.count == 0


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
def test_touch_targets_are_large_and_nothing_sticks_out(opened: Opening, size: QSize, text_size: int) -> None:
    screen = EventsScreen()
    stage = opened(screen, size)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    screen.show_page(MIXED, ZONE, earlier=True)
    large(stage, "earlier", "later", "blackBox", *(f"choice-{one}" for one in Filter))
    screen.blackBox.open()
    screen.blackBox.show_boxes(BOXES, ZONE)
    screen.blackBox.show(BOXES[0].name)
    screen.blackBox.show_pictures(BOXES[0].name, taken())
    screen.blackBox.tell_export("done")
    stage.picture()
    large(stage, "tenBack", "back1", "on1", "tenOn", "export", "back", "close")


def large(stage: MaintenanceStage, *names: str) -> None:
    """Each of them is 20 mm wide and high, and inside the window."""
    size = stage.window.view.size()
    for name in names:
        item = stage.item(name)
        area = item.mapRectToScene(item.boundingRect())
        assert min(area.width(), area.height()) * 685 / min(size.width(), size.height()) >= 19.9, name
        assert area.left() >= 0, name
        assert area.right() <= size.width(), name
        assert area.bottom() <= size.height(), name
