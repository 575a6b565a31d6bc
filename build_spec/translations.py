"""Brings the words of the screen up to date: `python build_spec/translations.py [--update]`.

Plain, it compiles every resources/translations/*.ts that is newer than its .qm. With --update it first collects
the words of the code and of QML into the .ts files; then translate what is new (pyside6-linguist shows it).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCES = ("kiosk/screens", "kiosk/qml")
PLURALS_ONLY = "en"
"""English stands in the code; only its plurals need a file."""


def sources() -> list[str]:
    """Every file that may hold a word of the screen, relative to the checkout, in a settled order."""
    files = (path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".qml"))
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def update(ts: Path) -> None:
    """Collect the words into one .ts file. One a call: lupdate would give all of them the first one's language."""
    plurals = ["-pluralonly"] if ts.stem.endswith(PLURALS_ONLY) else []
    options = ["-locations", "none", "-no-obsolete", "-source-language", "en", *plurals]
    _run("pyside6-lupdate", *options, *sources(), "-ts", str(ts))


def compile_stale() -> None:
    """Make the .qm of every .ts that has none or an older one."""
    for ts in sorted(TRANSLATIONS.glob("*.ts")):
        qm = ts.with_suffix(".qm")
        if not qm.exists() or qm.stat().st_mtime < ts.stat().st_mtime:
            # A screen that runs has the old one mapped into its memory: it is replaced, never written over.
            new = qm.with_name(f"{os.getpid()}-{qm.name}")
            _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(new))
            new.replace(qm)


def _run(tool: str, *words: str) -> None:
    program = Path(sys.executable).with_name(tool)
    done = subprocess.run(
        [str(program), *words], cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")


def main() -> None:
    """Update on demand, then compile what is stale."""
    if "--update" in sys.argv[1:]:
        for ts in sorted(TRANSLATIONS.glob("*.ts")):
            update(ts)
    compile_stale()


if __name__ == "__main__":
    main()
