"""Runs in the bundle before the program: gives the programs that it starts the library path it was given itself.

Source: PyInstaller, "Run-time Information", LD_LIBRARY_PATH considerations.
"""

import os

os.environ.pop("LD_LIBRARY_PATH", None)
if "LD_LIBRARY_PATH_ORIG" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
