"""`kiosk setup`: the conversation at a terminal, the same by words, what it writes, and what it leaves alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import paths
from kiosk.__main__ import parser
from kiosk.commands import setup_account, setup_start, setup_write
from kiosk.commands.errors import CommandError
from kiosk.commands.setup_account import Account
from kiosk.commands.setup_draft import Draft
from kiosk.devices.pin_file import PinFile
from tests.conftest import ROOT
from tests.e2e.program import Done, environment, kiosk, refused
from tests.e2e.program import words as command_line
from tests.fakes.feed_server import FeedServer, serve, status
from tests.fakes.terminal import CTRL_C, CTRL_D, Held, converse
from tests.feeds.gtfs_zip import EVERY_DAY, gtfs_zip
from tests.ordinary_user import ordinary_user

PIN = "483920"
STOPS = """stop_id,stop_name,stop_lat,stop_lon,stop_code,platform_code,location_type,parent_station
S1,проспект Созидателей,54.37,48.57,,,0,
F,проспект Филатова,54.38,48.59,,,1,
S2,проспект Филатова,54.38,48.59,0042,1,0,F
S3,бульвар Львовский,54.39,48.61,,,0,
"""
TWO_LINES = ("--trunk", "sip:112@127.0.0.1:9", "--trunk", "sip:112@127.0.0.1:9;transport=tcp")

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


class Site:
    """A machine of its own: a folder for the settings, one for the data, and a feed on its disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "etc"
        self.file = self.folder / "kiosk.toml"
        self.data = folder / "data"
        self.feed = gtfs_zip(folder / "gtfs.zip", stops=STOPS, calendar=EVERY_DAY)
        self.environment = {"KIOSK_DATA_DIR": str(self.data), "KIOSK_RUNTIME_DIR": str(folder / "run")}

    def words(self, *more: str) -> list[str]:
        return ["setup", "--config", str(self.file), "--no-enable", *more]

    def told(self, *more: str) -> Done:
        """What comes of these words where nothing may be asked."""
        return kiosk(*self.words("--no-input", *more), cwd=ROOT, **self.environment)

    def here(self, *more: str) -> int:
        """The same inside the tests' own process; what it starts are processes all the same."""
        options = parser().parse_args(self.words("--no-input", *more))
        return int(options.run(options))

    def asked(self, *answers: tuple[str, str], more: tuple[str, ...] = ()) -> Held:
        """What comes of a conversation with these answers."""
        return converse(self.words(*more), answers, self.environment)

    @property
    def written(self) -> dict[str, Any]:
        return tomllib.loads(self.file.read_text())

    @property
    def left(self) -> list[str]:
        """What lies beside the settings."""
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


REST = (
    ("trip updates", ""),
    ("vehicle positions", ""),
    ("alerts", ""),
)
AFTER_THE_STOP = (
    ("first line", ""),
    ("Code of the pavilion", ""),
    ("in Russian", ""),
    ("in English", ""),
    ("Six digits", PIN),
    ("Once more", PIN),
    ("inches", ""),
    ("hangs turned", ""),
)
YES = ("Write ", "")


def test_five_questions_make_a_stop(site: Site) -> None:
    held = site.asked(
        ("GTFS timetable", str(site.feed)),
        ("trip updates", "https://example.org/a.pb https://example.org/b.pb"),
        ("vehicle positions", ""),
        ("alerts", "-"),
        ("Words of its name", "филотова"),
        ("Number of the stop", "2"),
        ("first line", "sip:112@127.0.0.1:9"),
        ("second line", "sip:sos@127.0.0.1:9;transport=tcp"),
        ("operator-1: our account", "sip:42@127.0.0.1"),
        ("operator-1: user name", "pavilion42"),
        ("operator-1: password", "s3cret"),
        ("operator-2: our account", ""),
        ("operator-2: user name", ""),
        ("daily test call", "9999"),
        ("Code of the pavilion", "73-0042"),
        ("in Russian", "просп. Филатова, 1"),
        ("in English", "1 Filatova Avenue"),
        ("Six digits", PIN),
        ("Once more", PIN),
        ("inches", "43,5"),
        (r"hangs turned.*\[0\]", "90"),
        YES,
    )
    assert held.code == 1, held.shown  # the operators do not answer here, and the check says so
    assert held.unseen == ("s3cret", PIN, PIN)
    assert "s3cret" not in held.shown
    assert PIN not in held.shown
    written = site.written
    assert written["stop"]["ids"] == ["S2"]
    assert written["timetable"]["gtfs"] == str(site.feed)
    assert written["realtime"]["trip_updates"] == ["https://example.org/a.pb", "https://example.org/b.pb"]
    assert (written["display"]["panel_diagonal_inches"], written["display"]["rotation"]) == (43.5, 90)
    place = {key: written["emergency"][key] for key in ("pavilion", "address", "address_en")}
    assert place == {
        "pavilion": "73-0042",
        "address": "просп. Филатова, 1",
        "address_en": "1 Filatova Avenue",
    }
    first, second = written["emergency"]["trunks"]
    assert first == {
        "name": "operator-1",
        "uri": "sip:112@127.0.0.1:9",
        "account": "sip:42@127.0.0.1",
        "auth_user": "pavilion42",
        "auth_password": "s3cret",
        "test_uri": "sip:9999@127.0.0.1:9",
    }
    assert second["test_uri"] == "sip:9999@127.0.0.1:9;transport=tcp"
    assert PinFile(site.data / "maintenance").matches(PIN)
    assert (site.data / paths.TIMETABLE).is_file()
    assert "fault   trunk operator-1: does not answer" in held.shown


