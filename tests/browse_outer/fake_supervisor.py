"""What `kiosk browse --serve` says to the screen, without any session: `fake_supervisor.py TRICK...`."""

import json
import os
import signal
import sys

TRICKS = set(sys.argv[1:])


def say(**message: object) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def close(how: str) -> None:
    if "deaf" in TRICKS:
        signal.pause()
    say(state="closing", how=how)
    say(state="ended", how=how, left=["folder session-1"] if "left" in TRICKS else [], milliseconds=7)
    sys.exit(0)


def opened() -> None:
    if "die" in TRICKS:
        os.kill(os.getpid(), signal.SIGKILL)
    if "bug" in TRICKS:
        say(bug="ValueError page.py:7")
    if "mad" in TRICKS:
        os.write(1, b"<html>\n")
        signal.pause()
    say(state="opened")
    say(state="painted")
    if "idle" in TRICKS:
        close("idle")


def main() -> None:
    if "stillborn" in TRICKS:
        sys.exit(3)
    if "silent" in TRICKS:
        signal.pause()
    for number, line in enumerate(sys.stdin):
        message = json.loads(line)
        if number == 0:
            assert "plan" in message
            say(state="ready", **({"without": "ca_file"} if "without" in TRICKS else {}))
        elif "open" in message:
            opened()
        else:
            close(message["end"])
    close("abandoned")


main()
