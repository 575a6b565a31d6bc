"""The drill as the app runs it: parts that work, hang, die; its result kept, shown, exported; a call."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices.drill_file import DrillFiles, read, unpack
from kiosk.devices.usb import Stick
from kiosk.domain.call.status import CallStatus, State
from kiosk.domain.maintenance.drill import Finding, Outcome, Reason, Step, failed, passed, skipped
from kiosk.domain.maintenance.drill_flow import WHOLE
from tests.app.maintenance.drilled_here import WELL, DrilledHere
from tests.screens.test_qr import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QPointingDevice
    from pytestqt.qtbot import QtBot

QUICK: dict[Step, Callable[[], Finding]] = {Step.FEED: lambda: passed(9), Step.CLOCK: lambda: passed(2)}


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., DrilledHere]]:
    """Makes the page; parts are named by their step."""
    shown: list[DrilledHere] = []

    def make(**parts: Callable[[], Finding]) -> DrilledHere:
        slow = WELL | {Step(name): part for name, part in parts.items()}
        shown.append(DrilledHere(tmp_path, qtbot, slow=slow, quick=QUICK))
        return shown[-1]

    yield make
    for stage in shown:
        stage.close()


@pytest.fixture
def here(made: Callable[..., DrilledHere]) -> DrilledHere:
    return made()


def found(here: DrilledHere) -> dict[Step, Finding]:
    """What the result on the page says of each step."""
    result = here.until_over()
    return {one.step: one.finding for one in result.tried}


def audited(here: DrilledHere, name: str) -> list[dict[str, object]]:
    return [fields for written, fields in here.written if written == name]


def kept(here: DrilledHere) -> DrillFiles:
    return DrillFiles(here.folder / "maintenance")


def test_a_drill_with_all_parts_well_is_signed_kept_and_audited(here: DrilledHere) -> None:
    here.begin()
    here.time += 30
    here.answer()
    result = here.until_over()
    assert result.outcome is Outcome.PASSED
    assert (result.began, result.seconds) == (here.now, 30)
    assert (result.pavilion, result.stop, result.role) == ("0042", "73100257", "technician")
    (signed,) = kept(here).all()
    assert signed.result == result
    assert audited(here, "drill_ended") == [{"role": "technician", "passed": 9, "failed": 0, "skipped": 0}]
    assert "Подписано и сохранено" in here.words("note")


def test_the_code_on_the_page_is_the_signed_result(here: DrilledHere, tmp_path: Path) -> None:
    """What a phone carries away can be verified."""
    here.begin()
    here.answer()
    result = here.until_over()
    here.click(here.item("code"))
    (text,) = decoded(here.picture(), tmp_path)
    assert unpack(text).result == result
    assert unpack(text).is_signed_by(kept(here).key.public)


def test_it_is_listed_on_the_first_view_and_can_be_seen_again(here: DrilledHere, glass: QPointingDevice) -> None:
    here.begin()
    here.answer()
    here.until_over()
    here.touch(glass, here.item("back"))
    assert here.screen.look == "list"
    assert "22.11.2027 14:07" in here.words("earlier")
    here.touch(glass, here.item("earlier"))
    assert here.screen.look == "result"
    assert here.screen.code == kept(here).all()[0].text
    assert here.items("again-call") == []


def test_a_hanging_part_ends_by_its_limit_and_holds_nobody_up(made: Callable[..., DrilledHere]) -> None:
    hanging = threading.Event()

    def hang() -> Finding:
        hanging.wait(60)
        return passed()

    here = made(storage=hang, call=hang)
    here.begin()
    here.answer()
    here.qtbot.waitUntil(lambda: here.part.look() is None and "step-call" in _running(here), timeout=20_000)
    here.time += WHOLE
    findings = found(here)
    hanging.set()
    assert findings[Step.STORAGE] == failed(Reason.HUNG, "15")
    assert findings[Step.CALL] == failed(Reason.HUNG, "45")
    assert findings[Step.SOUND] == passed()


def _running(here: DrilledHere) -> list[str]:
    """The steps that run, by their rows."""
    names = (f"step-{step}" for step in Step)
    return [name for name in names if here.items(name) and "идёт…" in here.words(name)]


def test_whoever_answers_nothing_has_a_result_after_a_minute(here: DrilledHere) -> None:
    here.begin()
    began = here.time
    while here.screen.look != "result":
        here.time += 1
        here.part.look()
        QGuiApplication.processEvents()
    assert here.time - began <= WHOLE
    findings = found(here)
    assert findings[Step.TOUCH] == failed(Reason.UNTOUCHED, "all")
    assert findings[Step.COLOURS] == failed(Reason.HUNG, "18")
    assert findings[Step.KEYBOARD] == failed(Reason.NOT_TYPED, "0/6")
    assert findings[Step.NETWORK] == passed()


def test_a_bug_in_a_part_is_not_swallowed(made: Callable[..., DrilledHere]) -> None:
    done = threading.Event()

    def broken() -> Finding:
        done.set()
        raise ZeroDivisionError

    here = made(network=broken)
    here.part._looking.setInterval(1_000_000)
    here.begin()
    assert done.wait(20)
    with pytest.raises(ZeroDivisionError):
        here.qtbot.waitUntil(lambda: here.part.look() is not None, timeout=5000)


@pytest.mark.parametrize("state", [State.ARMING, State.COUNTDOWN, State.CONNECTED, State.INCOMING])
def test_an_emergency_call_ends_the_drill_at_once(made: Callable[..., DrilledHere], state: State) -> None:
    hanging = threading.Event()
    here = made(storage=lambda: (hanging.wait(60), passed())[1])
    here.begin()
    here.calls.published.emit(CallStatus(state))
    findings = found(here)
    hanging.set()
    assert findings[Step.TOUCH] == skipped(Reason.CALLED)
    assert findings[Step.STORAGE] == skipped(Reason.CALLED)
    assert audited(here, "drill_ended")


def test_an_idle_agent_ends_no_drill(here: DrilledHere) -> None:
    here.begin()
    here.calls.published.emit(CallStatus())
    here.calls.published.emit(None)
    here.part.look()
    assert here.screen.look == "touch"


@pytest.mark.parametrize("way", ["back", "page", "close"])
def test_it_can_be_left_at_any_time_and_tells_so(here: DrilledHere, glass: QPointingDevice, way: str) -> None:
    here.begin()
    if way == "back":
        here.touch(glass, here.item("back"))
    elif way == "page":
        here.menu.open("")
    else:
        here.touch(glass, here.item("close"))
    here.settle()
    (signed,) = kept(here).all()
    touch = next(one for one in signed.result.tried if one.step is Step.TOUCH)
    assert touch.finding == skipped(Reason.LEFT)
    assert here.screen.look == "result"


def test_the_next_technician_finds_the_list(here: DrilledHere, glass: QPointingDevice) -> None:
    here.begin()
    here.touch(glass, here.item("close"))
    here.settle()
    here.menu.let_in(here.menu.role)
    here.menu.open("drill")
    here.settle()
    assert here.screen.look == "list"


def test_one_step_again_is_signed_anew_with_its_tries(
    made: Callable[..., DrilledHere], glass: QPointingDevice
) -> None:
    answers = iter([failed(Reason.READ_ONLY), passed(4)])
    here = made(storage=lambda: next(answers))
    here.begin()
    here.answer()
    first = here.until_over()
    assert first.outcome is Outcome.FAILED
    here.touch(glass, here.item("again-storage"))
    second = here.until_over()
    (tried,) = (one for one in second.tried if one.step is Step.STORAGE)
    assert (tried.finding, tried.tries) == (passed(4), 2)
    assert [signed.result for signed in kept(here).all()] == [second], "it is the same drill"
    assert len(audited(here, "drill_ended")) == 2


def test_a_guided_step_again_begins_with_nothing_touched(
    made: Callable[..., DrilledHere], glass: QPointingDevice
) -> None:
    here = made()
    here.begin()
    here.screen.answered.emit(Step.TOUCH, failed(Reason.STUCK, "left"))
    here.answer()
    here.until_over()
    here.touch(glass, here.item("again-touch"))
    here.settle()
    assert here.screen.look == "touch"
    assert here.items("felt") == []
    here.answer()
    assert found(here)[Step.TOUCH] == passed()


def test_a_late_answer_of_an_earlier_drill_is_not_taken(made: Callable[..., DrilledHere]) -> None:
    """The thread of a drill that was left still runs when the next one begins."""
    first, second = threading.Event(), threading.Event()
    waits = iter([(first, failed(Reason.FULL)), (second, passed(7))])

    def storage() -> Finding:
        event, finding = next(waits)
        assert event.wait(60)
        return finding

    here = made(storage=storage)
    here.begin()
    here.screen.leave()
    here.until_over()
    here.screen.leave()
    here.now += 100
    here.begin()
    first.set()
    here.qtbot.waitUntil(lambda: len([t for t in threading.enumerate() if t.name == "drill storage"]) == 1)
    here.answer()
    second.set()
    assert found(here)[Step.STORAGE] == passed(7)


def test_a_result_goes_to_the_stick_and_is_audited(
    here: DrilledHere, glass: QPointingDevice, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    here.sticks = (Stick(tmp_path / "locked", "sdb1", writable=False), Stick(stick, "sdc1", writable=True))
    here.begin()
    here.answer()
    result = here.until_over()
    here.touch(glass, here.item("export"))
    here.qtbot.waitUntil(lambda: "Записано на флешку" in here.words("note"))
    (file,) = stick.iterdir()
    assert read(file).result == result
    assert audited(here, "exported") == [{"role": "technician", "what": "drill"}]


def test_without_a_stick_nothing_is_audited(here: DrilledHere, glass: QPointingDevice) -> None:
    here.begin()
    here.answer()
    here.until_over()
    here.touch(glass, here.item("export"))
    here.qtbot.waitUntil(lambda: "Нет флешки, на которую можно писать" in here.words("note"))
    assert audited(here, "exported") == []


def test_a_stick_pulled_out_meanwhile_is_told(here: DrilledHere, glass: QPointingDevice, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("no folder")
    here.sticks = (Stick(tmp_path / "stick", "sdb1", writable=True),)
    here.begin()
    here.answer()
    here.until_over()
    here.touch(glass, here.item("export"))
    here.qtbot.waitUntil(lambda: "Записать на флешку не удалось" in here.words("note"))
    assert audited(here, "exported") == []


def test_a_key_that_is_damaged_shows_the_result_without_a_code(
    here: DrilledHere, caplog: pytest.LogCaptureFixture
) -> None:
    folder = here.folder / "maintenance"
    folder.mkdir(exist_ok=True)
    (folder / "key").write_text("damaged")
    here.begin()
    here.answer()
    assert here.until_over().outcome is Outcome.PASSED
    assert here.screen.code == ""
    assert here.items("code") == here.items("export") == []
    assert "Не удалось подписать и сохранить; причина в журнале" in here.words("note")
    assert "a drill's result is not kept" in caplog.text


def test_nothing_typed_reaches_any_file(here: DrilledHere) -> None:
    here.begin()
    here.screen.answered.emit(Step.TOUCH, passed())
    here.screen.answered.emit(Step.COLOURS, passed())
    here.screen.typing.take("canary")
    here.time += 20
    findings = found(here)
    assert findings[Step.KEYBOARD] == failed(Reason.NOT_TYPED, "0/6")
    for file in here.folder.rglob("*"):
        assert not file.is_file() or b"canary" not in file.read_bytes()
    assert "canary" not in json.dumps(here.written)


def test_earlier_drills_are_there_after_a_restart(here: DrilledHere, qtbot: QtBot) -> None:
    here.begin()
    here.answer()
    here.until_over()
    later = DrilledHere(here.folder, qtbot, slow=WELL, quick=QUICK)
    words = later.words("earlier")
    later.close()
    assert "22.11.2027 14:07" in words