def test_the_stops_of_one_name_are_told_apart(site: Site) -> None:
    held = site.asked(
        ("GTFS timetable", str(site.feed)), *REST, ("Words of its name", "просп"), ("Number of", CTRL_C)
    )
    rows = [line.split() for line in held.shown.splitlines() if line.strip()[:1].isdecimal()]
    assert ["1", "проспект", "Созидателей", "S1", "30", "→", "бульвар", "Львовский"] in rows
    assert any(
        row[:6] == ["3", "проспект", "Филатова", "S2", "0042", "1"] and row[-3:] == ["km", "from", "1"]
        for row in rows
    )


def test_a_bad_answer_is_asked_for_again_with_the_reason(site: Site, server: FeedServer) -> None:
    no_zip = site.feed.with_name("letter.txt")
    no_zip.write_text("Dear Sir")
    gone = server.on("/gone.zip", status(404))
    feed = server.on("/gtfs.zip", serve(site.feed.read_bytes()))
    held = site.asked(
        ("GTFS timetable", ""),
        ("GTFS timetable", "https://"),
        ("GTFS timetable", str(no_zip)),
        ("GTFS timetable", gone),
        ("GTFS timetable", feed),
        ("trip updates", "ftp://example.org"),
        *REST,
        ("Words of its name", "аэропорт"),
        ("Words of its name", "S2"),
        ("Number of the stop", "7"),
        ("Words of its name", "S2"),
        ("Number of the stop", "1"),
        ("first line", "112"),
        ("first line", ""),
        ("Code of the pavilion", "a;b"),
        ("Code of the pavilion", "42"),
        ("in Russian", ""),
        ("in English", ""),
        ("Six digits", "123456"),
        ("Six digits", PIN),
        ("Once more", "483921"),
        ("Six digits", PIN),
        ("Once more", PIN),
        ("inches", "wide"),
        ("inches", "500"),
        ("inches", "43"),
        ("hangs turned", "upright"),
        ("hangs turned", "45"),
        ("hangs turned", "270°"),
        YES,
    )
    assert held.code == 0, held.shown
    for reason in (
        "The kiosk cannot do without it.",
        "This is not a whole address.",
        "letter.txt is not a zip file",
        "404",
        "This begins with ftp:, which is not allowed.",
        "No stop is found by «аэропорт».",
        "No stop is found by «7».",
        "This is no SIP address.",
        "This is no code.",
        "The digits of this PIN follow each other, and such are tried first.",
        "These were two different PINs.",
        "This is no number of inches, such as 43 or 31.5.",
        "This is too large. The largest is 150.",
        "This is no number of degrees. Use 0, 90, 180 or 270.",
        "This is none of the allowed numbers. Use 0, 90, 180 or 270.",
    ):
        assert reason in held.shown, reason


