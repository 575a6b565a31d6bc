"""The frozen program does what the program does, prints what is known, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import psutil
import pytest

from build_spec import bundle_contents, bundle_notices, bundle_papers, bundle_sbom
from build_spec.bundle_owners import is_elf
from kiosk import paths
from kiosk.__main__ import parser
from kiosk.browse.plan import BrowsePlan, Request
from kiosk.browse.wire import encode, plan_to_json, request_to_json
from kiosk.sos.client import request
from tests.appliance.bundle import QUIET, Frozen, bundle_folder, started, unknown
from tests.conftest import ROOT
from tests.fakes.portal import Portal
from tests.feeds.gtfs_zip import gtfs_zip
from tests.ordinary_user import ordinary_user

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import IO

    from tests.ordinary_user import OrdinaryUser

ENDS_WITHIN = 5.0
"""Seconds from SIGTERM until nothing of the program is left."""
STOP = "S1"
GPL_ALONE = re.compile(
    r"Charts|DataVisualization|Graphs|HttpServer|Lottie|NetworkAuth|Quick3D|QuickTimeline|ShaderTools"
    r"|VirtualKeyboard|WaylandCompositor"
)
"""Modules of Qt without the LGPL among their licences. Source: https://doc.qt.io/qt-6/qtmodules.html."""
NOT_WANTED = re.compile(
    r"devtools|Designer|/qmltooling/|Multimedia|libav|Qt6Pdf|Qt6Test|Qt6Sql|_tests?/|/tests?/|\.qmltypes$"
)


@pytest.fixture(scope="module")
def bundle() -> Path:
    """The folder of the bundle."""
    return bundle_folder()


@pytest.fixture(scope="module")
def user() -> Iterator[OrdinaryUser]:
    """Somebody for whom Chromium keeps its sandbox."""
    with ordinary_user() as user:
        yield user


def commands() -> list[str]:
    """The first words the program knows."""
    actions = parser()._actions
    (choices,) = (action.choices for action in actions if isinstance(action.choices, dict))
    return sorted(cast("dict[str, argparse.ArgumentParser]", choices))


