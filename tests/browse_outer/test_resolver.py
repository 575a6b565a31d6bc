"""Which names have an address in a session."""

from __future__ import annotations

from kiosk.browse.resolver import resolver_rules
from kiosk.domain.services.address import AllowList


def test_only_what_is_allowed_has_an_address() -> None:
    assert resolver_rules(AllowList(("gosuslugi.ru",), ("gu-st.ru",))) == (
        "MAP * ~NOTFOUND, EXCLUDE gosuslugi.ru, EXCLUDE *.gosuslugi.ru, EXCLUDE gu-st.ru, EXCLUDE *.gu-st.ru"
    )


def test_an_odd_entry_neither_opens_a_name_nor_becomes_a_switch() -> None:
    odd = ("*", "ru", 'a.ru" --no-sandbox "', "a.ru, EXCLUDE *", "127.0.0.1", "A.RU", "")
    assert resolver_rules(AllowList(odd, odd)) == resolver_rules(AllowList()) == "MAP * ~NOTFOUND"
