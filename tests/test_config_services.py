"""[services] of kiosk.toml: what may stand in it, and what is told about what may not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.config.faults import ConfigError, ConfigFault
from kiosk.config.proven import proven
from kiosk.config.read import read
from kiosk.config.services import Services
from kiosk.domain.services.address import AllowList, refusal
from kiosk.domain.services.session import Limits

SMALLEST = '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "https://example.org/gtfs.zip"\n[services]\n'
EVERY_KEY = """
enabled = false
catalogue = "services.toml"
open_here = false
hosts = ["example.org", "a.b-c.example"]
resource_hosts = ["cdn.example.org"]
ca_file = "/etc/kiosk/root.pem"
logout_urls = ["https://esia.gosuslugi.ru/idp/ext/Logout?a=1", "https://login.example.org/out"]
idle_seconds = 90
total_minutes = 20
extension_minutes = 0
memory_megabytes = 900
unresponsive_seconds = 2
warm_spare = false
key_sound = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def told(file: Path, lines: str) -> tuple[ConfigFault, ...]:
    """What is told about a file with these lines after the smallest one's five."""
    file.write_text(SMALLEST + lines)
    with pytest.raises(ConfigError) as caught:
        read(file, {})
    return caught.value.faults


def test_the_portal_alone_is_the_default(file: Path) -> None:
    file.write_text(SMALLEST)
    found = read(file, {}).services
    assert found == Services()
    assert found.allowed == AllowList(("gosuslugi.ru",), ("gu-st.ru",))
    assert found.limits == Limits(60, 600, 300)


def test_every_key_can_be_set_and_means_the_same_when_it_is_not_checked_again(file: Path) -> None:
    file.write_text(SMALLEST + EVERY_KEY)
    found = read(file, {}).services
    assert found.catalogue == file.parent / "services.toml"
    assert found.ca_file == Path("/etc/kiosk/root.pem")
    assert found.allowed == AllowList(("gosuslugi.ru", "example.org", "a.b-c.example"), ("cdn.example.org",))
    assert found.limits == Limits(90, 1200, 0)
    assert (found.enabled, found.open_here, found.warm_spare, found.key_sound) == (False, False, False, True)
    assert proven(file.read_bytes(), file.parent, os.environ) == read(file)


def test_an_empty_path_is_none(file: Path) -> None:
    file.write_text(SMALLEST + 'catalogue = ""\nca_file = ""\n')
    assert read(file, {}).services == Services()


@pytest.mark.parametrize(
    ("host", "word"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("https://example.org", "an address"),
        ("example.org/path", "an address"),
        ("//example.org", "an address"),
        ("example.org:443", "port"),
        ("[2001:db8::1]", "IP address"),
        ("2001:db8::1", "IP address"),
        ("*.example.org", "wildcard"),
        ("*", "wildcard"),
        ("192.0.2.7", "IP address"),
        ("192.0.2.7.", "IP address"),
        ("0x7f.0.0.1", "IP address"),
        ("127.1", "IP address"),
        ("2130706433", "IP address"),
        ("example.0xA", "IP address"),
        ("xn--80afyv3d.xn--p1ai", "alphabets"),
        ("Example.XN--p1ai", "alphabets"),
        ("госуслуги.рф", "alphabets"),
        ("gоsuslugi.ru", "alphabets"),
        ("gosuslugi。ru", "alphabets"),
        ("Example.org", "lower case"),
        ("ru", "top-level"),
        ("localhost", "top-level"),
        (".ru", "top-level"),
        ("ru.", "top-level"),
        (".example.org", "no name"),
        ("example.org.", "no name"),
        ("example..org", "no name"),
        ("-example.org", "no name"),
        ("example-.org", "no name"),
        ("exa mple.org", "no name"),
        ("user@example.org", "no name"),
        ("example.org\\n", "no name"),
        ("a_b.example.org", "no name"),
        ("%65xample.org", "no name"),
        ("x" * 64 + ".org", "no name"),
        ("x." * 126 + "org", "no name"),
    ],
)
@pytest.mark.parametrize("key", ["hosts", "resource_hosts"])
def test_what_is_no_name_of_a_host_is_refused(file: Path, key: str, host: str, word: str) -> None:
    (fault,) = told(file, f'{key} = ["good.example", "{host}"]\n')
    assert (fault.key, fault.line) == (f"services.{key}.1", 6)
    assert word in fault.what
    assert "example.org" in fault.remedy


@pytest.mark.parametrize("host", ["example.org", "a.b.example.org", "1.example.org", "a--b.example", "r2.d2"])
def test_what_is_taken_for_a_host_lets_its_pages_open(file: Path, host: str) -> None:
    file.write_text(SMALLEST + f'hosts = ["{host}"]\n')
    allowed = read(file, {}).services.allowed
    assert refusal(f"https://{host}/", allowed) == ""
    assert refusal(f"https://www.{host}/", allowed) == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://esia.gosuslugi.ru/logout",
        "https://example.org/logout",
        "https://gosuslugi.ru.example.org/",
        "https://gosuslugi.ru:8443/",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_log_out_address_must_be_one_that_may_be_opened(file: Path, address: str) -> None:
    good = "https://esia.gosuslugi.ru/out?key=SECRET"
    (fault,) = told(file, f'logout_urls = ["{good}", "{address}"]\n')
    assert (fault.key, fault.line) == ("services.logout_urls.1", 6)
    assert "may not be opened" in fault.what
    assert "SECRET" not in str(fault)


@pytest.mark.parametrize(
    ("line", "key", "word"),
    [
        ("hosts = 1", "hosts", "list"),
        ("hosts = [1]", "hosts.0", "text"),
        ('hosts = "example.org"', "hosts", "list"),
        ("logout_urls = [[]]", "logout_urls.0", "text"),
        ("catalogue = 1", "catalogue", "text"),
        ("idle_seconds = 19", "idle_seconds", "small"),
        ("idle_seconds = 601", "idle_seconds", "large"),
        ("total_minutes = 0", "total_minutes", "small"),
        ("extension_minutes = 61", "extension_minutes", "large"),
        ("memory_megabytes = 399", "memory_megabytes", "small"),
        ("unresponsive_seconds = nan", "unresponsive_seconds", "number"),
        ("unresponsive_seconds = 0.5", "unresponsive_seconds", "small"),
        ("open_here = 1", "open_here", "true nor false"),
        ("host = []", "host", "unknown"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file: Path, line: str, key: str, word: str) -> None:
    (fault,) = told(file, f"{line}\n")
    assert (fault.key, fault.line) == (f"services.{key}", 6)
    assert word in fault.what


def test_all_faults_are_told_at_once(file: Path) -> None:
    found = told(file, 'hosts = ["*.ru", "ok.example", "ru"]\nidle_seconds = 1\nlogout_urls = ["http://x"]\n')
    assert [(fault.line, fault.key) for fault in found] == [
        (6, "services.hosts.0"),
        (6, "services.hosts.2"),
        (7, "services.idle_seconds"),
        (8, "services.logout_urls.0"),
    ]