def both(bundle: Path, home: Path, *words: str | Path) -> list[tuple[int, bytes, bytes]]:
    """What the program answers, from source and frozen."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "XDG_"))}
    places = {"HOME": str(home), "KIOSK_RUNTIME_DIR": str(home / "run"), "PYTHONPATH": str(ROOT)}
    answers = []
    for program in ([sys.executable, "-m", "kiosk"], [bundle / "kiosk"]):
        ran = subprocess.run(
            [*program, *words], env={**kept, **QUIET, **places}, cwd=home, capture_output=True, check=False
        )
        answers.append((ran.returncode, ran.stdout, ran.stderr))
    return answers


@pytest.fixture
def stop(tmp_path: Path) -> Path:
    """The settings of a stop whose feed is a file."""
    gtfs_zip(tmp_path / "feed.zip")
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        f'[stop]\nids = ["{STOP}"]\n[timetable]\ngtfs = "feed.zip"\n[storage]\ndata_dir = "{tmp_path / "data"}"\n'
    )
    return settings


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["fly"], *([name, "--help"] for name in commands())])
def test_every_command_is_inside(bundle: Path, tmp_path: Path, words: list[str]) -> None:
    source, frozen = both(bundle, tmp_path, *words)
    assert frozen == source


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["check"],
        ["services"],
        ["usage"],
        ["departures"],
        ["events"],
        ["drill", "list"],
        ["token", "show"],
        ["sos", "status"],
        ["browse", "https://example.org/", "--check"],
    ],
    ids=" ".join,
)
def test_a_command_answers_as_from_source(bundle: Path, tmp_path: Path, stop: Path, words: list[str]) -> None:
    """Without a screen, an agent, a timetable or a log: each says so in its sentence, no trace of Python."""
    answers = both(bundle, tmp_path, *words, "--config", stop)
    # What the machine is doing changes from one look to the next.
    source, frozen = ((code, re.sub(rb"\d+", b"#", out), error) for code, out, error in answers)
    assert frozen == source
    assert b"Traceback" not in frozen[2]


def test_a_feed_is_imported(bundle: Path, tmp_path: Path, stop: Path) -> None:
    """By compiled code, which imports by itself what it needs."""
    words: list[str | Path] = [
        "import",
        "--gtfs",
        stop.with_name("feed.zip"),
        "--stop",
        STOP,
        "--out",
        "timetable",
    ]
    source, frozen = both(bundle, tmp_path, *words)
    assert frozen == source
    assert frozen[0] == 0, frozen


def test_the_demonstration_from_its_start_to_its_end(user: OrdinaryUser) -> None:
    """The board is painted, its timetable imported, the emergency agent answers, a browser waits; then all end."""
    with started(user, "run", "--demo", "--quiet", "--window", "1080x1920") as kiosk:
        kiosk.until(
            "the board is painted", "there is a new timetable", "user agent", "cannot be reached", "phrases"
        )
        (socket,) = paths.demo_sockets(Path(user.environment()["XDG_RUNTIME_DIR"]) / "smart-stop-kiosk")
        assert request(socket, "status")["state"] == "idle"
        children = psutil.Process(kiosk.process.pid).children(recursive=True)
        names = {Path(child.exe()).name for child in children}
        assert names >= {"kiosk", "QtWebEngineProcess", "baresip"}
        kiosk.process.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        code, out = kiosk.rest(ENDS_WITHIN)
        _, left = psutil.wait_procs(children, asked + ENDS_WITHIN - time.monotonic())
    assert (code, out, left) == (0, "", [])
    assert not socket.exists()
    assert unknown(kiosk.lines) == []


def test_a_web_session_opens_a_page_and_leaves_nothing(user: OrdinaryUser) -> None:
    folder = user.folder("portal")
    with Portal(folder) as portal, started(user, "browse", "--serve") as supervisor:
        portal.ca_file.chmod(0o644)
        plan = BrowsePlan(
            portal.allowed,
            ca_file=portal.ca_file,
            logout_urls=(portal.logout_url,),
            resolver_rules=portal.resolver_rules,
        )
        tell(supervisor, encode({"plan": plan_to_json(plan)}))
        hear_until(supervisor, "ready")
        tell(supervisor, encode({"open": request_to_json(Request(portal.url()))}))
        hear_until(supervisor, "painted")
        portal.wait_for(lambda asked: asked.path == "/")
        tell(supervisor, encode({"end": "button"}))
        ended = hear_until(supervisor, "ended")
        code, _ = supervisor.rest(ENDS_WITHIN)
    assert (ended["how"], ended["left"], code) == ("button", [], 0)
    assert supervisor.lines == []


def test_an_agent_starts_itself_anew_and_serves(user: OrdinaryUser) -> None:
    """Once its settings are checked it takes the place of its own process, frozen too."""
    folder = user.folder("agent")
    settings, socket = folder / "kiosk.toml", folder / "sos.sock"
    settings.write_text(
        '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "feed.zip"\n'
        f'[storage]\ndata_dir = "{folder}"\n[[emergency.trunks]]\nname = "112"\nuri = "sip:112@127.0.0.1:9"\n'
    )
    with started(user, "sos", "--config", settings, "--socket", socket) as agent:
        agent.until("user agent")
        assert request(socket, "status")["state"] == "idle"
        assert Path(f"/proc/{agent.process.pid}/exe").resolve() == bundle_folder() / "kiosk"
        agent.process.send_signal(signal.SIGTERM)
        code, _ = agent.rest(ENDS_WITHIN)
    assert code == 0
    assert not socket.exists()


def tell(supervisor: Frozen, line: bytes) -> None:
    said = cast("IO[str]", supervisor.process.stdin)
    said.write(line.decode())
    said.flush()


def hear_until(supervisor: Frozen, state: str) -> dict[str, object]:
    """Its messages up to that state; that one."""
    heard: dict[str, object] = {}
    while heard.get("state") != state:
        heard = json.loads(cast("IO[str]", supervisor.process.stdout).readline())
    return heard


def test_what_may_not_be_passed_on_so_is_not_inside(bundle: Path) -> None:
    names = sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file())
    assert len(names) > 500
    assert [name for name in names if GPL_ALONE.search(name) and not name.startswith("licences/")] == []
    assert [name for name in names if NOT_WANTED.search(name)] == []


def test_every_library_is_inside_or_the_system_s(bundle: Path) -> None:
    """And the latter are those that the maker of the package is told of."""
    told = (bundle.parent / "system-libraries.txt").read_text().split()
    files = [path for path in bundle.rglob("*") if is_elf(path)]
    inside = {path.name for path in files}
    missing = {name for path in files for name in bundle_contents.needed(str(path))} - inside
    # What PyInstaller's own part of the program needs is the C library and zlib.
    assert missing == set(told)


def parts(bundle: Path) -> dict[str, dict[str, Any]]:
    """The list of parts, by the names that their terms lie under."""
    listed = json.loads((bundle / "sbom.cdx.json").read_text())["components"]
    return {bundle_sbom.owner_name(part): part for part in listed}


def test_every_part_has_its_terms_and_its_line(bundle: Path) -> None:
    product = bundle_contents.product(bundle_papers.LOCK)
    terms = {
        folder.name for folder in (bundle / "licences").iterdir() if folder.is_dir() and any(folder.iterdir())
    }
    listed = parts(bundle)
    ours = {"qt", "qtwebengine", "chromium", "icu", "python", "pyinstaller-bootloader", "inter", "tabler-icons"}
    of_system = {name for name, part in listed.items() if part["purl"].startswith("pkg:deb/")}
    assert set(listed) - product - of_system == ours
    assert product <= set(listed)
    # Qt's own lie with its modules and with PySide6.
    assert {*listed} - {"qt"} <= terms
    assert {"pyside6", "qtbase", "qtdeclarative", "smart-stop-kiosk"} <= terms


def test_every_program_and_library_has_one_owner(bundle: Path) -> None:
    """That of the system has its version there, and its terms here."""
    owners = {
        name: [one["location"] for one in part.get("evidence", {}).get("occurrences", ())]
        for name, part in parts(bundle).items()
    }
    owned = sorted(file for files in owners.values() for file in files)
    assert owned == sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if is_elf(path))
    assert "_internal/PySide6/Qt/lib/libQt6WebEngineCore.so.6" in owners["qtwebengine"]
    assert "_internal/PySide6/Qt/lib/libQt6Core.so.6" in owners["qt"]
    assert [file for file in owned if "libpython3" in file] == [
        file for name in owners if name.startswith("libpython3") for file in owners[name] if "libpython3" in file
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "chromium/credits.txt",
            (
                "V8 JavaScript Engine",
                "Skia",
                "FreeType",
                "sqlite",
                "BoringSSL",
                "ffmpeg",
                "WebRTC",
                "PDFium",
                "zlib",
            ),
        ),
        ("qtwebengine/copyright", ("chromium/third_party/harfbuzz-ng", "chromium/third_party/dav1d", "v8")),
        ("qtbase/copyright", ("harfbuzz-ng", "freetype", "libpng", "pcre2", "double-conversion")),
        ("icu/copyright", ("Unicode",)),
        ("openssl/copyright", ("OpenSSL",)),
    ],
)
def test_the_third_parties_of_qt_and_chromium_have_their_notices(
    bundle: Path, text: str, names: tuple[str, ...]
) -> None:
    found = (bundle / "licences" / text).read_text("utf-8")
    assert [name for name in names if name not in found] == []


def test_it_is_told_of_which_versions_the_notices_are(bundle: Path) -> None:
    told = (bundle / "licences" / "README").read_text("utf-8")
    listed = parts(bundle)
    for name in ("chromium", "qt", "qtwebengine", "icu"):
        assert re.search(rf"^  \S+ +\S+ \S+ +{name} {re.escape(listed[name]['version'])}$", told, re.MULTILINE)
    assert {name for name in bundle_notices.PACKAGES if f"\n  {name} " not in told} == set()


def test_the_version_stands_in_a_file(bundle: Path) -> None:
    assert (bundle / "VERSION").read_text().strip() in both(bundle, bundle, "--version")[1][1].decode()
