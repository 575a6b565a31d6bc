"""The page of a call: every state in giant words, and where this is, all the time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QAccessible, QColor, QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.service_day import Now
from kiosk.screens.colour import BODY_TEXT, contrast
from kiosk.screens.hold_area import HoldArea
from tests.screens import sample_boards
from tests.screens.fingers import Fingers
from tests.screens.sample_calls import (
    CALLS,
    CANCELLED,
    CONNECTED,
    COUNTDOWN,
    DIALING,
    ENDED,
    HEARD,
    IDLE,
    INCOMING,
    LONG_RINGING,
    MISSED,
    NO_SOUND,
    NO_WAY_TO_SPEAK,
    RETRYING,
    RINGING,
    SAYING,
    SECOND_LINE,
    SPEECHLESS,
)
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickItem

LOST = "Связь с устройством вызова потеряна. Наберите 112 со своего телефона"
PHRASES = ["Пожар", "Плохо с сердцем", "Нападение", "Я не слышу", "Назвать адрес"]


@pytest.fixture
def stage(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    shown = Stage(emergency=True)
    monkeypatch.setattr(HoldArea, "clock", staticmethod(lambda: shown.monotonic))
    shown.show(sample_boards.LIVE)
    shown.call(IDLE)
    yield shown
    shown.close()


@pytest.fixture
def wanted(stage: Stage) -> list[tuple[str, str]]:
    asked: list[tuple[str, str]] = []
    stage.screens.call.wanted.connect(lambda do, phrase: asked.append((do, phrase)))
    return asked


def said(stage: Stage) -> list[str]:
    """The giant words."""
    return stage.words("callState")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (COUNTDOWN, ["3", "Звоним 112"]),
        (DIALING, ["Набираем 112…"]),
        (RINGING, ["Гудки. Ждите ответа"]),
        (LONG_RINGING, ["Гудки. Ждите ответа", "Отвечают дольше обычного, не вешайте трубку"]),
        (CONNECTED, ["112 на связи", "Соединено, ждём звук"]),
        (HEARD, ["112 на связи", "Вас слышат. Говорите"]),
        (NO_SOUND, ["112 на связи", "Без звука: выберите фразу"]),
        (NO_WAY_TO_SPEAK, ["112 на связи", "Без звука. Наберите 112 со своего телефона"]),
        (
            RETRYING,
            [
                "Не удаётся дозвониться. Наберите 112 со своего телефона",
                "попытка\u00a04 · следующая через 5 с",
            ],
        ),
        (INCOMING, ["3", "112 перезванивает", "ответим сами"]),
        (ENDED, ["Разговор окончен", "Оператор может перезвонить ещё 15 минут. Оставайтесь рядом"]),
        (CANCELLED, ["Вызов отменён"]),
        (MISSED, ["Пропущен звонок от 112", "Оператор может перезвонить ещё 5 минут. Оставайтесь рядом"]),
    ],
)
def test_every_state_says_what_happens(stage: Stage, status: CallStatus, words: list[str]) -> None:
    stage.call(status)
    assert said(stage) == words


def test_without_a_call_there_is_no_page(stage: Stage) -> None:
    assert stage.items("callPage") == []
    stage.call(DIALING)
    assert stage.items("callPage")
    assert stage.items("row") == []
    stage.call(IDLE)
    assert stage.items("callPage") == []
    assert stage.items("row")


@pytest.mark.parametrize("name", CALLS)
def test_where_this_is_stands_there_all_the_time(stage: Stage, name: str) -> None:
    stage.call(CALLS[name])
    place = [*stage.words("callPlace")]
    assert place == [
        "Вы находитесь здесь",
        "Павильон",
        "0042",
        "Проспект Филатова",
        "Ульяновск, проспект Филатова, 4, у торгового центра «Пушкарёвское кольцо»",
    ]
    stage.passenger.nextLanguage()
    assert stage.words("callPlace")[3:] == [
        "Prospekt Filatova",
        "Ulyanovsk, prospekt Filatova, 4, at the shopping centre Pushkaryovskoye Koltso",
    ]


@pytest.mark.parametrize("name", CALLS)
def test_one_s_own_phone_is_offered_until_112_is_on_the_line(stage: Stage, name: str) -> None:
    """From the first second of any state but connected; there too where nothing here could tell 112 anything."""
    stage.call(CALLS[name])
    offered = CALLS[name].state is not State.CONNECTED or CALLS[name] is NO_WAY_TO_SPEAK
    words = " ".join(stage.words("callPage")).lower()
    assert ("наберите 112 со своего телефона" in words) == offered
    stage.passenger.nextLanguage()
    words = " ".join(stage.words("callPage")).lower()
    assert ("dial 112 on your own phone" in words) == offered


def test_states_differ_by_words_sign_and_colour(stage: Stage) -> None:
    signs, colours = set(), set()
    states = (COUNTDOWN, DIALING, RINGING, CONNECTED, RETRYING, ENDED)
    for status in states:
        stage.call(status)
        signs.add(stage.screens.call.icon)
        colours.add(stage.picture().pixelColor(8, 270).name())
    assert len(signs) == len(colours) == len(states)


def test_only_what_goes_on_moves(stage: Stage) -> None:
    moving = []
    for name, status in CALLS.items():
        stage.call(status)
        if stage.items("moving"):
            moving.append(name)
    assert moving == ["dialing", "dialing_again", "ringing", "ringing_long", "incoming"]


def test_only_a_call_back_flashes(stage: Stage, qtbot: QtBot) -> None:
    stage.call(INCOMING)
    band = stage.item("callState")
    qtbot.waitUntil(lambda: float(str(stage.ask(band, "flash"))) > 0)
    stage.call(CONNECTED)
    qtbot.waitUntil(lambda: stage.ask(band, "flash") == 0)
    assert stage.picture().pixelColor(8, 270) == QColor("#00603a")


def test_the_number_counts_by_itself_on_the_real_clock(stage: Stage) -> None:
    """In the demonstration the time of the board runs faster; these seconds do not."""
    stage.call(COUNTDOWN)
    numbers = []
    for _ in range(30):
        numbers.append(int(stage.words("callNumber")[0]))
        stage.monotonic += 0.1
        stage.screens.call.look_again()
    assert numbers == [3] * 10 + [2] * 10 + [1] * 10
    stage.monotonic += 5
    stage.screens.call.look_again()
    assert stage.words("callNumber") == ["1"], "the agent says when it is over, not we"


def test_the_countdown_looks_again_by_itself(stage: Stage, qtbot: QtBot) -> None:
    stage.call(COUNTDOWN)
    stage.monotonic += 1.5
    qtbot.waitUntil(lambda: stage.words("callNumber") == ["2"])


def test_a_tap_cancels_the_countdown(stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice) -> None:
    stage.call(COUNTDOWN)
    stage.touch(glass, stage.item("wayOut"))
    assert wanted == [("cancel", "")]


def test_the_finger_that_called_cancels_nothing(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice
) -> None:
    fingers = Fingers(stage, glass)
    bar = stage.middle(stage.item("emergency"))
    fingers.press(0, bar)
    fingers.wait(2.1)
    stage.call(COUNTDOWN)
    fingers.wait(5)
    fingers.release(0, bar)
    assert wanted == [("call", "")]


@pytest.mark.parametrize(
    ("status", "do"),
    [
        (DIALING, "hang_up"),
        (RINGING, "hang_up"),
        (HEARD, "hang_up"),
        (INCOMING, "hang_up"),
        (RETRYING, "cancel"),
    ],
)
def test_from_then_on_the_end_is_held_for_a_second(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice, status: CallStatus, do: str
) -> None:
    fingers = Fingers(stage, glass)
    stage.call(status)
    end = stage.middle(stage.item("wayOut"))
    for _ in range(20):
        fingers.press(0, end)
        fingers.wait(0.3)
        fingers.release(0, end)
    assert wanted == []
    fingers.press(0, QPoint(500, 500))
    fingers.press(1, end)
    fingers.wait(1.1)
    assert wanted == [(do, "")]
    fingers.release(1, end)
    fingers.release(0, QPoint(500, 500))
    assert wanted == [(do, "")]


def test_a_call_back_can_be_taken_at_once(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice
) -> None:
    stage.call(INCOMING)
    stage.touch(glass, stage.item("answer"))
    assert wanted == [("call", "")]
    stage.call(CONNECTED)
    assert stage.items("answer") == []


def test_phrases_are_spoken_while_112_is_on_the_line(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice
) -> None:
    stage.call(HEARD)
    assert [stage.words("callTile")[i] for i in range(5)] == PHRASES
    for tile in sorted(stage.items("callTile"), key=lambda tile: PHRASES.index(texts(tile)[0].property("text"))):
        stage.touch(glass, tile)
    assert wanted == [("say", phrase) for phrase in ("fire", "heart", "attack", "deaf", "address")]


@pytest.mark.parametrize("status", [SPEECHLESS, replace(DIALING, phrases=False)])
def test_phrases_that_cannot_be_spoken_are_not_offered(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice, status: CallStatus
) -> None:
    stage.call(status)
    assert stage.words("callHeading") == ["Фразы сейчас недоступны"]
    for tile in stage.items("callTile"):
        assert not tile.isEnabled()
        stage.touch(glass, tile)
    stage.screens.call.say("fire")
    assert wanted == []
    stage.call(HEARD)
    assert stage.words("callHeading") == ["Не можете говорить? Выберите фразу"]
    assert all(tile.isEnabled() for tile in stage.items("callTile"))


@pytest.mark.parametrize("status", [DIALING, RINGING])
def test_phrases_wait_for_112(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice, status: CallStatus
) -> None:
    stage.call(status)
    tiles = stage.items("callTile")
    assert len(tiles) == 5
    for tile in tiles:
        assert not tile.isEnabled()
        stage.touch(glass, tile)
    stage.screens.call.say("fire")
    assert wanted == []


def test_a_phrase_being_spoken_says_so(stage: Stage) -> None:
    stage.call(HEARD)
    stage.call(SAYING)
    assert stage.words("callTile")[1] == "Говорим оператору…"
    stage.call(HEARD)
    assert stage.words("callTile")[1] == "Плохо с сердцем"


def test_who_cannot_speak_learns_of_sms(stage: Stage) -> None:
    stage.call(HEARD)
    assert stage.words("callHint") == ["или SMS на\u00a0112"]


def test_another_line_is_named_only_where_it_is_another(stage: Stage) -> None:
    stage.call(DIALING)
    stage.call(SECOND_LINE)
    assert said(stage)[1] == "Пробуем другую линию, попытка\u00a02"
    stage.call(replace(SECOND_LINE, since=SECOND_LINE.since + 1))
    assert said(stage)[1] == "Пробуем другую линию, попытка\u00a02"
    stage.call(replace(SECOND_LINE, attempt=3))
    assert said(stage)[1] == "Набираем ещё раз, попытка\u00a03"


def test_the_page_of_a_call_that_is_over_can_be_put_away(
    stage: Stage, wanted: list[tuple[str, str]], glass: QPointingDevice
) -> None:
    stage.call(ENDED)
    stage.touch(glass, stage.item("wayOut"))
    assert stage.items("callPage") == []
    assert wanted == [("cancel", "")]
    stage.call(replace(ENDED, sound=False))
    assert stage.items("callPage") == []
    stage.call(replace(INCOMING, reference="d00d"))
    assert stage.items("callPage")


# The agent dies.


@pytest.mark.parametrize("status", [COUNTDOWN, DIALING, RINGING, HEARD, RETRYING, INCOMING])
def test_an_agent_lost_in_a_call_is_told_and_found_again(stage: Stage, status: CallStatus) -> None:
    stage.call(status)
    before = said(stage)
    stage.call(None)
    assert said(stage) == [LOST]
    assert stage.words("callPlace")[2] == "0042"
    assert stage.words("emergency")[1] == "Связь не работает"
    stage.call(status)
    assert said(stage) == before


def test_a_call_nobody_knows_of_any_more_makes_room_after_a_while(stage: Stage) -> None:
    stage.call(HEARD)
    stage.call(None)
    stage.monotonic += 119
    stage.show(sample_boards.LIVE)
    assert said(stage) == [LOST]
    stage.monotonic += 2
    stage.show(sample_boards.LIVE)
    assert stage.items("callPage") == []
    assert stage.words("emergency")[1] == "Связь не работает"
    stage.call(HEARD)
    assert said(stage)[0] == "112 на связи"


def test_a_lost_call_put_away_by_hand_comes_back_when_it_is_found(stage: Stage) -> None:
    stage.call(HEARD)
    stage.call(None)
    stage.screens.call.giveUp()
    assert stage.items("callPage") == []
    stage.call(HEARD)
    assert stage.items("callPage")


def test_an_ended_call_without_an_agent_leaves_in_time(stage: Stage) -> None:
    stage.call(ENDED)
    stage.call(None)
    assert said(stage)[0] == "Разговор окончен"
    stage.monotonic += 16
    stage.show(sample_boards.LIVE)
    assert stage.items("callPage") == []


# Everything round it.


def test_a_whole_call_with_the_language_changed_in_every_state(stage: Stage) -> None:
    english = []
    for status in (COUNTDOWN, DIALING, SECOND_LINE, RINGING, LONG_RINGING, CONNECTED, HEARD, SAYING, ENDED):
        stage.call(status)
        russian = said(stage)
        stage.click(stage.item("language"))
        english.append(stage.words("callTitle")[0])
        stage.click(stage.item("language"))
        assert said(stage) == russian
    assert english == [
        "Calling 112",
        *2 * ["Dialling 112…"],
        *2 * ["It rings. Wait for an answer"],
        *3 * ["112 is on the line"],
        "The call is over",
    ]


def test_in_a_call_nobody_is_taken_for_gone(stage: Stage) -> None:
    stage.navigation.open("map")
    stage.passenger.nextLanguage()
    stage.call(HEARD)
    stage.tick(55)
    stage.tick(600)
    assert (stage.passenger.language, stage.navigation.page) == ("en", "map")
    assert stage.navigation.secondsLeft == 0
    stage.call(IDLE)
    stage.tick(55)
    assert stage.passenger.language == "en"
    stage.tick(10)
    assert (stage.passenger.language, stage.navigation.page) == ("ru", "board")


def test_a_count_that_ran_when_the_call_began_stops(stage: Stage) -> None:
    stage.navigation.open("map")
    stage.tick(55)
    assert stage.navigation.secondsLeft > 0
    stage.call(COUNTDOWN)
    assert stage.navigation.secondsLeft == 0
    assert stage.items("idleRing") == []
    stage.navigation.tick(Now(sample_boards.NOW, stage.seconds + 100))
    assert stage.navigation.page == "map"


def test_nothing_below_the_page_can_be_touched(stage: Stage, glass: QPointingDevice) -> None:
    row = stage.middle(stage.items("row")[2])
    fingers = Fingers(stage, glass)
    stage.call(HEARD)
    fingers.press(0, row)
    fingers.release(0, row)
    assert stage.navigation.page == "board"


@pytest.mark.parametrize("name", CALLS)
def test_everything_has_a_name_for_those_who_hear_the_screen(stage: Stage, name: str) -> None:
    stage.call(CALLS[name])
    band = QAccessible.queryAccessibleInterface(stage.item("callState"))
    assert band.role() == QAccessible.Role.AlertMessage
    assert band.text(QAccessible.Text.Name).startswith(stage.words("callTitle")[0])
    place = QAccessible.queryAccessibleInterface(stage.item("callPlace"))
    assert "0042" in place.text(QAccessible.Text.Name)
    for button in buttons(stage):
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.role() == QAccessible.Role.Button
        assert interface.text(QAccessible.Text.Name)


def test_a_change_of_state_is_said_aloud_and_a_second_of_waiting_is_not(stage: Stage) -> None:
    stage.call(RETRYING)
    spoken = [stage.ask(stage.item("callState"), "spoken")]
    stage.monotonic += 1
    stage.screens.call.look_again()
    spoken.append(stage.ask(stage.item("callState"), "spoken"))
    stage.call(HEARD)
    spoken.append(stage.ask(stage.item("callState"), "spoken"))
    assert spoken[0] == spoken[1] == "Не удаётся дозвониться. Наберите 112 со своего телефона"
    assert spoken[2] == "112 на связи. Вас слышат. Говорите"


# The picture.


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def either_way(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Stage]:
    size: QSize = request.param
    shown = Stage(size, emergency=True)
    shown.show(sample_boards.LIVE)
    yield shown
    shown.close()


def buttons(stage: Stage) -> list[QQuickItem]:
    names = ("wayOut", "answer", "callTile", "textSize", "language", "contrast")
    return [item for name in names for item in stage.items(name)]


def everywhere(stage: Stage, check: str) -> list[str]:
    """What `check` finds wrong in every state, also without an agent, in both languages and all text sizes."""
    wrong: list[str] = []
    for language in ("ru", "en"):
        for size in range(3):
            for name, status in {**CALLS, "lost": HEARD}.items():
                stage.call(DIALING)
                stage.call(status)
                if name == "lost":
                    stage.call(None)
                wrong += [f"{name} {language} {size}: {fault}" for fault in CHECKS[check](stage)]
            stage.passenger.nextTextSize()
        stage.passenger.nextLanguage()
    return wrong


def cut(stage: Stage) -> list[str]:
    page = stage.item("callPage")
    return [str(part.property("text")) for part in texts(page) if part.property("truncated")]


def overlapping(stage: Stage) -> list[str]:
    """Words that lie on one another or reach out of the part of the page that they belong to."""
    faults = []
    for name in ("callState", "ownPhone", "callPlace", "wayOut", "answer", "callTile", "callHint", "callHeading"):
        for part in stage.items(name):
            area = part.mapRectToScene(QRectF(0, 0, part.width(), part.height())).adjusted(-1, -1, 1, 1)
            words = [painted(stage, text) for text in texts(part)]
            faults += [f"{name} too small" for word in words if not area.contains(word)]
            faults += [
                f"{name} crowded" for i, word in enumerate(words) for other in words[:i] if word.intersects(other)
            ]
    return faults


def painted(stage: Stage, text: QQuickItem) -> QRectF:
    """Where the letters of a text are: its lines without the room over the first and under the last."""
    height = float(text.property("contentHeight"))
    air = LINE_AIR * height / int(text.property("lineCount"))
    align = float(str(stage.ask(text, "Number(verticalAlignment)")))
    room = text.height() - height
    top = room if align == BOTTOM else room / 2 if align == MIDDLE else 0.0
    return text.mapRectToScene(QRectF(0, top + air, text.width(), height - 2 * air))


LINE_AIR = 0.16
"""Of the height of a line: Inter's capitals begin below it, and its baseline lies above it."""
BOTTOM, MIDDLE = 0x40, 0x80


