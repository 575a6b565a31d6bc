"""The usage log, this life of the program, and the service menu over both: made after the first picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk import __version__, paths
from kiosk.app.background import Background
from kiosk.app.black_box import BlackBox
from kiosk.app.journal import Journal, NoLog
from kiosk.app.maintenance.context import Context
from kiosk.app.maintenance.maintenance import Maintenance
from kiosk.app.nightly import Nightly
from kiosk.app.recorder import Recorder
from kiosk.app.restart import RESTART
from kiosk.devices.life import Life, Why, boot_id
from kiosk.devices.usage.log import UsageLog
from kiosk.domain.ladder import Rung
from kiosk.screens.maintenance.menu import MaintenanceScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.app.upkeep import Running
    from kiosk.domain.usage.entries import Scored

MAINTENANCE = "maintenance"
STARTS_AGAIN = frozenset({Why.ASKED, Why.SETTINGS, Why.NIGHTLY})


class Kept:
    """What a running screen keeps of itself, and who may look at it.

    In safe mode it keeps neither a usage log nor pictures: both may be what made it die.
    """

    def __init__(self, running: Running, menu: MaintenanceScreen | None = None) -> None:
        """`menu`: the one that the window was given already."""
        self._running = running
        rung = running.starts.rung
        self._ending = Why.STOPPED
        own = boot_id()
        self._life = Life(running.folder / MAINTENANCE, own)
        whole = rung is Rung.USUAL
        usage = running.folder / paths.USAGE
        self._log = UsageLog(usage, boot_id=own, version=__version__) if whole else NoLog()
        self._journal = Journal(self._log, running.clock)
        self._background = Background()
        past = self._life.past()
        self._journal.record("program_started", why=past.why, version=__version__)
        if whole and (before := running.starts.left_before):
            self._journal.record("safe_mode", rung=before.name.lower(), deaths=running.starts.deaths)
        context = Context(
            settings=running.settings,
            file=running.file,
            folder=running.folder,
            clock=running.clock,
            scene=running.scene,
            facts=running.facts,
            live=running.live,
            services=running.services,
            emergency=running.emergency,
            journal=self._journal,
            background=self._background,
            past=past,
            end=self._end,
            rung=rung,
            menu=menu or MaintenanceScreen(running.scene.screens.navigation),
        )
        self._recorder: Recorder | None = None
        self._black_box: BlackBox | None = None
        if whole:
            self._recorder = Recorder(context, self._score)
            self._black_box = BlackBox(context)
            self._recorder.reported.connect(self._black_box.freeze)
        self._maintenance = Maintenance(context, self._black_box)
        self._nightly = Nightly(context)

    def start(self) -> None:
        """Begin to write, and let technicians in."""
        self._background.run(partial(self._life.begin, self._running.clock.read().instant), _noted)
        self._log.start()
        if self._recorder is not None:
            self._recorder.start()
        if self._black_box is not None:
            self._black_box.start()
        self._maintenance.start()
        self._nightly.start()

    def stop(self) -> None:
        """End everything: first what is to reach the disk, then what may hang and be killed without harm."""
        self._nightly.stop()
        self._maintenance.close()
        if self._recorder is not None:
            self._recorder.stop()
        self._journal.record("program_stopped", why=self._ending)
        self._log.stop()
        self._background.stop()
        self._life.end(self._ending, self._running.clock.read().instant)
        self._maintenance.stop()
        if self._black_box is not None:
            self._black_box.stop()

    def _score(self, scores: Sequence[Scored]) -> None:
        self._log.add_scores(scores, self._running.clock.read().instant)

    def _end(self, why: Why) -> None:
        self._ending = why
        if why is Why.REBOOT:
            return  # the system is about to end us
        self._running.exit(RESTART if why in STARTS_AGAIN else 0)


def _noted(_: None) -> None:
    """That this life began is on the disk, or the log says why not."""
