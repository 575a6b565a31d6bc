"""Wires the screen process: makes every part, joins them, starts them, and stops them in reverse order.

The window is painted with what the disk knows before the threads start that ask the world: what they import is
not needed for the first picture.
"""

from __future__ import annotations

import gc
import linecache
import os
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk import log, paths
from kiosk.app.live import Live, known_timetable
from kiosk.app.restart import RESTART
from kiosk.app.scene import Scene
from kiosk.app.state_services import StateServices
from kiosk.app.upkeep import Running, Upkeep
from kiosk.domain.ladder import Rung
from kiosk.feeds.timetable_file import TimetableFile
from kiosk.screens.newest import NewestFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.app.emergency import Emergency
    from kiosk.app.heartbeat import Heartbeat
    from kiosk.clock import Clock
    from kiosk.config.settings import Settings
    from kiosk.devices.starts import Starts
    from kiosk.devices.told_to_end import ToldToEnd

NO_DESKTOP = {"offscreen", "minimal"}
ROOM_USED = 0.9
"""Part of the desktop that the window may take, with its frame."""
RENDER_NODES = Path("/dev/dri")
WITHOUT_PICTURE_MS = 3000
"""How long the world waits for the first picture: a covered window may never be painted."""


def run(
    settings: Settings | None,
    *,
    file: Path | None,
    demo: bool,
    clock: Clock,
    window: tuple[int, int] | None,
    fullscreen: bool,
    printed: bool,
    starts: Starts,
    told: ToldToEnd,
    content: bytes = b"",
) -> int:
    """Show the screen until it is closed or the process is told to end; the exit code.

    `settings` None: the demonstration's own; else they stand in `file`, which the emergency agent reads too.
    `window` and `fullscreen` win over the settings. `printed`: nobody sees the window, so the board is printed and
    kept as a picture. `starts` tell how much of it is started, `told` ends it: Python hears a signal at the next
    tick of the scene. `content` is what `file` held, b"" where the settings are not those in it.
    """
    with ExitStack() as parts:
        if demo or settings is None:
            from kiosk.app.demonstration import Demonstration  # noqa: PLC0415  no pavilion needs it

            demonstration = parts.enter_context(Demonstration(clock))
            settings, clock = demonstration.ready()
            if starts.rung is Rung.ALONE:
                settings = replace(settings, emergency=type(settings.emergency)())
        folder = settings.storage.data_dir or paths.data_dir() / ("demo" if demo else "")
        log.set_up(folder, settings.storage.log_level)
        application = _application()
        timetable = TimetableFile(folder / paths.TIMETABLE)
        names = tuple(name for name, _ in settings.realtime.feeds)
        facts = NewestFacts(known_timetable(settings, timetable, clock.read().instant), names)
        size = window or _fitting(settings.display.window)
        reduced = starts.rung is not Rung.USUAL
        scene = Scene(settings, clock, facts, size=size, demo=demo, printed=printed, reduced=reduced)
        parts.callback(scene.close)
        live = Live(settings, folder, timetable, clock, facts)
        parts.callback(live.stop)
        emergency = None
        learns = _knows_nothing(settings, starts.rung)
        if starts.rung is not Rung.ALONE and (settings.emergency.trunks or learns):
            from kiosk.app.emergency import Emergency  # noqa: PLC0415  not every pavilion has it

            emergency = Emergency.made(settings, None if demo else file, learns=learns)
            parts.callback(emergency.stop)
            emergency.show_on(scene.screens)
            _after_picture(scene, emergency.start)
        services = StateServices(settings, scene, folder, emergency)
        parts.callback(services.stop)
        whose = None if demo else file
        running = Running(
            settings, whose, folder, clock, scene, facts, live, services, emergency, QCoreApplication.exit, starts
        )
        heartbeat = _heartbeat(scene, starts.rung)
        if starts.rung < Rung.PLAIN:
            upkeep = Upkeep(running)
            parts.callback(upkeep.stop)
            _after_picture(scene, services.start)
            _after_picture(scene, upkeep.start)
        scene.show(fullscreen=fullscreen or (settings.display.fullscreen and window is None))
        _arrange_panel(parts, scene, settings.display.rotation)
        scene.painted.connect(_keep_what_is)
        QTimer.singleShot(WITHOUT_PICTURE_MS, gc.enable)
        facts.timetable_changed.connect(_keep_what_is)
        if starts.rung < Rung.PLAIN:
            _after_picture(scene, live.start)
        QTimer.singleShot(WITHOUT_PICTURE_MS, partial(_watch_itself, parts, running, content))
        # In the loop: what ends it before it runs would be forgotten.
        QTimer.singleShot(0, partial(told.then, partial(QCoreApplication.exit, 0)))
        return _ended(application.exec(), heartbeat, emergency)


