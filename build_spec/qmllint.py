"""Lints the QML with the types of its Python view-models: `python build_spec/qmllint.py`; fails on any warning.

qmllint knows nothing of Python, so the types are written down first, by the tools of PySide6: metaobjectdump reads
them from the source, qmltyperegistrar makes a .qmltypes file of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    "Kiosk.Screens": ROOT / "kiosk" / "screens",
    "Kiosk.Maintenance": ROOT / "kiosk" / "screens" / "maintenance",
    "Kiosk.Browse": ROOT / "kiosk" / "browse",
}
"""The modules of QML whose types are written in Python, and where."""
QML = ROOT / "kiosk" / "qml"
OUT = ROOT / "build" / "qmltypes"
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
FOREIGN = ("core", "gui", "qml", "quick")
"""The libraries of Qt that our types derive from."""


class ToolError(Exception):
    """A tool of Qt refused its input; the text is what it said."""


def write_types(out: Path) -> None:
    """Describe the QML types of every module in a folder of its own under `out`."""
    for name, folder in MODULES.items():
        _write_module(out, name, folder)


def _write_module(out: Path, name: str, folder: Path) -> None:
    module = out / name.replace(".", "/")
    module.mkdir(parents=True, exist_ok=True)
    # From the end: call_view.py before call.py, since a class is understood after the one it derives from.
    files = sorted(folder.glob("*.py"), reverse=True)
    sources = [path for path in files if "@QmlElement" in path.read_text("utf-8")]
    classes = json.loads(_run("metaobjectdump", "--quiet", *map(str, sources)))
    metatypes = module / "metatypes.json"
    metatypes.write_text(json.dumps(classes), "utf-8")
    _run(
        "qmltyperegistrar",
        *("--generate-qmltypes", str(module / "types.qmltypes")),
        *("--import-name", name, "--major-version", "1", "--minor-version", "0"),
        *("--foreign-types", ",".join(str(METATYPES / f"qt6{part}_metatypes.json") for part in FOREIGN)),
        *("-o", str(module / "registration.cpp")),
        str(metatypes),
    )
    (module / "qmldir").write_text(f"module {name}\ndepends QtQuick\ntypeinfo types.qmltypes\n", "utf-8")


def lint(qml: Path, types: Path) -> str:
    """What qmllint says of every file of our modules under `qml`; "" where all is well."""
    files = sorted(map(str, qml.glob("Kiosk*/*.qml")))
    try:
        _run("qmllint", "-W", "0", "-I", str(qml), "-I", str(types), *files)
    except ToolError as error:
        return str(error)
    return ""


def _run(tool: str, *words: str) -> str:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    done = subprocess.run(
        [str(program), *words], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        raise ToolError(f"{tool}: {done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Lint the project's QML."""
    write_types(OUT)
    if said := lint(QML, OUT):
        sys.exit(said)


if __name__ == "__main__":
    main()