def lost_parts(stage: Stage) -> list[str]:
    """Parts of the page that lie on one another or outside of it."""
    page = stage.item("callPage")
    whole = page.mapRectToScene(page.boundingRect())
    names = ("callState", "ownPhone", "callPlace", "callHeading", "callHint")
    parts = [item for name in names for item in stage.items(name)] + buttons(stage)
    areas = [(item.objectName(), item.mapRectToScene(item.boundingRect())) for item in parts]
    faults = [f"{name} outside" for name, area in areas if not whole.adjusted(-1, -1, 1, 1).contains(area)]
    for i, (name, area) in enumerate(areas):
        faults += [
            f"{name} on {other}"
            for other, taken in areas[:i]
            if area.adjusted(1, 1, -1, -1).intersects(taken.adjusted(1, 1, -1, -1))
        ]
    return faults


def small_words(stage: Stage) -> list[str]:
    """The giant words must be read from five metres: capitals of 25 mm and more (1 to 200)."""
    (title,) = texts(stage.item("callTitle"))
    drawn = float(str(stage.ask(title, "fontInfo.pixelSize")))
    capitals = 0.73 * drawn * 685 / 1080
    return [] if capitals >= 25 else [f"{capitals:.0f} mm"]


CHECKS = {"cut": cut, "overlapping": overlapping, "lost parts": lost_parts, "small words": small_words}


