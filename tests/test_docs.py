"""The documents: what they tell a reader to type works, and what they point to is there.

In a fenced block, a line that begins with "$ kiosk" or "$ make" is a command, the lines below it what it prints;
"..." stands for lines left out. Commands find the demonstration's feed as `feed.zip` in their folder.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from kiosk import paths
from kiosk.__main__ import parser
from kiosk.demo.gtfs_zip import gtfs_zip
from kiosk.demo.network import read_network
from kiosk.devices.usage.log import UsageLog
from kiosk.domain.usage.catalogue import event
from tests.conftest import ROOT
from tests.e2e.program import kiosk

DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
FENCE = re.compile(r"^ *```(?:console|sh|shell|bash|text)?[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SUDO = re.compile(r"sudo (?:-u [\w-]+ )?(?=kiosk |make )")
"""Another user's command does the same here."""
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)|<(?:img|a)[^>]+(?:src|href)=\"([^\"#]+)")
ENDLESS = {"run", "setup", "demo", "check", "sos", "status", "pin", "token"}
"""What needs a screen, a network, an agent, a person or a stick: here only their words are checked."""
NOON = 1_795_766_400
"""2026-11-27 12:00 at the stop, when the examples' log begins."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a document, and the lines it is said to print."""

    command: str
    printed: tuple[str, ...]


def examples(markdown: str) -> Iterator[Example]:
    """Every command of a text, in order."""
    for block in FENCE.findall(markdown):
        command = ""
        printed: list[str] = []
        for line in [*dedent(block).replace("\\\n", " ").splitlines(), "$ "]:
            if line.startswith("$ "):
                if command:
                    yield Example(command, tuple(printed))
                command, printed = line.removeprefix("$ ").partition(" # ")[0].strip(), []
            elif re.match(r"(kiosk|make) ", line) and not command:
                yield Example(line.partition(" # ")[0].strip(), ())
            elif line.strip() not in {"", "..."}:
                printed.append(" ".join(line.split()))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples are typed."""
    place = tmp_path_factory.mktemp("documents")
    network = read_network(paths.resources() / "demo" / "network.toml")
    (place / "feed.zip").write_bytes(gtfs_zip(network, date(2026, 11, 22)))
    log = UsageLog(place / "data" / "usage.sqlite", boot_id="examples", version="1")
    log.start()
    log.record(event("screen_opened", screen="map"), NOON)
    log.stop()
    return place


def try_out(example: Example, folder: Path) -> None:
    """Do what the reader is told to do."""
    program, *words = shlex.split(SUDO.sub("", example.command))
    if program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert [word for word in words if "=" not in word and word not in targets] == []
    elif program.endswith("kiosk") and words[0] in ENDLESS:
        parser().parse_args(words)
    elif program.endswith("kiosk"):
        done = kiosk(*words, cwd=folder, KIOSK_DATA_DIR=str(folder / "data"))
        assert done.returncode == 0, done.stderr
        shown = {" ".join(line.split()) for line in done.stdout.splitlines()}
        assert [line for line in example.printed if line not in shown] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_tells_to_type_works(
    document: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for example in examples(document.read_text(encoding="utf-8")):
        try_out(example, folder)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_points_to_is_there(document: Path) -> None:
    targets = {one or other for one, other in LINK.findall(document.read_text(encoding="utf-8"))}
    local = {target for target in targets if not re.match(r"[a-z]+:", target)}
    assert {target for target in local if not (document.parent / target).exists()} == set()


def test_examples_are_found_with_what_they_print() -> None:
    markdown = """
```console
$ kiosk --version # now
kiosk   1
...
$ make \\
  run
```
$ kiosk no
```sh
make test
```
1. In a list:
   ```console
   $ sudo -u kiosk-screen kiosk status
   ```
"""
    assert list(examples(markdown)) == [
        Example("kiosk --version", ("kiosk 1",)),
        Example("make    run", ()),
        Example("make test", ()),
        Example("sudo -u kiosk-screen kiosk status", ()),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        Example("kiosk --version", ("kiosk 0.0",)),
        Example("kiosk import --gtfs feed.zip --stop nowhere --out x", ()),
        Example("make tea", ()),
        Example("sudo make tea", ()),
    ],
)
def test_an_example_that_is_wrong_is_noticed(wrong: Example, folder: Path) -> None:
    with pytest.raises(AssertionError):
        try_out(wrong, folder)
