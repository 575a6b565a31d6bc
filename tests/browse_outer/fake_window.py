"""A session's window without a browser, which does to its supervisor what real ones may: `fake_window.py TRICK...`.

It says what a window says and follows its requests; each trick makes it worse.
"""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

TRICKS = set(sys.argv[1:])
BEAT = 0.05
BYTES = 64 * 2**20
SLEEPER = [sys.executable, "-S", "-c", "import signal; print(flush=True); signal.pause()"]
DEAF = [
    sys.executable,
    "-S",
    "-c",
    "import signal\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\nprint(flush=True)\nsignal.pause()",
]


def say(**message: object) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def hang() -> None:
    signal.pause()


def begin(words: list[str], *, new_session: bool = False) -> None:
    """Start a program and wait until it has done what it is for."""
    child = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=new_session)
    assert child.stdout
    child.stdout.readline()


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
    """Deaf ones, one in a session of its own, one whose parent is dead."""
    begin(DEAF)
    begin(DEAF, new_session=True)
    grandchild = f"import subprocess; subprocess.Popen({DEAF!r}).stdout; print(flush=True)"
    begin([sys.executable, "-S", "-c", grandchild])


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
    if "tell_environment" in TRICKS:
        (Path(os.environ["TOLD"]) / "environment").write_text(json.dumps(dict(os.environ)))
    if "outside" in TRICKS:
        Path(os.environ["TMPDIR"], "..", "..", "..", "outside").mkdir()
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
        child = f"x = b'x' * {BYTES}; print(flush=True); import signal; signal.pause()"
        for _ in range(8):
            begin([sys.executable, "-S", "-c", child])
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
    plan = json.loads(sys.stdin.buffer.raw.readline())["plan"]  # type: ignore[attr-defined]
    assert "allowed" in plan
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