def _ended(code: int, heartbeat: Heartbeat | None, emergency: Emergency | None) -> int:
    """The loop has ended with this code: whoever goes on without this screen is told."""
    if heartbeat is not None:
        heartbeat.end(code)
    if code == RESTART and emergency is not None:
        emergency.leave()
    return code


def _knows_nothing(settings: Settings, rung: Rung) -> bool:
    """Whether this screen runs in safe mode without any settings, so that what it may do others must tell it."""
    if rung is Rung.USUAL:
        return False
    from kiosk.config.ran_well import are_nobodys  # noqa: PLC0415  not every start needs it

    return are_nobodys(settings)


def _heartbeat(scene: Scene, rung: Rung) -> Heartbeat | None:
    """The heart of this screen; None where nobody supervises it."""
    if not os.environ.get("NOTIFY_SOCKET"):
        return None
    from kiosk.app.heartbeat import Heartbeat  # noqa: PLC0415  no desk needs it

    heartbeat = Heartbeat(scene, rung)
    scene.painted.connect(heartbeat.start)
    QTimer.singleShot(WITHOUT_PICTURE_MS, heartbeat.start_unseen)
    return heartbeat


def _arrange_panel(parts: ExitStack, scene: Scene, rotation: int) -> None:
    """Have the picture upright on the panel of a stop; a desk arranges its screens itself."""
    if scene.window.view.covers and QGuiApplication.platformName() == "wayland":
        from kiosk.app.panel import Panel  # noqa: PLC0415  no desk needs it

        panel = Panel(rotation)
        parts.callback(panel.stop)
        _after_picture(scene, panel.start)


def _after_picture(scene: Scene, start: Callable[[], None]) -> None:
    """Start a part once the first picture is painted, or is not to be waited for any longer."""
    scene.painted.connect(start)
    QTimer.singleShot(WITHOUT_PICTURE_MS, start)


def _application() -> QGuiApplication:
    """Qt, drawing on the processor where the machine has no graphics card."""
    if not any(RENDER_NODES.glob("renderD*")):
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication(["kiosk"])
    application.setApplicationDisplayName("Smart stop")
    log.take_qt_messages()
    return application


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """`size`, made smaller in proportion where the desktop has no room for such a window."""
    room = QGuiApplication.primaryScreen().availableSize()
    if QGuiApplication.platformName() in NO_DESKTOP or room.isEmpty():  # empty: no panel is plugged in
        return size
    scale = min(1.0, ROOM_USED * room.width() / size[0], ROOM_USED * room.height() / size[1])
    return round(size[0] * scale), round(size[1] * scale)


def _watch_itself(parts: ExitStack, running: Running, content: bytes) -> None:
    """Let others know how this screen fares, and draw the consequences of its running well."""
    # Here, because none of it is needed for the first picture.
    from kiosk.app.painted import PaintedNote  # noqa: PLC0415
    from kiosk.app.running_well import RunningWell  # noqa: PLC0415

    well = RunningWell(running, content)
    parts.callback(well.stop)
    well.start()
    if running.starts.rung >= Rung.PLAIN:
        from kiosk.app.plain import PlainUpkeep  # noqa: PLC0415

        plain = PlainUpkeep(running)
        parts.callback(plain.stop)
        plain.start()
    if running.starts.rung is not Rung.USUAL:
        return  # what does without half of itself is not the version that an update is to be judged by
    if (note := PaintedNote.of(running.scene.window.view, running.file)) is not None:
        parts.callback(note.stop)
        note.start()


def _keep_what_is() -> None:
    """Spare the collector what lives as long as the screen: walking over it would stop the picture for 50 ms.

    Qt for Python reads the source of every imported module for a word of its own (its feature switch, by
    inspect.getsource), and linecache keeps them all: 8 MB that nobody reads. A traceback reads its lines anew.
    What the C library keeps free between the pieces in use goes back to the system at the same time.
    """
    from kiosk.devices.allocator import return_free_pieces  # noqa: PLC0415  the first picture does without

    linecache.clearcache()
    gc.collect()
    gc.freeze()
    gc.enable()
    return_free_pieces()
