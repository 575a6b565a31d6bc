"""kiosk.toml written whole or not at all, for the kiosk's user, with the earlier one kept beside it."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from kiosk.atomic_file import PATIENCE, replacing
from kiosk.commands.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.commands.setup_account import Account
    from kiosk.commands.setup_draft import Draft

EARLIER = ".before-setup"
MODE = 0o640
FOLDER_MODE = 0o750


def write(draft: Draft, owner: Account | None) -> Path | None:
    """Write the draft; where the earlier file is kept, None where there was none or nothing changes.

    Raises CommandError; then the file is as it was.
    """
    # The folder is the kiosk's user's: root follows no link in it, which could lead anywhere.
    target = draft.file.parent.resolve() / draft.file.name if owner else draft.file.resolve()
    try:
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, mode=FOLDER_MODE)
            if owner:
                os.chown(target.parent, owner.user, owner.reads)
        with replacing(target, PATIENCE) as new:
            _fill(new, draft, owner, target)
            return _keep(target) if draft.earlier not in {None, draft.text} else None
    except OSError as error:
        raise CommandError(
            f"{draft.file} cannot be written: {error.strerror or error}. It is as it was."
        ) from error


def _fill(new: Path, draft: Draft, owner: Account | None, target: Path) -> None:
    """Never readable by others, not even for a moment: it may hold passwords."""
    number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(draft.text.encode())
        file.flush()
        os.fsync(number)
        if owner:
            os.fchown(number, owner.user, owner.reads)
        elif draft.earlier is not None and os.geteuid() == 0:
            known = target.stat()
            os.fchown(number, known.st_uid, known.st_gid)
        os.fchmod(number, MODE)


def _keep(target: Path) -> Path:
    """The earlier file under a second name, with the owner and the mode it has; it takes no room."""
    kept = target.with_name(target.name + EARLIER)
    link = target.with_name(f".{kept.name}.new")
    with contextlib.suppress(FileNotFoundError):
        link.unlink()
    link.hardlink_to(target)
    link.replace(kept)
    return kept
