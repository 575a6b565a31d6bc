"""The emergency call of a screen that dies again and again: offered as long as it can be made, and not longer."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kiosk.domain.call.status import State
from tests.e2e.pavilion import LIMIT, Desk, Pavilion, until
from tests.e2e.supervised import ALONE, BARE, SAFE, WHOLE, Stop
from tests.fakes.supervisor import Supervisor
from tests.sos.fake_agent import serving

DIES_ABOVE = """
import kiosk.commands.run as command, os
begin = command._show
def dies(options, file, starts, again):
    if starts.rung < {rung}:
        os.abort()
    return begin(options, file, starts, again)
command._show = dies
"""
DIES_OF_THE_CALL = """
import kiosk.app.emergency, os
kiosk.app.emergency.Emergency.start = lambda self: os.abort()
"""
LEAVES_SAFE_MODE = """
import kiosk.app.running_well as well
well.UNTOUCHED, well.LOOK_AGAIN = 0.0, 0.1
well.RunningWell.__init__.__kwdefaults__["left_after"] = 0.1
leave = well.RunningWell.leave
def once_it_is_well(self):
    if pathlib.Path("well").exists():
        leave(self)
    else:
        self._timer.start(100)
well.RunningWell.leave = once_it_is_well
"""
GLASS = """
import pathlib, signal
from PySide6.QtCore import QPointF, QTimer
from PySide6.QtTest import QTest
import kiosk.app.scene as scene
from tests.screens.stage import texts, visible
shown = scene.Scene.show
def show(self, **more):
    shown(self, **more)
    view, finger = self.window.view, QTest.createTouchDevice()
    def read(_):
        words = [str(one.property("text")) for one in texts(view.rootObject())]
        pathlib.Path("read.new").write_text("\\n".join(words))
        pathlib.Path("read.new").replace("read")
    def touch(*_):
        (bar,) = (item for item in visible(view.rootObject()) if item.objectName() == "hold")
        place = bar.mapToScene(QPointF(bar.width() / 2, bar.height() / 2)).toPoint()
        QTest.touchEvent(view, finger).press(0, place, view).commit()
        QTimer.singleShot(2500, lambda: QTest.touchEvent(view, finger).release(0, place, view).commit())
    self.ticked.connect(read)
    signal.signal(signal.SIGUSR1, touch)
scene.Scene.show = show
"""
"""What can be read is in the file `read`; on SIGUSR1 a finger holds the bar."""
ADVICE = "Наберите 112 со своего телефона"
HOLD = "держите 2 секунды"


class Shown(Stop):
    """The screen of a pavilion whose emergency agent the system runs, as at a stop."""

    def __init__(self, folder: Path, pavilion: Pavilion) -> None:
        super().__init__(folder)
        self.memory, self.config = pavilion.folder, pavilion.config
        self.environment |= {
            "KIOSK_RUNTIME_DIR": str(pavilion.folder),
            "KIOSK_SOS_DATA_DIR": str(pavilion.data),
        }

    def dying(self, rung: int, source: str = "") -> Supervisor:
        """It runs, and dies on every rung above this one."""
        return self.supervised(DIES_ABOVE.format(rung=rung) + GLASS + source)

    def reads(self, *words: str) -> list[str]:
        """Wait until all of this can be read; everything that can."""
        until(lambda: set(words) <= set(self._read()), LIMIT, what=words)
        return self._read()

    def _read(self) -> list[str]:
        file = self.folder / "read"
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk() as desk:
        yield desk


def test_without_a_word_of_its_settings_a_finger_still_calls(desk: Desk, tmp_path: Path) -> None:
    operator = desk.operator()
    with Pavilion(operator.uri) as pavilion:
        stop = Shown(tmp_path, pavilion)
        with stop.dying(3) as kept:
            assert BARE in kept.wait_ready().words[1]
            assert stop.rungs() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3]
            assert ADVICE not in stop.reads("Автобусная остановка", HOLD)
            kept.kill(signal.SIGUSR1)
            call = operator.wait_for_call()
            stop.reads("112 на связи", "Остановка Ясная", "Ульяновск, улица Ясная, 1", "0042")
            # And should even this screen die, the call is on the next one.
            (tmp_path / "read").unlink()
            kept.kill()
            assert BARE in kept.wait_ready(2).words[1]
            stop.reads("112 на связи", "0042")
            operator.wait_for_sound(call, 1.0)
            pavilion.hang_up()
            pavilion.wait_for(State.ENDED)
            stop.reads(HOLD)
        assert operator.calls == [call]
        assert pavilion.starts == 1, "no rung has touched the agent"


def test_where_no_agent_answers_no_call_is_promised_until_one_does(tmp_path: Path) -> None:
    with Pavilion("sip:112@127.0.0.1:9", kept=False) as pavilion:
        stop = Shown(tmp_path, pavilion)
        with stop.dying(3) as kept:
            assert BARE in kept.wait_ready().words[1]
            assert HOLD not in stop.reads(ADVICE)
            with serving(pavilion.socket):
                assert ADVICE not in stop.reads(HOLD)


def test_out_of_safe_mode_the_agent_of_a_screen_goes_on(desk: Desk, tmp_path: Path) -> None:
    with Pavilion(desk.operator().uri, kept=False) as pavilion:
        stop = Shown(tmp_path, pavilion)
        del stop.environment["KIOSK_SOS_DATA_DIR"]
        with stop.dying(1, LEAVES_SAFE_MODE) as kept:
            assert SAFE in kept.wait_ready().words[1]
            pavilion.wait_for(State.IDLE)
            agent = pavilion.pid
            (tmp_path / "well").touch()
            assert WHOLE in kept.wait_ready(2).words[1]
            assert (pavilion.pid, psutil.Process(agent).ppid()) == (agent, kept.pid)
        until(lambda: not pavilion.processes(), what="nobody to be left")


def test_a_bar_that_is_deadly_itself_is_left_out_in_the_end(tmp_path: Path) -> None:
    with Pavilion("sip:112@127.0.0.1:9", kept=False) as pavilion, serving(pavilion.socket):
        stop = Shown(tmp_path, pavilion)
        with stop.dying(3, DIES_OF_THE_CALL) as kept:
            kept.wait(lambda one: any(ALONE in word for note in one.notes for word in note.words), what=ALONE)
            assert HOLD not in stop.reads(ADVICE)
            assert stop.rungs() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]
