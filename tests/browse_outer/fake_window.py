"""A session's window without a browser, which does to its supervisor what one may: `fake_window.py TRICK...`.

It says what a window says and follows its requests; each trick makes it worse. A trick `notes=FOLDER` is where it
writes down what the test wants to know, `outside=FOLDER` where it leaves a file that a session should not leave.
"""

import json
import os
import resource
import select
import signal
import subprocess
import sys
from pathlib import Path

TRICKS = set(sys.argv[1:])
VALUES = dict(trick.split("=", 1) for trick in TRICKS if "=" in trick)
BEAT = 0.05
BYTES = 64 * 2**20
NUMBER = "import os, signal; print(os.getpid(), flush=True)"
DEAF = [
    *(sys.executable, "-S", "-c"),
    f"import signal\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\n{NUMBER}\nsignal.pause()",
]
ORPHAN = [
    *(sys.executable, "-S", "-c"),
    f"import subprocess; child = subprocess.Popen({DEAF!r}, stdout=1)",
]
HOG = [sys.executable, "-S", "-c", f"x = b'x' * {BYTES}\n{NUMBER}\nsignal.pause()"]


def say(**message: object) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def hang() -> None:
    signal.pause()


def note(name: str, text: str) -> None:
    if "notes" in VALUES:
        Path(VALUES["notes"], name).write_text(text)


def begin(words: list[str], *, new_session: bool = False) -> int:
    """Start a program and wait until it has done what it is for; the number of a process that it says then."""
    child = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=new_session)
    assert child.stdout
    return int(child.stdout.readline())


def leave_files() -> None:
    """Such as a passenger's session might, and some that do not want to be removed."""
    for variable in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
        folder = Path(os.environ[variable]) / "deep" / "deeper"
        folder.mkdir(parents=True)
        (folder / "secret").write_text("canary")
        (folder / "secret").chmod(0o400)
        (folder / "link").symlink_to("/etc")
        folder.chmod(0o500)
        folder.parent.chmod(0)


def leave_processes() -> None:
    """Deaf ones: a child, one in a session of its own, one whose parent is dead."""
    pids = [begin(DEAF), begin(DEAF, new_session=True), begin(ORPHAN)]
    note("processes", " ".join(map(str, [os.getpid(), *pids])))


def start() -> None:
    """What happens before the window is ready."""
    if "stillborn" in TRICKS:
        sys.exit(3)
    if "slow" in TRICKS:
        hang()
    if "leave_files" in TRICKS:
        leave_files()
    if "leave_processes" in TRICKS:
        leave_processes()
    if "outside" in VALUES:
        Path(VALUES["outside"], ".org.chromium.Chromium.Ab12Cd").touch()
        Path(VALUES["outside"], "nobody-knows-whose").touch()
    note("environment", json.dumps(dict(os.environ)))
    limits = {
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "umask": os.umask(0o077),
        "folder": str(Path.cwd()),
    }
    note("limits", json.dumps(limits))
    say(state="ready")
    if "mad" in TRICKS:
        os.write(1, b"<html>\n")


def opened() -> None:
    say(state="opened")
    say(state="painted")
    if "die" in TRICKS:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in TRICKS:
        sys.exit(0)
    if "fail" in TRICKS:
        say(bug="ValueError page.py:7")
        sys.exit(70)
    if "hang" in TRICKS:
        hang()
    if "hog" in TRICKS:
        for _ in range(8):
            begin(HOG)
    if "idle" in TRICKS:
        close("idle")


def close(how: str) -> None:
    if "deaf" in TRICKS:
        return
    say(state="closing", how=how)
    if "stay" in TRICKS:
        hang()
    say(over=how)
    sys.exit(0)


def main() -> None:
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(0, 1)
    assert "allowed" in json.loads(line)["plan"]
    start()
    beats = 0
    rest = b""
    while True:
        if select.select([0], [], [], BEAT)[0]:
            piece = os.read(0, 65536)
            if not piece:
                close("abandoned")
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                message = json.loads(line)
                if "open" in message:
                    opened()
                else:
                    close(message["end"])
        beats += 1
        say(pulse=beats)


main()
