"""`kiosk setup`: from a freshly installed package to a stop, in five questions."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kiosk.commands.setup_account import Account
    from kiosk.commands.setup_draft import Draft
    from kiosk.commands.setup_talk import Talk

INTERRUPTED = 128 + signal.SIGINT
FAULTY, UNCHANGED = 1, 2
ON_DISK = Path("/var/tmp")  # noqa: S108  a folder of our own is made in it; /tmp may lie in memory


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The words of this command."""
    words = commands.add_parser(
        "setup",
        help="set this kiosk up: five questions, or their answers as options",
        description="Ask for timetable, stop, emergency lines, PIN and panel, write kiosk.toml, check it, import "
        "the timetable and let systemd start the kiosk. What is set already is offered again. Exit code 0: done; "
        "1: done, but something does not work yet; 2: nothing was changed.",
    )
    words.add_argument("--config", type=Path, metavar="FILE", help="settings; default /etc/kiosk/kiosk.toml")
    words.add_argument("--no-input", action="store_true", help="ask nothing; what no option names stays as it is")
    words.add_argument("--no-enable", action="store_true", help="leave systemd alone")
    words.add_argument("--gtfs", metavar="FEED", help="address or path of the GTFS timetable")
    for name in ("trip-updates", "vehicle-positions", "alerts"):
        words.add_argument(
            f"--{name}", metavar="FEED", help="address or path, or several between quotation marks; - for none"
        )
    stop = words.add_mutually_exclusive_group()
    stop.add_argument("--stop", action="append", metavar="ID", help="stop_id; may be given several times")
    stop.add_argument("--search", metavar="WORDS", help="words that find one stop alone")
    words.add_argument(
        "--trunk", action="append", metavar="URI", help="SIP address of an operator's line; - for none"
    )
    words.add_argument("--test-number", metavar="NUMBER", help="number of the daily test call; - for none")
    words.add_argument("--pavilion", metavar="CODE", help="code that is painted on the pavilion")
    words.add_argument("--address", metavar="TEXT", help="where it stands, in Russian")
    words.add_argument("--address-en", metavar="TEXT", help="where it stands, in English")
    words.add_argument("--pin-file", type=Path, metavar="FILE", help="file with the PIN; - for the standard input")
    words.add_argument("--panel", metavar="INCHES", help="diagonal of the panel")
    words.add_argument(
        "--rotation", metavar="DEGREES", help="how far the panel hangs turned clockwise: 0, 90, 180 or 270"
    )
    words.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask, write, check, import, enable."""
    file = (options.config or paths.config_file() or paths.STATION_CONFIG).absolute()
    written = False
    try:
        _refuse_without_rights(file, options)
        with _folder() as folder:
            settled = _settled(file, options, folder)
            if settled is None:
                sys.stdout.write("Nothing was changed.\n")
                return UNCHANGED
            written = True
            return _applied(*settled, options)
    except KeyboardInterrupt:
        rest = (
            f"{file} is written, the rest is not done: type kiosk setup again."
            if written
            else "nothing was changed."
        )
        sys.stderr.write(f"\nkiosk: interrupted; {rest}\n")
        return INTERRUPTED


@contextmanager
def _folder() -> Iterator[Path]:
    """For the feed, until the kiosk's own user has read it there."""
    try:
        made = tempfile.TemporaryDirectory(prefix="kiosk-setup-", dir=ON_DISK if ON_DISK.is_dir() else None)
        Path(made.name).chmod(0o755)
    except OSError as error:
        raise CommandError(f"there is no room for the timetable: {error.strerror or error}.") from error
    with made as name:
        yield Path(name)


def _refuse_without_rights(file: Path, options: argparse.Namespace) -> None:
    """Before the first question rather than after the last one."""
    if options.no_enable:
        folder = next(parent for parent in file.parents if parent.is_dir())
        if not os.access(folder, os.W_OK | os.X_OK):
            raise CommandError(f"{file} cannot be written by this user: type sudo kiosk setup.")
    elif os.geteuid() != 0:
        raise CommandError("setting the kiosk up needs the rights of root: type sudo kiosk setup.")
    elif file != paths.STATION_CONFIG:
        raise CommandError(
            f"systemd starts the kiosk with {paths.STATION_CONFIG}: with other settings, add --no-enable."
        )


