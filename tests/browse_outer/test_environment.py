"""What a session's window knows of the world: a short list, and places inside its folder."""

from __future__ import annotations

import shlex
from pathlib import Path

from kiosk.browse.environment import environment, switches
from kiosk.browse.folder import SessionFolder

HOSTILE = {
    **dict.fromkeys(("QTWEBENGINE_REMOTE_DEBUGGING", "QTWEBENGINE_DISABLE_SANDBOX", "LD_PRELOAD"), "x"),
    **dict.fromkeys(("LD_LIBRARY_PATH", "SSLKEYLOGFILE", "https_proxy", "HTTP_PROXY", "QML_IMPORT_PATH"), "x"),
    **dict.fromkeys(("QT_PLUGIN_PATH", "QT_LOGGING_RULES", "KIOSK_SECRET", "PYTHONSTARTUP"), "x"),
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --remote-debugging-port=9222",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus",
}
USUAL = {"DISPLAY": ":0", "XAUTHORITY": "/home/kiosk/.Xauthority", "LANG": "ru_RU.UTF-8", "TZ": "Europe/Ulyanovsk"}
HOMES = {"HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}


def test_nothing_strange_comes_in(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    made = environment(folder, "", {**HOSTILE, **USUAL})
    assert made == environment(folder, "", USUAL)
    assert "x" not in made.values()
    assert {name: made[name] for name in USUAL} == USUAL
    assert made["DBUS_SESSION_BUS_ADDRESS"] == "disabled:"


def test_everything_is_written_into_the_folder(tmp_path: Path) -> None:
    made = environment(SessionFolder(tmp_path), "", {"HOME": "/root", "TMPDIR": "/nowhere"})
    assert {Path(made[name]).parent for name in HOMES} == {tmp_path}


def test_the_desktop_is_still_found_when_its_folder_is_replaced(tmp_path: Path) -> None:
    """Wayland names its socket in XDG_RUNTIME_DIR, or by a whole path; X11 has a file in the home."""
    folder = SessionFolder(tmp_path)
    desktop = {"XDG_RUNTIME_DIR": "/run/user/1000"}
    named = environment(folder, "", {**desktop, "WAYLAND_DISPLAY": "wayland-1"})
    whole = environment(folder, "", {**desktop, "WAYLAND_DISPLAY": "/run/cage/wayland-0"})
    assert named["WAYLAND_DISPLAY"] == "/run/user/1000/wayland-1"
    assert whole["WAYLAND_DISPLAY"] == "/run/cage/wayland-0"
    x11 = environment(folder, "", {"DISPLAY": ":0", "HOME": "/home/kiosk"})
    assert x11["XAUTHORITY"] == "/home/kiosk/.Xauthority"
    assert environment(folder, "", {"DISPLAY": ":0", "XAUTHORITY": "/run/auth"})["XAUTHORITY"] == "/run/auth"


def test_the_sandbox_is_never_switched_off() -> None:
    """Nor are there switches that open another door; names are resolved as the plan says."""
    words = shlex.split(" ".join(switches("MAP * 127.0.0.1:8443")))
    assert words[-1] == "--host-resolver-rules=MAP * 127.0.0.1:8443"
    assert not any("sandbox" in word or "remote" in word or "insecure" in word for word in words)
    assert not any(word.startswith("--host-resolver-rules") for word in switches(""))
