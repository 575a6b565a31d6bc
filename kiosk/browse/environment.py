"""The environment of a session's window: made anew from a short list, so that nothing strange comes in by it.

Left out on purpose: QTWEBENGINE_* (remote debugging, no sandbox), LD_*, proxies, SSLKEYLOGFILE, the user's D-Bus.
Sources: Qt 6, "Qt WebEngine Debugging and Profiling"; XDG Base Directory Specification; the switches of Chromium.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.browse.folder import SessionFolder

KEPT = (
    *("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "LC_ALL", "LC_CTYPE", "TZ"),
    *("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND", "QSG_RENDER_LOOP"),
    *("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_ENABLE_HIGHDPI_SCALING"),
    "QT_WAYLAND_DISABLE_WINDOWDECORATION",
)
RENDER_NODES = Path("/dev/dri")
NO_FEATURES = (
    # Tell others what a passenger opened, or fetch for the browser's own ends.
    *("Reporting", "NetworkErrorLogging", "OptimizationHints", "MediaRouter", "Translate"),
    *("CertificateTransparencyComponentUpdater", "NetworkTimeServiceQuerying", "AutofillServerCommunication"),
    # Keep a page alive that was left, or open one nobody asked for.
    *("BackForwardCache", "Prerender2", "SpareRendererForSitePerProcess"),
)
SWITCHES = (
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pings"),
    *("--disable-breakpad", "--disable-crash-reporter", "--disable-domain-reliability", "--no-first-run"),
    *("--disable-default-apps", "--disable-client-side-phishing-detection", "--disable-field-trial-config"),
    *("--disable-gpu-shader-disk-cache", "--disk-cache-size=1", "--media-cache-size=1"),  # 0 is: as you like
    *("--disable-logging", "--mute-audio", "--renderer-process-limit=3"),
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # no rule of names holds for its packets
    *("--disable-pinch", "--disable-touch-drag-drop"),
    "--disable-dev-shm-usage",  # shared memory lies in TMPDIR, which is ours and in memory
    f"--disable-features={','.join(NO_FEATURES)}",
)


def environment(folder: SessionFolder, resolver_rules: str, environ: Mapping[str, str]) -> dict[str, str]:
    """What the window of a session in `folder` may know of ours, and where it is to put what it writes."""
    kept = {name: environ[name] for name in KEPT if name in environ}
    if "WAYLAND_DISPLAY" in kept:  # a name in the folder that is replaced here, unless it is a path
        kept["WAYLAND_DISPLAY"] = str(Path(environ.get("XDG_RUNTIME_DIR", "")) / kept["WAYLAND_DISPLAY"])
    if "DISPLAY" in kept and "HOME" in environ:  # whose default is a file in the home that is replaced here
        kept.setdefault("XAUTHORITY", str(Path(environ["HOME"]) / ".Xauthority"))
    if not any(RENDER_NODES.glob("renderD*")):
        kept.setdefault("QT_QUICK_BACKEND", "software")
    if not getattr(sys, "frozen", False):
        kept["PYTHONPATH"] = ":".join(filter(None, (str(paths.root()), kept.get("PYTHONPATH"))))
    places = {
        "HOME": "home",
        "TMPDIR": "tmp",
        "XDG_RUNTIME_DIR": "run",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
    }
    return {
        **kept,
        **{variable: str(folder.inner(name)) for variable, name in places.items()},
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "QTWEBENGINE_CHROMIUM_FLAGS": " ".join(switches(resolver_rules)),
    }


def switches(resolver_rules: str) -> tuple[str, ...]:
    """What Chromium is told beside what Qt tells it."""
    if not resolver_rules:
        return SWITCHES
    return (*SWITCHES, f'--host-resolver-rules="{resolver_rules}"')