def test_again_the_present_values_are_offered_and_the_rest_is_left_alone(site: Site) -> None:
    assert site.told("--gtfs", str(site.feed), "--stop", "S2", *TWO_LINES, "--pavilion", "42").returncode == 1
    changed = site.file.read_text().replace('theme = "auto"', 'theme = "night" # the sun never sets here')
    changed = changed.replace('\nname = "operator-1"', '\n# by copper\nname = "operator-1"\ncodecs = ["pcmu"]')
    changed = changed.replace('direction = ""', 'direction = "в сторону Центра"')
    site.file.write_text(changed)
    held = site.asked(
        (r"GTFS timetable.*\[.*gtfs.zip\]", ""),
        *REST,
        (r"\[проспект Филатова \(S2\)\]", ""),
        (r"first line \[sip:112@127.0.0.1:9\]", ""),
        (r"second line \[sip:112@127.0.0.1:9;transport=tcp\]", "-"),
        ("operator-1: our account", ""),
        ("operator-1: user name", ""),
        ("daily test call", ""),
        (r"pavilion.* \[42\]", "43"),
        ("in Russian", ""),
        ("in English", ""),
        ("Six digits", "-"),
        (r"inches \[55\]", ""),
        ("hangs turned", ""),
        YES,
    )
    assert "emergency.pavilion: 42 -> 43" in held.shown
    after = site.file.read_text()
    assert 'theme = "night" # the sun never sets here' in after
    assert '[[emergency.trunks]]\n# by copper\nname = "operator-1"\ncodecs = ["pcmu"]\n' in after
    assert [trunk["name"] for trunk in site.written["emergency"]["trunks"]] == ["operator-1"]
    assert site.written["stop"]["direction"] == "в сторону Центра"
    assert site.left == ["kiosk.toml", "kiosk.toml.before-setup"]
    assert (site.folder / "kiosk.toml.before-setup").read_text() == changed
    assert "No PIN is set" in held.shown


@pytest.mark.parametrize(
    ("asked", "key"), [(0, CTRL_C), (4, CTRL_D), (6, CTRL_C), (10, CTRL_C), (11, CTRL_D), (13, CTRL_C)]
)
def test_ctrl_c_and_the_end_of_the_input_leave_everything_as_it_was(site: Site, asked: int, key: str) -> None:
    answers = [
        ("GTFS timetable", str(site.feed)),
        *REST,
        ("Words of its name", "S2"),
        ("Number of the stop", "1"),
        *AFTER_THE_STOP,
    ]
    held = site.asked(*answers[:asked], ("", key))
    assert held.code == 130
    assert held.shown.splitlines()[-1] == "kiosk: interrupted; nothing was changed."
    assert site.left == []
    assert not site.data.exists()


