"""State services by touch: found, chosen, read by a telephone, opened here or not, and forgotten."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk import paths
from kiosk.config.catalogue import read
from kiosk.domain.services.catalogue import EMPTY, Catalogue
from kiosk.domain.services.session import End
from tests.screens import sample_boards, sample_calls, sample_services
from tests.screens.fingers import Fingers
from tests.screens.sample_services import CATALOGUE, CATEGORIES, DOCTOR, HOSTILE, LONG, PLAIN
from tests.screens.stage import LANDSCAPE, PORTRAIT, Stage, texts

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtQuick import QQuickItem
    from pytestqt.qtbot import QtBot

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])


def supply(stage: Stage) -> None:
    """What the app gives the services pages after the first picture."""
    services = stage.screens.services
    services.set_catalogue(CATALOGUE)
    services.set_finder(sample_services.Finder())
    services.set_openable(sample_services.openable)
    services.set_network("there")
    services.set_browser("ready")


@pytest.fixture
def shown(stage: Stage) -> Stage:
    """The board with services behind it."""
    supply(stage)
    stage.show(sample_boards.LIVE)
    return stage


@pytest.fixture
def typing(shown: Stage, glass: QPointingDevice, qtbot: QtBot) -> Stage:
    """The services page with the keyboard called by a touch on the field."""
    with qtbot.waitSignal(shown.window.warmed):
        shown.window.warm_up()
    shown.touch(glass, shown.item("services"))
    shown.touch(glass, shown.item("searchField"))
    qtbot.waitUntil(lambda: bool(shown.items("key")))
    return shown


def write(stage: Stage, glass: QPointingDevice, word: str) -> None:
    """Type by touches on the keys."""
    for letter in word:
        (key,) = (key for key in stage.items("key") if key.property("text").lower() == letter)
        stage.touch(glass, key)
        stage.lay_out()


def found(stage: Stage) -> list[str]:
    """The titles of the services that are listed."""
    return [str(texts(row)[0].property("text")) for row in stage.items("serviceRow")]


def named(stage: Stage, name: str, word: str) -> QQuickItem:
    """The item of that name that says this."""
    (item,) = (item for item in stage.items(name) if word in [text.property("text") for text in texts(item)])
    return item


def test_the_tile_leads_to_the_categories_and_on_to_a_service(shown: Stage, glass: QPointingDevice) -> None:
    shown.touch(glass, shown.item("services"))
    assert [str(texts(tile)[0].property("text")) for tile in shown.items("category")] == [
        category.title.default for category in CATEGORIES
    ]
    shown.touch(glass, named(shown, "category", "Здоровье"))
    assert found(shown) == ["Запись к врачу"]
    assert "Минздрав Ульяновской области" in shown.words("serviceRow")
    shown.touch(glass, shown.item("serviceRow"))
    words = shown.words()
    assert {"Запись к врачу", DOCTOR.sentence.default, "www.gosuslugi.ru", "/\u200b10700"} <= set(words)
    assert {"полис ОМС", "паспорт или его данные", "Приготовьте"} <= set(words)
    assert any(word.startswith("На телефоне должно быть gosuslugi.ru.") for word in words)
    shown.touch(glass, shown.item("back"))
    assert found(shown) == ["Запись к врачу"]
    shown.touch(glass, shown.item("back"))
    assert len(shown.items("category")) == len(CATEGORIES)


def test_the_last_tile_holds_every_service(shown: Stage, glass: QPointingDevice) -> None:
    shown.touch(glass, shown.item("services"))
    shown.touch(glass, named(shown, "category", "Все услуги"))
    assert shown.screens.services.count == len(CATALOGUE.services)


@SIZES
def test_big_buttons_reach_the_last_service(qtbot: QtBot, glass: QPointingDevice, size: QSize) -> None:
    stage = Stage(size)
    supply(stage)
    stage.navigation.open("category", "all")
    stage.show(sample_boards.LIVE)
    down = stage.item("down")
    for _ in range(20):
        if down.isEnabled():
            stage.touch(glass, down)
            qtbot.waitUntil(lambda: not down.property("moving"))
    last = found(stage)[-1]
    stage.close()
    assert last == CATALOGUE.services[-1].title.default


def test_words_typed_on_the_glass_find_services_as_they_grow(typing: Stage, glass: QPointingDevice) -> None:
    write(typing, glass, "в")
    many = found(typing)
    write(typing, glass, "рач")
    assert found(typing) == ["Запись к врачу"]
    assert len(many) > 1
    typing.touch(glass, typing.item("serviceRow"))
    assert typing.navigation.subject == DOCTOR.service_id
    assert not typing.items("key")


def test_back_from_a_service_the_search_is_still_there(typing: Stage, glass: QPointingDevice) -> None:
    write(typing, glass, "врач")
    typing.touch(glass, typing.item("serviceRow"))
    typing.touch(glass, typing.item("back"))
    assert found(typing) == ["Запись к врачу"]
    assert typing.item("searchInput").property("text") == "врач"


def test_one_touch_clears_the_search(typing: Stage, glass: QPointingDevice) -> None:
    write(typing, glass, "врач")
    typing.touch(glass, typing.item("clear"))
    assert len(typing.items("category")) == len(CATEGORIES)
    assert typing.screens.services.words == ""


def test_nothing_found_says_so_and_leads_to_all_services(typing: Stage, glass: QPointingDevice) -> None:
    write(typing, glass, "щщщ")
    assert "Ничего не нашлось" in typing.words()
    typing.touch(glass, typing.item("allServices"))
    assert (typing.navigation.page, typing.navigation.subject) == ("category", "all")


def test_the_keyboard_never_hides_the_field(qtbot: QtBot, glass: QPointingDevice) -> None:
    for size in (PORTRAIT, LANDSCAPE):
        stage = Stage(size)
        supply(stage)
        with qtbot.waitSignal(stage.window.warmed):
            stage.window.warm_up()
        stage.navigation.open("services")
        stage.show(sample_boards.LIVE)
        stage.touch(glass, stage.item("searchField"))
        qtbot.waitUntil(lambda stage=stage: bool(stage.items("key")))  # type: ignore[misc]
        write(stage, glass, "запись")
        keys, field, row = stage.item("keyboard"), stage.item("searchField"), stage.items("serviceRow")[0]
        edge = keys.mapToScene(QPointF()).y()
        assert field.mapToScene(QPointF(0, field.height())).y() <= edge
        assert row.mapToScene(QPointF(0, row.height())).y() <= edge
        in_reach = [down for down in stage.items("down") if down.mapToScene(QPointF()).y() < edge]
        if size == LANDSCAPE:
            (down,) = in_reach
            stage.touch(glass, down)
            qtbot.waitUntil(lambda down=down: not down.property("moving"))  # type: ignore[misc]
            assert float(stage.item("serviceList").property("contentY")) > 0
        stage.close()


def test_nothing_is_remembered_when_the_passenger_has_gone(typing: Stage, glass: QPointingDevice) -> None:
    """issue: no memory; the next passenger must not read what the last one looked for."""
    write(typing, glass, "врач")
    typing.tick(61)
    assert typing.navigation.page == "board"
    assert typing.screens.services.words == ""
    assert not typing.items("key")
    typing.touch(glass, typing.item("services"))
    assert typing.item("searchInput").property("text") == ""
    assert len(typing.items("category")) == len(CATEGORIES)


def test_the_second_choice_asks_for_the_browser(shown: Stage, glass: QPointingDevice, qtbot: QtBot) -> None:
    shown.navigation.open("service", DOCTOR.service_id)
    assert "Экран видят другие. У вас 10 минут, потом всё стирается" in shown.words()
    with qtbot.waitSignal(shown.screens.services.wanted_here) as wanted:
        shown.touch(glass, shown.item("openHere"))
    assert wanted.args == [DOCTOR.service_id]


def test_it_is_asked_for_while_another_finger_rests_on_the_glass(
    shown: Stage, glass: QPointingDevice, qtbot: QtBot
) -> None:
    shown.navigation.open("service", DOCTOR.service_id)
    fingers, button = Fingers(shown, glass), shown.middle(shown.item("openHere"))
    fingers.press(0, shown.middle(shown.item("qr")))
    fingers.press(1, button)
    with qtbot.waitSignal(shown.screens.services.wanted_here):
        fingers.release(1, button)
    fingers.release(0, shown.middle(shown.item("qr")))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (("gone", "ready"), ("Открыть здесь", "Нет связи с сайтом: откройте на своём телефоне")),
        (("there", "unavailable"), ("Открыть здесь", "Сейчас здесь открыть нельзя: откройте на своём телефоне")),
        (("there", "opening"), ("Открываем…", "Одну минуту, пожалуйста")),
        (("there", "open"), ("Открываем…", "Одну минуту, пожалуйста")),
        (("there", "closing"), ("Стираем…", "Стираем всё, что осталось после другого человека")),
    ],
)
def test_what_stands_in_the_way_is_said_before_anybody_tries(
    shown: Stage, glass: QPointingDevice, state: tuple[str, str], said: tuple[str, str]
) -> None:
    asked: list[str] = []
    shown.screens.services.wanted_here.connect(asked.append)
    shown.screens.services.set_network(state[0])
    shown.screens.services.set_browser(state[1])
    shown.navigation.open("service", DOCTOR.service_id)
    assert shown.words("openHere") == [said[0]]
    assert shown.item("hereNote").property("text") == said[1]
    assert not shown.item("openHere").isEnabled()
    shown.touch(glass, shown.item("openHere"))
    assert asked == []
    assert shown.items("qr")


@pytest.mark.parametrize("browser", ["none", "warming", "ready"])
def test_a_browser_that_is_not_warm_can_be_asked_all_the_same(shown: Stage, browser: str) -> None:
    shown.screens.services.set_browser(browser)
    shown.navigation.open("service", DOCTOR.service_id)
    assert shown.item("openHere").isEnabled()


def test_it_is_not_offered_where_the_operator_does_not_or_the_address_is_not_allowed(shown: Stage) -> None:
    services = shown.screens.services
    services.set_catalogue(Catalogue(CATEGORIES, (DOCTOR, HOSTILE)))
    shown.navigation.open("service", HOSTILE.service_id)
    assert not shown.items("openHere")
    shown.navigation.open("service", DOCTOR.service_id)
    assert shown.items("openHere")
    services.set_openable(None)
    assert not shown.items("openHere")
    assert shown.items("qr")


def test_without_network_the_services_page_says_so_and_recovers(shown: Stage) -> None:
    sentence = "Нет связи с сайтом: откройте на своём телефоне"
    shown.navigation.open("services")
    assert sentence not in shown.words()
    shown.screens.services.set_network("gone")
    assert sentence in shown.words()
    shown.screens.services.set_network("there")
    assert sentence not in shown.words()
    shown.screens.services.set_network("gone")
    shown.screens.services.set_openable(None)
    assert sentence not in shown.words(), "where nothing is opened here, telephones have a network of their own"


ENDS = {
    End.BUTTON: ("Вы закончили.", "Всё стёрто."),
    End.IDLE: ("Страница закрыта: экрана никто не касался.", "Всё стёрто."),
    End.TIME: ("Время вышло.", "Всё стёрто. Продолжите на своём телефоне."),
    End.EMERGENCY: ("Страница закрыта из-за экстренного вызова.", "Всё стёрто."),
    End.UNREACHABLE: ("Сайт не ответил.", "Откройте на своём телефоне."),
    End.ABANDONED: ("Страница закрыта.", "Всё стёрто."),
}
FAILED = ("Страница перестала отвечать и закрыта.", "Всё стёрто. Продолжите на своём телефоне.")


@pytest.mark.parametrize("how", End)
def test_how_a_session_ended_is_said_until_it_is_touched(shown: Stage, glass: QPointingDevice, how: End) -> None:
    services = shown.screens.services
    shown.navigation.open("service", DOCTOR.service_id)
    for state in ("opening", "open"):
        services.set_browser(state)
    services.set_browser("closing", how)
    title, _ = ENDS.get(how, FAILED)
    assert shown.words("ended") == [title, "Стираем всё введённое."], "not erased yet"
    services.set_browser("none", how)
    services.set_browser("warming")
    services.set_browser("ready")
    assert shown.words("ended") == list(ENDS.get(how, FAILED))
    shown.touch(glass, shown.item("ended"))
    assert not shown.items("ended")


def test_what_was_not_proven_to_be_erased_is_not_called_erased(shown: Stage) -> None:
    shown.navigation.open("service", DOCTOR.service_id)
    shown.screens.services.set_browser("closing", End.BUTTON)
    shown.screens.services.set_browser("none", End.BUTTON, erased=False)
    shown.screens.services.set_browser("ready")
    ended, more = shown.words("ended")
    assert ended == "Вы закончили."
    assert more == "Не удалось проверить, что всё стёрто: со своего телефона выйдите из личного кабинета везде."
    shown.screens.services.set_browser("closing", End.BUTTON)
    shown.screens.services.set_browser("ready", End.BUTTON)
    assert "Всё стёрто." in shown.words("ended")


def test_how_a_session_ended_is_gone_with_its_passenger(shown: Stage) -> None:
    shown.navigation.open("service", DOCTOR.service_id)
    shown.screens.services.set_browser("closing", End.CRASHED)
    shown.screens.services.set_browser("ready")
    assert shown.items("ended")
    shown.tick(61)
    shown.navigation.open("service", DOCTOR.service_id)
    assert not shown.items("ended")


def test_the_next_session_begins_without_the_end_of_the_last_one(shown: Stage, glass: QPointingDevice) -> None:
    shown.navigation.open("service", DOCTOR.service_id)
    shown.screens.services.set_browser("closing", End.MEMORY)
    shown.screens.services.set_browser("ready")
    shown.touch(glass, shown.item("openHere"))
    assert not shown.items("ended")


def test_nobody_is_counted_as_gone_during_a_session(shown: Stage) -> None:
    """The window over this one has its own idea of who is there."""
    shown.navigation.open("service", DOCTOR.service_id)
    for state in ("opening", "open", "closing"):
        shown.screens.services.set_browser(state)
        shown.tick(120)
        assert shown.navigation.page == "service"
    shown.screens.services.set_browser("ready", End.BUTTON)
    shown.tick(59)
    assert shown.navigation.page == "service"
    shown.tick(2)
    assert shown.navigation.page == "board"


def test_a_call_and_a_session_each_keep_the_page(qtbot: QtBot) -> None:
    stage = Stage(emergency=True)
    supply(stage)
    stage.navigation.open("service", DOCTOR.service_id)
    stage.screens.services.set_browser("open")
    stage.call(sample_calls.DIALING)
    stage.call(sample_calls.IDLE)
    stage.tick(120)
    page = stage.navigation.page
    stage.close()
    assert page == "service", "the end of the call does not end the session's stay"


def test_coming_here_is_told_once(shown: Stage, glass: QPointingDevice) -> None:
    """So that the way to the portal is looked at now."""
    opened: list[bool] = []
    shown.screens.services.opened.connect(lambda: opened.append(True))
    shown.touch(glass, shown.item("services"))
    shown.touch(glass, named(shown, "category", "Здоровье"))
    shown.touch(glass, shown.item("serviceRow"))
    assert opened == [True]
    shown.navigation.open("board")
    shown.touch(glass, shown.item("services"))
    assert opened == [True, True]


def test_a_service_that_left_the_catalogue_is_not_a_blank_page(shown: Stage) -> None:
    shown.navigation.open("service", DOCTOR.service_id)
    shown.screens.services.set_catalogue(Catalogue(CATEGORIES, (PLAIN,)))
    assert "Этой услуги здесь больше нет" in shown.words()
    assert not shown.items("qr")
    shown.navigation.open("category", "health")
    assert "Здесь пока ничего нет" in shown.words()
    shown.screens.services.set_catalogue(EMPTY)
    shown.navigation.open("services")
    assert not shown.items("category")


def test_the_language_changes_every_word_at_once(shown: Stage) -> None:
    for page, subject in (("services", ""), ("category", "all"), ("service", LONG.service_id)):
        shown.navigation.open(page, subject)
        shown.screens.services.set_browser("ready", End.CRASHED)
        shown.screens.services.set_network("gone")
        shown.click(shown.item("language"))
        words = [word for word in shown.words() if any("а" <= letter <= "я" for letter in word.lower())]
        shown.click(shown.item("language"))
        assert [word for word in words if word != "116к"] == ["Русский"]


@pytest.mark.parametrize("address", ["https://www.gosuslugi.ru/", "https://www.gosuslugi.ru"])
def test_of_a_service_without_a_page_of_its_own_it_is_said_what_to_look_for(shown: Stage, address: str) -> None:
    shown.screens.services.set_catalogue(Catalogue(CATEGORIES, (replace(PLAIN, address=address),)))
    shown.navigation.open("service", PLAIN.service_id)
    shown.lay_out()
    assert shown.item("host").property("text") == "www.gosuslugi.ru"
    assert shown.item("path").property("text") == "там найдите «Штрафы ГИБДД»"
    shown.passenger.nextLanguage()
    assert shown.item("path").property("text") == "there, look for “Traffic fines”"


def test_hostile_text_is_plain_and_stays_in_its_place(shown: Stage) -> None:
    shown.screens.services.set_catalogue(Catalogue(CATEGORIES, (HOSTILE,)))
    for page, subject in (("category", "appeals"), ("service", HOSTILE.service_id)):
        shown.navigation.open(page, subject)
        shown.show(sample_boards.LIVE)
        words = [word.replace("\u200b", "") for word in shown.words()]
        assert all(word.isprintable() for word in words)
        width = shown.window.view.width()
        for item in texts(shown.window.view.rootObject()):
            assert 0 <= item.mapToScene(QPointF()).x() <= width
            assert item.mapToScene(QPointF(item.width(), 0)).x() <= width + 1


CASES = [
    ("services", "", "", ""),
    ("services", "", "gone", ""),
    ("category", "all", "there", ""),
    ("service", DOCTOR.service_id, "there", ""),
    ("service", LONG.service_id, "gone", "crashed"),
    ("service", LONG.service_id, "there", "time"),
]


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_word_is_cut_and_every_target_is_large(
    qtbot: QtBot, size: QSize, text_size: int, language: str
) -> None:
    """design: targets at least 20 mm, 4 mm apart; no word cut in any text size."""
    stage = Stage(size)
    supply(stage)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    cut, small, close = [], [], []
    millimetre = 1080 / 685
    for page, subject, network, how in CASES:
        stage.screens.services.set_network(network)
        stage.navigation.open(page, subject)
        stage.screens.services.set_browser("ready", how)
        stage.show(sample_boards.LIVE)
        root = stage.window.view.rootObject()
        cut += [(page, str(item.property("text"))) for item in texts(root) if item.property("truncated")]
        names = ("category", "searchField", "openHere", "back", "up", "down", "textSize", "language", "contrast")
        boxes = [(name, item.mapRectToScene(item.boundingRect())) for name in names for item in stage.items(name)]
        small += [name for name, box in boxes if min(box.width(), box.height()) < 20 * millimetre]
        gap = 4 * millimetre - 1
        close += [
            (one, other)
            for place, (one, box) in enumerate(boxes)
            for other, next_box in boxes[place + 1 :]
            if box.adjusted(-gap, -gap, gap, gap).intersects(next_box)
        ]
    stage.close()
    assert not cut
    assert not small
    assert not close


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_word_of_the_catalogue_that_comes_with_the_program_has_room(
    qtbot: QtBot, size: QSize, text_size: int, language: str
) -> None:
    stage = Stage(size)
    supply(stage)
    catalogue = read(paths.resources() / "services.toml")
    stage.screens.services.set_catalogue(catalogue)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    pages = [("services", ""), *(("category", one.category_id) for one in catalogue.categories)]
    pages += [("service", one.service_id) for one in catalogue.services]
    cut = []
    for page, subject in pages:
        stage.navigation.open(page, subject)
        stage.lay_out()
        stage.lay_out()
        root = stage.window.view.rootObject()
        cut += [(subject, str(item.property("text"))) for item in texts(root) if item.property("truncated")]
    stage.close()
    assert not cut


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("erased", [True, False])
def test_every_word_of_how_a_session_ended_has_room(
    qtbot: QtBot, size: QSize, text_size: int, language: str, erased: bool
) -> None:
    stage = Stage(size)
    supply(stage)
    if language == "en":
        stage.passenger.nextLanguage()
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    stage.navigation.open("service", DOCTOR.service_id)
    cut = []
    for how in End:
        stage.screens.services.set_browser("closing", how)
        stage.screens.services.set_browser("none", how, erased=erased)
        stage.lay_out()
        cut += [str(text.property("text")) for text in texts(stage.item("ended")) if text.property("truncated")]
    stage.close()
    assert not cut


@SIZES
@pytest.mark.parametrize("text_size", [0, 2])
def test_the_address_and_the_code_are_always_in_sight(qtbot: QtBot, size: QSize, text_size: int) -> None:
    """The first choice must not have to be scrolled to, nor cover anything."""
    stage = Stage(size)
    supply(stage)
    for _ in range(text_size):
        stage.passenger.nextTextSize()
    for service in (DOCTOR, LONG):
        stage.navigation.open("service", service.service_id)
        stage.show(sample_boards.LIVE)
        card = stage.item("phoneCard")
        frame = card.mapRectToScene(card.boundingRect())
        inside = [stage.item(name) for name in ("qr", "host", "path")]
        assert all(frame.contains(item.mapRectToScene(item.boundingRect())) for item in inside)
        parts = [*texts(card)]
        assert all(frame.contains(item.mapRectToScene(item.boundingRect())) for item in parts)
        below = stage.item("openHere")
        assert not frame.intersects(below.mapRectToScene(below.boundingRect()))
    stage.close()


def test_every_control_has_a_name_for_those_who_hear_the_screen(shown: Stage) -> None:
    from PySide6.QtGui import QAccessible  # noqa: PLC0415  only this test needs it

    for page, subject, names in (
        ("services", "", ("category", "searchInput")),
        ("category", "all", ("serviceRow",)),
        ("service", DOCTOR.service_id, ("openHere", "qr")),
    ):
        shown.navigation.open(page, subject)
        for name in names:
            for item in shown.items(name):
                interface = QAccessible.queryAccessibleInterface(item)
                assert interface is not None
                assert interface.text(QAccessible.Text.Name)


def test_the_pages_are_made_ready_where_nobody_sees_it(shown: Stage, qtbot: QtBot) -> None:
    before = shown.picture()
    with qtbot.waitSignal(shown.window.warmed):
        shown.window.warm_up()
    assert shown.navigation.page == "board"
    assert not shown.items("category")
    assert shown.picture() == before


def test_a_window_that_closes_before_it_is_warm_ends_clean(qtbot: QtBot) -> None:
    stage = Stage()
    supply(stage)
    stage.window.warm_up()
    stage.close()
    QGuiApplication.processEvents()
    QTest.qWait(0)


def test_a_search_of_any_length_is_cut(shown: Stage) -> None:
    shown.navigation.open("services")
    shown.screens.services.search("а" * 1000)
    assert len(shown.screens.services.words) == 64


def test_a_longer_session_is_told_as_it_is(shown: Stage) -> None:
    shown.screens.services.set_openable(sample_services.openable, minutes=1)
    shown.navigation.open("service", replace(DOCTOR).service_id)
    assert "У вас 1 минута" in str(shown.item("hereNote").property("text"))


def test_the_start_of_the_screen_loads_neither_codes_nor_search_nor_keyboard() -> None:
    heavy = ("segno", "rapidfuzz", "kiosk.screens.keyboard", "kiosk.domain.services.search")
    code = f"import sys, kiosk.screens.window; sys.exit(str([name for name in {heavy} if name in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=paths.root()
    )
    assert done.stderr.strip() == "[]"