@pytest.mark.parametrize("check", CHECKS)
def test_every_word_has_its_room(either_way: Stage, check: str) -> None:
    assert everywhere(either_way, check) == []


def test_targets_are_20_mm_4_mm_apart_and_low(either_way: Stage) -> None:
    millimetre = 1080 / 685
    for status in CALLS.values():
        either_way.call(status)
        areas = [item.mapRectToScene(item.boundingRect()) for item in buttons(either_way)]
        assert all(min(area.width(), area.height()) >= 20 * millimetre - 1 for area in areas)
        gap = 4 * millimetre - 1
        for i, area in enumerate(areas):
            assert not any(area.adjusted(-gap, -gap, gap, gap).intersects(other) for other in areas[:i])
        if either_way.window.view.height() > either_way.window.view.width():
            assert all(area.top() > 1000 for area in areas), "within reach of a wheelchair"


@pytest.mark.parametrize("theme", ["day", "night", "contrast"])
def test_giant_words_stand_out(either_way: Stage, theme: str) -> None:
    """Seen in the picture itself: the paper of the state, and the ink most unlike it."""
    either_way.passenger.set_daylight(theme != "night")
    if theme == "contrast":
        either_way.passenger.toggleContrast()
    for name, status in CALLS.items():
        if status.state is State.INCOMING:
            continue  # its paper flashes; the theme's test knows both of its colours
        either_way.call(status)
        band = either_way.item("callTitle")
        picture = either_way.picture()
        area = band.mapRectToScene(band.boundingRect()).toRect()
        paper = picture.pixelColor(area.left(), area.top()).name()[1:]
        inks = {
            picture.pixelColor(x, y).name()[1:]
            for x in range(area.left(), area.right(), 3)
            for y in range(area.top(), area.bottom(), 3)
        }
        assert max(contrast(paper, ink) for ink in inks) >= BODY_TEXT, name
    QGuiApplication.processEvents()