def test_interrupted_after_the_writing_it_says_that_it_has_written(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setenv("KIOSK_DATA_DIR", str(site.data))
    monkeypatch.setattr(setup_start, "check", interrupted)
    assert site.here("--gtfs", str(site.feed), "--stop", "S2") == 130
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == f"kiosk: interrupted; {site.file} is written, the rest is not done: type kiosk setup again."
    assert site.left == ["kiosk.toml"]


def test_who_does_not_agree_in_the_end_changes_nothing(site: Site) -> None:
    held = site.asked(
        ("GTFS timetable", str(site.feed)),
        *REST,
        ("Words of its name", "S2"),
        ("Number of the stop", "1"),
        *AFTER_THE_STOP,
        ("Write ", "n"),
    )
    assert (held.code, held.shown.splitlines()[-1]) == (2, "Nothing was changed.")
    assert site.left == []


def test_words_alone_make_a_stop(site: Site, server: FeedServer, tmp_path: Path) -> None:
    feed = server.on("/gtfs.zip", serve(site.feed.read_bytes()))
    (tmp_path / "pin").write_text(f"{PIN}\n")
    done = site.told(
        "--gtfs",
        feed,
        "--search",
        "0042",
        "--panel",
        "32",
        "--rotation",
        "180",
        "--pin-file",
        str(tmp_path / "pin"),
    )
    assert done.returncode == 0, done.stderr
    assert "ok      timetable: 2 trips call at проспект Филатова (S2)" in done.stdout
    assert site.written["stop"]["ids"] == ["S2"]
    assert [request.path for request in server.requests] == ["/gtfs.zip"]
    assert PinFile(site.data / "maintenance").matches(PIN)
    assert PIN not in done.stdout + done.stderr
    text = site.file.read_text()
    assert "# REQUIRED. stop_id of this stop" in text  # the comments of the documented file
    assert stat.S_IMODE(site.file.stat().st_mode) == 0o640


def test_nothing_changes_where_nothing_is_asked_for(site: Site) -> None:
    assert site.told("--gtfs", str(site.feed), "--stop", "S2").returncode == 0
    before = site.file.read_text()
    assert site.told().returncode == 0
    assert site.file.read_text() == before
    assert site.left == ["kiosk.toml"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "--gtfs is missing, and the kiosk cannot do without it."),
        (("--gtfs", "FEED"), "--stop or --search is missing: which of the feed's stops is this?"),
        (("--gtfs", "nowhere.zip", "--stop", "S2"), "--gtfs: nowhere.zip cannot be read: No such file"),
        (("--gtfs", "FEED", "--stop", "S22"), "There is no stop S22 in gtfs.zip. Near matches: S2"),
        (
            ("--gtfs", "FEED", "--search", "Филатва"),
            "Several stops are found by «Филатва»: F «проспект Филатова», S2 «проспект Филатова» (1).",
        ),
        (("--gtfs", "FEED", "--search", "аэ филатова"), "«аэ филатова». Near names: проспект Филатова"),
        (("--gtfs", "FEED", "--stop", "S2", "--trunk", "112"), "--trunk: This is no SIP address."),
        (("--gtfs", "FEED", "--stop", "S2", "--test-number", "9"), "--test-number: there is no line to test"),
        (
            ("--gtfs", "FEED", "--stop", "S2", "--trunk", "sip:a@b.example", "--test-number", "112"),
            "--test-number: This would call the emergency operator each day.",
        ),
        (
            ("--gtfs", "FEED", "--stop", "S2", "--trunk", "sip:a@b.example", "--test-number", "sip:9@c.example"),
            "--test-number: None of the lines leads to that host.",
        ),
        (("--gtfs", "FEED", "--stop", "S2", "--panel", "0"), "--panel: This is too small."),
        (
            ("--gtfs", "FEED", "--stop", "S2", "--rotation", "1"),
            "none of the allowed numbers. Use 0, 90,",
        ),
        (
            ("--gtfs", "FEED", "--stop", "S2", "--rotation", "up"),
            "--rotation: This is no number of degrees.",
        ),
        (
            ("--gtfs", "FEED", "--stop", "S2", "--pin-file", "none"),
            "--pin-file: none cannot be read: No such file",
        ),
    ],
)
def test_words_that_will_not_do_are_refused_with_one_sentence(
    site: Site, words: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(site.data))
    with pytest.raises(CommandError) as refusal:
        site.here(*(str(site.feed) if word == "FEED" else word for word in words))
    assert len(refusal.value.lines) == 1
    assert sentence in refusal.value.lines[0]
    assert site.left == []


def test_a_weak_pin_is_refused_and_not_repeated(site: Site, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("730042")
    done = site.told(
        *("--gtfs", str(site.feed), "--stop", "S2", "--pavilion", "73-0042", "--pin-file", str(tmp_path / "pin"))
    )
    assert "--pin-file: this PIN holds the pavilion's code" in refused(done)
    assert "730042" not in done.stderr
    assert site.left == []


def test_settings_that_are_broken_are_not_written_over(site: Site) -> None:
    site.folder.mkdir()
    site.file.write_text("[display]\ntheme = 'dusk'\n[nonsense]\n")
    done = site.told("--gtfs", str(site.feed), "--stop", "S2")
    assert done.returncode == 2
    assert [line.partition("line ")[2][:1] for line in done.stderr.splitlines()] == ["2", "3"]
    assert site.left == ["kiosk.toml"]


def test_a_template_without_a_stop_is_completed(site: Site) -> None:
    site.folder.mkdir()
    site.file.write_text('# ours\n[timetable]\nheaders = { Key = "env:NOT_HERE" }\n[emergency]\npavilion = "1"\n')
    done = site.told("--gtfs", str(site.feed), "--stop", "S2")
    assert done.returncode == 1  # the variable is the service's, and the check tells that it is not set here
    assert "NOT_HERE" in done.stdout
    assert site.file.read_text().startswith("# ours\n")
    assert site.written["stop"]["ids"] == ["S2"]
    assert site.written["timetable"]["headers"] == {"Key": "env:NOT_HERE"}


def test_a_file_from_another_system_is_understood(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(site.data))
    site.folder.mkdir()
    site.file.write_bytes(b'\xef\xbb\xbf# \xe2\x80\xa8ours\r\n[display]\r\ntheme = "night"\r\n[emergency]\r\n')
    assert site.here("--gtfs", str(site.feed), "--stop", "S2", *TWO_LINES) == 1
    written = site.written
    assert (written["display"]["theme"], written["stop"]["ids"]) == ("night", ["S2"])
    assert [trunk["name"] for trunk in written["emergency"]["trunks"]] == ["operator-1", "operator-2"]


def test_another_stop_is_not_called_what_the_one_before_was(site: Site) -> None:
    assert site.told("--gtfs", str(site.feed), "--stop", "S2").returncode == 0
    site.file.write_text(site.file.read_text().replace('name = ""', 'name = "Филатова"', 1))
    assert site.told("--stop", "S1").returncode == 0
    assert (site.written["stop"]["ids"], site.written["stop"]["name"]) == (["S1"], "")


def test_without_a_terminal_it_says_how(site: Site) -> None:
    done = kiosk(*site.words(), cwd=ROOT, **site.environment)
    assert refused(done) == "kiosk: there is no terminal to ask at: give the answers as options, with --no-input."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "setting the kiosk up needs the rights of root: type sudo kiosk setup."),
        (("--no-enable",), "/etc/kiosk/kiosk.toml cannot be written by this user: type sudo kiosk setup."),
    ],
)
def test_an_ordinary_user_is_told_at_once_what_is_missing(words: tuple[str, ...], sentence: str) -> None:
    with ordinary_user() as user:
        done = user.run([sys.executable, "-m", "kiosk", "setup", "--config", "/etc/kiosk/kiosk.toml", *words])
    assert (done.returncode, done.stderr.decode()) == (2, f"kiosk: {sentence}\n")


