"""A stop on a machine of the tests: installed, set up, drawn, upgraded, broken on purpose."""

from __future__ import annotations