def _settled(file: Path, options: argparse.Namespace, folder: Path) -> tuple[Draft, str, Path] | None:
    """The draft, the new PIN and the feed; None where the technician does not agree in the end."""
    from kiosk.commands import setup_feed, setup_questions
    from kiosk.commands.setup_draft import begun
    from kiosk.commands.setup_emergency import emergency_settled
    from kiosk.commands.setup_pin import pin_settled
    from kiosk.commands.setup_questions import settled
    from kiosk.commands.setup_stop import stop_settled
    from kiosk.commands.setup_talk import Talk

    _without_dashes(options)
    draft = begun(file)
    talk = None if options.no_input else Talk()
    _part(
        talk,
        1,
        "The timetable, and who tells where the buses are",
        "Enter keeps what is in [brackets], - means none.",
    )
    draft, feed, stops = setup_feed.feed_settled(draft, talk, options.gtfs, folder)
    for question in setup_questions.LIVE:
        draft = settled(question, draft, talk, question.given(options))
    _part(talk, 2, "The stop", f"The timetable has {len(stops)} of them.")
    draft = stop_settled(draft, talk, options, feed, stops)
    _part(talk, 3, "The emergency call", "Two lines, on two physical paths, keep it possible when one fails.")
    draft = emergency_settled(draft, talk, options)
    _part(talk, 4, "The PIN of the service menu")
    pin = pin_settled(draft, talk, options.pin_file, is_set=_pin_is_set(draft))
    _part(talk, 5, "The panel")
    for question in setup_questions.PANEL:
        draft = settled(question, draft, talk, question.given(options))
    if talk and not _agreed(draft, talk, pin):
        return None
    return draft, pin, feed


def _part(talk: Talk | None, number: int, title: str, *about: str) -> None:
    if talk:
        talk.part(number, title, *about)


def _without_dashes(options: argparse.Namespace) -> None:
    """A dash means none on the command line as it does at a question."""
    from kiosk.commands.setup_talk import NONE

    for name, value in vars(options).items():
        if value == NONE:
            setattr(options, name, "")
        elif isinstance(value, list):
            setattr(options, name, ["" if one == NONE else one for one in value])


def _pin_is_set(draft: Draft) -> bool:
    from kiosk.devices.pin_file import PinFile

    return PinFile(_data_folder(draft) / "maintenance").is_set


def _data_folder(draft: Draft) -> Path:
    from kiosk.commands.settings import data_folder

    return data_folder(draft.settings())


def _agreed(draft: Draft, talk: Talk, pin: str) -> bool:
    """Whether what changes is right; no secret is shown."""
    from kiosk.config.difference import differences

    sys.stdout.write("\n")
    for one in differences(draft.earlier or "", draft.text) if draft.earlier is not None else ():
        talk.say(f"{one.key}: {one.old or 'none'} -> {one.new or 'none'}")
    if pin and draft.earlier is not None:
        talk.say("PIN: another one")
    return talk.agrees(f"Write {draft.file} and set the kiosk up?")


def _applied(draft: Draft, pin: str, feed: Path, options: argparse.Namespace) -> int:
    """Write it, and do everything that is said of it."""
    from kiosk.commands import setup_start
    from kiosk.commands.setup_account import account
    from kiosk.commands.setup_write import write

    user = account()
    kept = write(draft, user)
    sys.stdout.write(f"\nwritten: {draft.file}\n" + (f"the earlier one: {kept}\n" if kept else ""))
    done = [not pin or setup_start.set_pin(pin, draft.file, user)]
    _tell_of_no_pin(draft, pin, user)
    done.append(setup_start.check(draft.file, feed, user))
    stop_ids = draft.settings().stop.ids
    done.append(setup_start.bring_timetable(stop_ids, _data_folder(draft), feed, user))
    if not options.no_enable:
        done.append(setup_start.enable())
    return 0 if all(done) else FAULTY


def _tell_of_no_pin(draft: Draft, pin: str, user: Account | None) -> None:
    if not pin and not _pin_is_set(draft):
        run_as = f"sudo -u {user.name} " if user else ""
        sys.stdout.write(f"No PIN is set, so nobody gets into the service menu: {run_as}kiosk pin set.\n")