def test_an_ordinary_user_sets_up_what_is_their_own(site: Site) -> None:
    with ordinary_user() as user:
        feed = user.home / "gtfs.zip"
        feed.write_bytes(site.feed.read_bytes())
        file = user.home / "kiosk.toml"
        asked = ("setup", "--no-enable", "--no-input", "--config", file, "--gtfs", feed, "--stop", "S2")
        done = user.run([sys.executable, "-m", "kiosk", *asked], {"KIOSK_DATA_DIR": str(user.home / "kiosk")})
        assert done.returncode == 0, done.stderr
        assert file.stat().st_uid == user.uid
        assert (user.home / "kiosk" / paths.TIMETABLE).is_file()


FULL = """mount -t tmpfs -o size=16k none "$0" && cp "$1" "$0/kiosk.toml"
cat /dev/zero >"$0/everything" 2>&-
before=$1; shift; "$@"; code=$?
ls -A "$0"; cmp "$0/kiosk.toml" "$before" && exit $code"""


def test_a_full_disk_leaves_everything_as_it_was(site: Site) -> None:
    site.folder.mkdir()
    before = site.feed.with_name("before")
    before.write_text(f'[stop]\nids = ["S1"]\n[timetable]\ngtfs = "{site.feed}"\n')
    done = subprocess.run(
        [
            *("unshare", "--map-root-user", "--mount", "sh", "-c", FULL, str(site.folder), str(before)),
            *command_line(*site.words("--no-input", "--stop", "S2")),
        ],
        env=environment(**site.environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (2, ["everything", "kiosk.toml"]), done.stderr
    assert done.stderr.splitlines() == [
        f"kiosk: {site.file} cannot be written: No space left on device. It is as it was."
    ]


def test_secrets_are_not_for_everybody_not_even_in_the_earlier_file(site: Site) -> None:
    first = ("--gtfs", str(site.feed), "--stop", "S2")
    assert site.told(*first).returncode == 0
    assert site.told("--panel", "43").returncode == 0
    modes = {stat.S_IMODE((site.folder / name).stat().st_mode) for name in site.left}
    assert (len(site.left), modes) == (2, {0o640})
    assert {(site.folder / name).stat().st_uid for name in site.left} == {os.geteuid()}


class Station:
    """The machine at a stop, whose systemctl is a script that writes down its words."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch, *, boots: bool) -> None:
        self.site = site
        self.calls = site.folder.parent / "calls"
        self.calls.touch()
        programs = site.folder.parent / "bin"
        programs.mkdir()
        self._script(programs / "systemctl", f'echo "systemctl $*" >>{self.calls}')
        monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
        monkeypatch.setattr(paths, "STATION_CONFIG", site.file)
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(setup_start, "SYSTEMD", site.folder.parent if boots else site.folder / "none")
        for name, value in site.environment.items():
            monkeypatch.setenv(name, value)

    def set_up(self, *more: str) -> int:
        words = ("setup", "--config", str(self.site.file), "--no-input", "--gtfs", str(self.site.feed), *more)
        options = parser().parse_args(words)
        return int(options.run(options))

    @property
    def called(self) -> list[str]:
        return self.calls.read_text().splitlines()

    @staticmethod
    def _script(file: Path, line: str) -> None:
        file.write_text(f"#!/bin/sh\n{line}\n")
        file.chmod(0o755)


def test_where_systemd_does_not_run_it_is_enabled_for_the_next_start(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    station = Station(site, monkeypatch, boots=False)
    assert station.set_up("--stop", "S2") == 0
    assert station.called == ["systemctl enable kiosk.target", "systemctl mask ctrl-alt-del.target"]
    assert "the kiosk starts when the machine starts the next time" in capsys.readouterr().out


def test_where_systemd_runs_it_is_started_and_reads_new_settings(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    station = Station(site, monkeypatch, boots=True)
    assert station.set_up("--stop", "S2") == 0
    assert station.called == [
        "systemctl is-active --quiet kiosk.target",
        "systemctl enable kiosk.target",
        "systemctl mask ctrl-alt-del.target",
        "systemctl start kiosk.target",
        "systemctl try-restart kiosk-session.service kiosk-screen.service",
    ]
    assert "The kiosk starts now" in capsys.readouterr().out


def test_a_systemd_that_refuses_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    station = Station(site, monkeypatch, boots=False)
    Station._script(station.calls.with_name("bin") / "systemctl", "exit 1")
    assert station.set_up("--stop", "S2") == 1
    assert "systemd did not take it" in capsys.readouterr().out
    assert site.file.exists()


def test_other_settings_than_those_of_the_service_are_not_enabled(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = Station(site, monkeypatch, boots=False)
    monkeypatch.setattr(paths, "STATION_CONFIG", Path("/etc/kiosk/kiosk.toml"))
    with pytest.raises(CommandError, match="with other settings, add --no-enable"):
        station.set_up("--stop", "S2")
    assert (site.left, station.called) == ([], [])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_root_writes_to_no_other_place_that_the_kiosk_s_user_linked_to(tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "kiosk.toml", tmp_path / "elsewhere"
    target.symlink_to(elsewhere)
    owner = Account("kiosk-screen", 65100, 65100, (), 65100, "/")
    for earlier in (None, "another"):
        setup_write.write(Draft(target, earlier, "text"), owner)
        assert (target.is_symlink(), target.read_text()) == (False, "text")
        assert not elsewhere.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_root_leaves_everything_to_the_users_of_the_kiosk(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    station = Station(site, monkeypatch, boots=False)
    (tmp_path / "pin").write_text(PIN)
    with ordinary_user() as user:
        said, script = user.folder("said"), user.home / "kiosk"
        Station._script(
            script,
            f'exec >>{said}/calls; echo "$1"; id -u; id -g; id -G; umask; echo "$HOME $USER"\n'
            f"cat {site.file} | wc -l; cat",
        )
        mine = Account("kiosk-screen", user.uid, user.uid, (user.uid, 65100), 65100, str(user.home))
        monkeypatch.setattr(setup_account, "account", lambda: mine)
        monkeypatch.setattr(paths, "program", lambda: [str(script)])
        for folder in (tmp_path, *tmp_path.parents[:3]):  # else only root may go in
            folder.chmod(folder.stat().st_mode | 0o011)
        assert station.set_up("--stop", "S2", "--pin-file", str(tmp_path / "pin")) == 0
        lines = len(site.file.read_text().splitlines())
        identity = [
            str(user.uid),
            str(user.uid),
            f"{user.uid} 65100",
            "0027",
            f"{user.home} kiosk-screen",
            str(lines),
        ]
        assert (said / "calls").read_text().splitlines() == [
            *("pin", *identity, PIN),
            *("check", *identity),
            *("import", *identity),
        ]
        assert station.set_up("--stop", "S1") == 0
    for name in ("", *site.left):
        known = (site.folder / name).stat()
        assert (known.st_uid, known.st_gid) == (mine.user, mine.reads), name
    modes = {name: stat.S_IMODE((site.folder / name).stat().st_mode) for name in ("", *site.left)}
    assert modes == {"": 0o750, "kiosk.toml": 0o640, "kiosk.toml.before-setup": 0o640}
