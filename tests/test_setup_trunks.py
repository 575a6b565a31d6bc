"""The operators' lines of kiosk.toml: in another order, more of them, fewer; all else stays to the letter."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import paths
from kiosk.commands.setup_trunks import with_trunks

A, B, C = "sip:112@a.example", "sip:112@b.example", "sip:112@c.example"
TEXT = f"""# ours
[emergency]
pavilion = "1"

# the copper
[[emergency.trunks]]
name = "copper"  # since 2024
uri = "{A}"
codecs = [
    "pcmu",
]

# by air
[[emergency.trunks]]
name = "operator-1"
uri = "{B}"

# what is left
[storage]
log_level = "debug"
"""


def trunks(text: str) -> list[tuple[str, str]]:
    return [(trunk["name"], trunk["uri"]) for trunk in tomllib.loads(text)["emergency"].get("trunks", [])]


def test_what_is_there_already_changes_nothing() -> None:
    assert with_trunks(TEXT, [A, B]) == TEXT


def test_a_block_that_stays_keeps_its_words() -> None:
    new = with_trunks(TEXT, [B, C, A])
    assert trunks(new) == [("operator-1", B), ("operator-2", C), ("copper", A)]
    assert 'name = "copper"  # since 2024' in new
    assert '    "pcmu",\n]\n' in new
    assert new.endswith('# what is left\n[storage]\nlog_level = "debug"\n')
    assert '\n# by air\n[[emergency.trunks]]\nname = "operator-1"' in new
    assert '\n# the copper\n[[emergency.trunks]]\nname = "copper"' in new


def test_all_can_be_taken_out() -> None:
    new = with_trunks(TEXT, [])
    assert tomllib.loads(new) == {"emergency": {"pavilion": "1"}, "storage": {"log_level": "debug"}}


@pytest.mark.parametrize("text", ["", "[storage]\nlog_level = 'info'", "[emergency]\nnumber = '112'"])
def test_a_file_without_any_gets_them(text: str) -> None:
    assert trunks(with_trunks(text, [A])) == [("operator-1", A)]


def test_those_in_one_line_are_left_to_a_person() -> None:
    text = f'[emergency]\ntrunks = [{{ name = "a", uri = "{A}" }}]\n'
    with pytest.raises(ValueError, match="in one line"):
        with_trunks(text, [B])


@given(st.lists(st.lists(st.sampled_from([A, B, C]), unique=True, max_size=3), max_size=6))
def test_any_way_leads_back_to_the_same(ways: list[list[str]]) -> None:
    text = documented = (paths.resources() / "kiosk.toml").read_text(encoding="utf-8")
    for uris in ways:
        text = with_trunks(text, uris)
        assert [uri for _, uri in trunks(text)] == uris
    assert with_trunks(text, []) == documented
