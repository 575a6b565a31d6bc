"""Programs of an ordinary user: they run with our packages, see nothing of root's, and leave nothing."""

from __future__ import annotations

import os
import sys
import textwrap

from tests.ordinary_user import SHARED_MEMORY, ordinary_user


def test_programs_run_as_somebody_who_is_not_root() -> None:
    with ordinary_user() as user:
        script = "import os, PySide6; print(os.getresuid(), os.environ['HOME'], os.access('/etc/shadow', os.R_OK))"
        ran = user.run([sys.executable, "-c", script])
    assert ran.returncode == 0, ran.stderr
    assert user.uid != 0
    assert ran.stdout.decode().strip() == f"{(user.uid,) * 3} {user.home} False"


def test_only_the_folders_of_the_user_can_be_written() -> None:
    script = "import os, sys; print([os.access(path, os.W_OK) for path in sys.argv[1:]])"
    with ordinary_user() as user:
        ran = user.run([sys.executable, "-c", script, user.home, user.folder("more"), "/etc"])
    assert ran.stdout.decode().strip() == str([True, True, False])


def test_what_a_program_starts_and_writes_is_gone_with_the_user() -> None:
    script = textwrap.dedent("""
        import pathlib, subprocess, sys
        from kiosk import paths
        pathlib.Path.home().joinpath("left").write_text("something")
        paths.sessions_dir().joinpath("left").write_text("something")
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        print(subprocess.Popen(["sleep", "60"], **nowhere).pid)
    """)
    with ordinary_user() as user:
        left = int(user.run([sys.executable, "-c", script]).stdout)
        if os.getuid() == 0:
            assert left in user.processes()
        else:
            os.kill(left, 9)
    assert left not in user.processes()
    assert not user.home.exists()
    if os.getuid() == 0:
        assert not list(SHARED_MEMORY.glob(f"*{user.uid}*"))
