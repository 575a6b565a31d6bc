"""The stage and the glass of the screens' tests: here they meet what the app joins to them."""

from tests.screens.conftest import compiled_words, glass, stage

__all__ = ["compiled_words", "glass", "stage"]
