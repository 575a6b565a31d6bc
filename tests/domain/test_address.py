"""Which addresses open: a table of tricks, and what holds for any text, against Qt's reader and Python's."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl

from kiosk.domain.services.address import LONGEST, AllowList, full_names, refusal, resource_refusal
from tests.domain.hostile_addresses import GOOD, HOSTILE

PORTAL = AllowList(("gosuslugi.ru",), ("gu-st.ru",))
STRICT = QUrl.ParsingMode.StrictMode
ENCODED = QUrl.ComponentFormattingOption.FullyEncoded
HOME = "https://www.gosuslugi.ru/"

WORDS = r"""https HTTPS : / // \ @ # ? % %2e %2F . 。 [ ] :443 :80 www gosuslugi .ru gosuslugi.ru evil.example xn--
    - _ javascript: data: blob: view-source: 127.0.0.1 0x7f о 1 :: & ; = * a { |"""
PIECES = st.sampled_from([*WORDS.split(), "\t", "\n", "\0", "\u200b"])
TEXTS = st.text(max_size=60) | st.lists(PIECES, max_size=12).map("".join)
NEARLY = st.builds(
    lambda before, pieces: HOME[:before] + "".join(pieces), st.integers(0, len(HOME)), st.lists(PIECES)
)


def name(url: object) -> str:
    """How a test of this address is called: the longest ones only by their beginning."""
    return ascii(url)[1:-1][:70]


def belongs(host: str, allowed: tuple[str, ...]) -> bool:
    return any(host == entry or host.endswith("." + entry) for entry in allowed)


def test_the_table_is_long_and_says_nothing_twice() -> None:
    rows = [url for group in HOSTILE.values() for url in group]
    assert len(rows) == len(set(rows)) >= 400
    assert len(GOOD) == len(set(GOOD)) >= 40


@pytest.mark.parametrize("url", [pytest.param(url, id=name(url)) for group in HOSTILE.values() for url in group])
def test_a_hostile_address_is_refused(url: str) -> None:
    reason = refusal(url, PORTAL)
    assert reason
    assert len(reason) < 60
    assert reason.isascii()


@pytest.mark.parametrize("url", [pytest.param(url, id=name(url)) for url in GOOD])
def test_an_address_of_the_portal_opens(url: str) -> None:
    assert refusal(url, PORTAL) == ""
    assert refusal(url, PORTAL, main=False) == ""
    assert resource_refusal(url, PORTAL) == ""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "empty"),
        (HOME + "a" * LONGEST, "longer than 8192 characters"),
        ("java\tscript:1", "holds a space or a control character"),
        ("https://gоsuslugi.ru/", "holds a character that is not ASCII"),
        ("https:\\\\www.gosuslugi.ru", "holds a backslash"),
        ("www.gosuslugi.ru", "names no scheme"),
        ("http://www.gosuslugi.ru/", "not encrypted (http:)"),
        ("File:///etc/passwd", "the scheme file: is refused"),
        ("javascript:alert(1)", "the scheme javascript: is refused"),
        ("view-source:" + HOME, "the scheme view-source: is refused"),
        ("blob:" + HOME + "1", "the scheme blob: is refused"),
        ("wss://www.gosuslugi.ru/", "the scheme wss: is refused"),
        ("secret-of-somebody:x", "only https: is allowed"),
        ("https:///evil.example", "names no host"),
        ("https://user@www.gosuslugi.ru/", "holds a user name"),
        ("https://www.gosuslugi%2eru/", "percent-encoding in the host"),
        ("https://[::1]/", "an IP address in place of a name"),
        ("https://0x7f.1/", "an IP address in place of a name"),
        ("https://127.0.0.1./", "an IP address in place of a name"),
        ("https://www.gosuslugi.ru:8443/", "a port other than 443"),
        ("https://gosuslugi.ru./", "a dot at the end of the host"),
        ("https://xn--gsuslugi-27g.ru/", "a punycode label in the host"),
        ("https://w_w.gosuslugi.ru/", "not the full name of a host"),
        ("https://localhost/", "not the full name of a host"),
        ("https://evilgosuslugi.ru/", "the host is not on the allow-list"),
        (HOME + "{x}", "holds a character that must be percent-encoded"),
        (HOME + "%zz", "holds a character that must be percent-encoded"),
    ],
)
def test_the_reason_says_what_is_wrong(url: str, reason: str) -> None:
    assert refusal(url, PORTAL) == reason


def test_the_longest_address_is_just_allowed() -> None:
    assert refusal(HOME + "a" * (LONGEST - len(HOME)), PORTAL) == ""


def test_a_frame_inside_a_page_may_begin_empty() -> None:
    for url in ("about:blank", "about:srcdoc"):
        assert refusal(url, PORTAL, main=False) == ""
        assert refusal(url, PORTAL) == "the scheme about: is refused"
    for url in ("about:version", "about:blank#x", "ABOUT:BLANK", "data:text/html,x", "javascript:1", ""):
        assert refusal(url, PORTAL, main=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://gu-st.ru/content/app.js",
        "https://static.gu-st.ru/a.png",
        "wss://www.gosuslugi.ru/socket",
        "WSS://gu-st.ru:443/socket",
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "DATA:image/svg+xml,<svg xmlns='x'/>",
        "data:image/png;base64," + "A" * 10 * LONGEST,
        "blob:https://www.gosuslugi.ru/0b7c5c7e-0000-4000-8000-000000000000",
    ],
)
def test_a_part_of_a_page_may_be_loaded(url: str) -> None:
    assert resource_refusal(url, PORTAL) == ""


HOSTILE_PARTS = [
    "https://mc.yandex.ru/watch/1",
    "https://www.google-analytics.com/collect",
    "https://evilgu-st.ru/",
    "http://gu-st.ru/a.png",
    "http://www.gosuslugi.ru/a.png",
    "ws://www.gosuslugi.ru/",
    "wss://evil.example/",
    "wss://www.gosuslugi.ru:8443/",
    "wss://127.0.0.1/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "file:///etc/passwd",
    "filesystem:https://www.gosuslugi.ru/temporary/x",
    "chrome://theme/x",
    "javascript:1",
    "view-source:" + HOME,
    "about:blank",
    "dataa:x",
    "data",
    "",
]


@pytest.mark.parametrize("url", HOSTILE_PARTS)
def test_a_part_from_elsewhere_is_not(url: str) -> None:
    assert resource_refusal(url, PORTAL)


def test_parts_come_from_nowhere_that_a_page_could_not_name() -> None:
    own = ("data:", "blob:", "wss:", "https://gu-st.ru/")
    for url in (url for group in HOSTILE.values() for url in group if not url.lower().startswith(own)):
        assert resource_refusal(url, PORTAL), name(url)


ODD = ["", "ru", ".", ".ru", "*", "*.ru", "*.gosuslugi.ru", ".gosuslugi.ru", "gosuslugi.ru.", "GOSUSLUGI.RU"]
ODD += [
    "gosuslugi.ru:443",
    "https://gosuslugi.ru",
    "gosuslugi.ru/",
    "www.gosuslugi.ru\n",
    "госуслуги.рф",
    "1",
    "0.1",
]
ODD += ["xn--c1aapkosapc.xn--p1ai", "localhost", "127.0.0.1", "[::1]", "gosuslugi", " gosuslugi.ru", "@", "%2e"]


@pytest.mark.parametrize("entry", ODD)
def test_an_odd_entry_of_the_list_opens_nothing(entry: str) -> None:
    reached = ["https://" + entry + "/", "https://www." + entry, "https://127.0.0.1/", "https://localhost/"]
    for url in (*GOOD, *reached, "https://evil.ru/", "https://xn--c1aapkosapc.xn--p1ai/"):
        assert refusal(url, AllowList((entry,), (entry,)))
        assert resource_refusal(url, AllowList((entry,), (entry,)))


def test_only_full_names_count() -> None:
    assert full_names((*ODD, "gosuslugi.ru", "a.b-c.gu-st.ru")) == ("gosuslugi.ru", "a.b-c.gu-st.ru")


def test_an_empty_list_opens_nothing() -> None:
    assert {refusal(url, AllowList()) for url in GOOD} == {"the host is not on the allow-list"}
    assert {resource_refusal(url, AllowList()) for url in GOOD} == {"the host is not on the allow-list"}


def test_a_host_on_the_list_opens_itself_and_what_is_below_it() -> None:
    narrow = AllowList(("pos.gosuslugi.ru", "ulmeria.ru"))
    assert refusal("https://pos.gosuslugi.ru/", narrow) == ""
    assert refusal("https://a.b.pos.gosuslugi.ru/", narrow) == ""
    assert refusal("https://ulmeria.ru/", narrow) == ""
    for url in (HOME, "https://gosuslugi.ru/", "https://xpos.gosuslugi.ru/", "https://ru/", "https://meria.ru/"):
        assert refusal(url, narrow) == (
            "the host is not on the allow-list" if url.count(".") else "not the full name of a host"
        )


@given(TEXTS | NEARLY, st.lists(TEXTS | st.just("gosuslugi.ru"), max_size=3).map(tuple), st.booleans())
def test_any_text_is_answered_and_what_is_allowed_means_one_thing(
    url: str, hosts: tuple[str, ...], main: bool
) -> None:
    """Qt, Python and we read the same https host, a listed one, and the same port out of what is allowed."""
    if refusal(url, AllowList(hosts), main=main) or (not main and url.startswith("about:")):
        return
    told, read = QUrl(url, STRICT), urlsplit(url)
    assert told.isValid(), told.errorString()
    assert told.scheme() == read.scheme == "https"
    assert told.host(ENCODED) == read.hostname
    assert told.port(443) == (read.port or 443) == 443
    assert told.userInfo() == ""
    assert read.username is None
    assert belongs(told.host(), hosts)


@pytest.mark.parametrize("url", [pytest.param(url, id=name(url)) for url in GOOD])
def test_every_reader_finds_the_portal_in_its_addresses(url: str) -> None:
    told, read = QUrl(url, STRICT), urlsplit(url)
    assert told.isValid(), told.errorString()
    assert told.host() == read.hostname
    assert belongs(told.host(), PORTAL.hosts)
    again = bytes(told.toEncoded().data()).decode()
    assert refusal(again, PORTAL) == ""


@given(st.integers(0, len(HOME)), st.characters(), st.sampled_from([0, 1]))
@example(8, "@", 0)
@example(len(HOME) - 1, ".", 0)
def test_one_wrong_character_never_leads_to_a_foreign_host(place: int, character: str, replaced: int) -> None:
    url = HOME[:place] + character + HOME[place + replaced :]
    if refusal(url, PORTAL) == "":
        assert belongs(QUrl(url, STRICT).host(), PORTAL.hosts)
        assert belongs(str(urlsplit(url).hostname), PORTAL.hosts)


@given(TEXTS | NEARLY)
def test_qt_s_own_spelling_of_an_address_is_judged_like_the_address(url: str) -> None:
    """What Qt repairs silently may be allowed after the repair, but only for the host that is really asked."""
    repaired = QUrl(url)
    spelt = bytes(repaired.toEncoded().data()).decode("ascii")
    if refusal(spelt, PORTAL) == "":
        assert belongs(repaired.host(), PORTAL.hosts)
    if refusal(url, PORTAL) == "":
        assert refusal(spelt, PORTAL) == ""


@given(TEXTS | NEARLY)
def test_what_may_be_a_page_may_be_a_part_of_one(url: str) -> None:
    if refusal(url, PORTAL) == "":
        assert resource_refusal(url, PORTAL) == ""
