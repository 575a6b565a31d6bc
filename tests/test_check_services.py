"""`kiosk check` of the catalogue: what is wrong in it, what has to be verified, and what answers."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from kiosk.commands.check_services import services_page, verification
from kiosk.commands.finding import Finding, Level
from kiosk.config.services import Services
from kiosk.domain.realtime import Fault
from kiosk.domain.service_day import Instant
from kiosk.feeds.errors import FetchError
from kiosk.feeds.fetch import Source, Visit, visit
from tests.e2e.program import kiosk
from tests.fakes import feed_server as fake
from tests.fakes.feed_server import Conversation, FeedServer
from tests.test_catalogue import CATEGORY_LINES, GOOD, SERVICE_LINES

NOW: Instant = 1795319000
"""2026-11-22T03:43:20Z."""

ADDRESS = "https://www.gosuslugi.ru/10700"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def portal(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """All of the internet: a proxy that is itself whichever host of the portal it is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("www.gosuslugi.ru", "esia.gosuslugi.ru", "pos.gosuslugi.ru").configure_cert(context)
    with FeedServer(tls=context, greeting=_connected) as server:
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
        yield server


def _connected(talk: Conversation) -> bool:
    """Source: RFC 9110, 9.3.6 (CONNECT)."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += talk.connection.recv(1)  # not a byte of what comes after it
    talk.send(b"HTTP/1.1 200 OK\r\n\r\n")
    return head.startswith(b"CONNECT ")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A proxy where nobody listens."""
    with socket.socket() as taken:  # bound, never listening: refused
        taken.bind(("127.0.0.1", 0))
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{taken.getsockname()[1]}")
        yield


def catalogue(folder: Path, *services: str) -> Services:
    """Settings whose catalogue holds these services."""
    file = folder / "services.toml"
    file.write_text(CATEGORY_LINES + "".join(services))
    return Services(catalogue=file, logout_urls=(ADDRESS,))


def service(name: str = "doctor", address: str = ADDRESS, checked_on: str = "2026-11-01") -> str:
    lines = SERVICE_LINES.replace('"doctor"', f'"{name}"').replace(ADDRESS, address)
    return lines + (f"checked_on = {checked_on}\n" if checked_on else "")


def told(findings: Iterator[Finding]) -> list[tuple[Level, str, str]]:
    return [(finding.level, finding.subject, finding.what) for finding in findings]


def test_a_right_catalogue_is_counted(tmp_path: Path) -> None:
    settings = catalogue(tmp_path, service("a"), service("b", checked_on=""))
    (finding,) = services_page(settings)
    assert finding.level is Level.OK
    assert "2 are offered; the addresses of 1 are not proven" in finding.what
    assert "kiosk check --services" in finding.remedy


def test_where_the_page_is_turned_off_nothing_is_looked_at(tmp_path: Path) -> None:
    (finding,) = services_page(Services(enabled=False, catalogue=tmp_path / "absent.toml"))
    assert finding.level is Level.OK
    assert "turned off" in finding.what


def test_a_broken_catalogue_is_told_fault_by_fault(tmp_path: Path) -> None:
    settings = catalogue(tmp_path, service(address="http://x"), 'tite = "x"\n')
    for findings in (services_page(settings), verification(settings, NOW)):
        found = told(findings)
        assert [level for level, _, _ in found] == [Level.FAULT, Level.FAULT]
        assert "line 10: service.doctor.address" in found[0][2]


@pytest.mark.usefixtures("offline")
def test_log_out_addresses_that_nobody_proved_are_to_be_verified(tmp_path: Path) -> None:
    proven = catalogue(tmp_path, service())
    shipped = replace(proven, logout_urls=Services().logout_urls)
    assert not any("log-out" in finding.what for finding in verification(proven, NOW))
    (finding,) = (finding for finding in verification(shipped, NOW) if "log-out" in finding.what)
    assert finding.level is Level.WARNING
    assert not any("log-out" in finding.what for finding in verification(replace(shipped, open_here=False), NOW))


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://gosuslugi.ru.example.org/",
        "https://www.gosuslugi.ru:8443/",
        "https://127.0.0.1/",
        "https://xn--80afyv3d.xn--p1ai/",
    ],
)
def test_an_address_outside_the_allow_list_is_a_fault_and_is_never_asked(tmp_path: Path, address: str) -> None:
    settings = catalogue(tmp_path, service("far", address))
    assert max(finding.level for finding in services_page(settings)) is Level.FAULT
    (finding,) = verification(settings, NOW)
    assert (finding.level, finding.subject) == (Level.FAULT, "service far")
    assert "never offered to open here" in finding.what


def test_an_authority_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    found = told(services_page(Services(ca_file=tmp_path / "absent.pem")))
    assert found[0][0] is Level.FAULT
    assert "absent.pem" in found[0][2]


def test_authorities_are_tried_as_a_session_does(tmp_path: Path, ca_file: Path) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n")
    assert max(level for level, _, _ in told(services_page(Services(ca_file=ca_file)))) is Level.OK
    level, subject, what = told(services_page(Services(ca_file=broken)))[0]
    assert (level, subject) == (Level.FAULT, "services")
    assert "broken.pem" in what


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    ("checked_on", "word"),
    [
        ("", "not proven"),
        ("2025-11-22", ""),
        ("2025-11-21", "last checked on 2025-11-21"),
        ("2026-11-22", ""),
        ("2026-11-23", "in the future"),
        ("2099-01-01", "in the future"),
    ],
)
def test_how_long_a_proof_counts(tmp_path: Path, checked_on: str, word: str) -> None:
    found = told(verification(catalogue(tmp_path, service(checked_on=checked_on)), NOW))
    about = [what for level, subject, what in found if subject == "service doctor" and level is Level.WARNING]
    assert len(about) == bool(word)
    assert word in "".join(about)


@pytest.mark.usefixtures("offline")
def test_a_day_that_has_begun_somewhere_is_not_in_the_future(tmp_path: Path) -> None:
    """At 12:00 in London it is tomorrow in the Line Islands."""
    assert len(told(verification(catalogue(tmp_path, service(checked_on="2026-11-23")), NOW + 9 * 3600))) == 1


@pytest.mark.usefixtures("offline")
def test_services_with_one_address_are_told(tmp_path: Path) -> None:
    settings = catalogue(tmp_path, service("a"), service("b"), service("c", ADDRESS + "0"))
    found = told(verification(settings, NOW))
    assert (Level.WARNING, "services", f"{ADDRESS} is the address of 2 services: a, b.") in found


@pytest.mark.usefixtures("offline")
def test_without_a_network_one_line_says_so(tmp_path: Path) -> None:
    settings = catalogue(
        tmp_path, service("a"), service("b", "https://pos.gosuslugi.ru/lkp/"), service("c", ADDRESS + "0")
    )
    ((level, subject, what),) = told(verification(settings, NOW))
    assert (level, subject) == (Level.WARNING, "network")
    assert "none of the addresses was tried" in what


def test_what_answers_is_told_and_each_address_is_asked_once(
    tmp_path: Path, portal: FeedServer, ca_file: Path
) -> None:
    portal.on("/page", fake.serve(b"<!doctype html><title>A page</title>"))
    portal.on("/log-in", fake.redirect("https://esia.gosuslugi.ru/page"))
    portal.on("/out", fake.redirect("https://example.org/"))
    portal.on("/plain", fake.redirect("http://www.gosuslugi.ru/page"))
    portal.on("/busy", fake.status(503))
    names = ("page", "log-in", "out", "plain", "busy", "gone")
    root = "https://www.gosuslugi.ru"
    settings = catalogue(
        tmp_path, *(service(name, f"{root}/{name}") for name in names), service("again", f"{root}/page")
    )
    found = told(verification(replace(settings, ca_file=ca_file), NOW))
    assert [(level, subject) for level, subject, _ in found] == [
        (Level.WARNING, "services"),
        (Level.OK, "service page, again"),
        (Level.OK, "service log-in"),
        (Level.FAULT, "service out"),
        (Level.FAULT, "service plain"),
        (Level.WARNING, "service busy"),
        (Level.FAULT, "service gone"),
    ]
    said = {subject.split()[1]: what for _, subject, what in found if " " in subject}
    assert said["log-in"] == f"{root}/log-in answered 200."
    assert "example.org" in said["out"]
    assert "http" in said["plain"]
    assert "503" in said["busy"]
    assert "404" in said["gone"]
    assert [request.path for request in portal.requests].count("/page") == 2  # once more after the log-in


def test_a_portal_whose_authority_nobody_named_is_a_fault(tmp_path: Path, portal: FeedServer) -> None:
    (finding,) = verification(catalogue(tmp_path, service()), NOW)
    assert finding.level is Level.FAULT
    assert "ca_file in [services]" in finding.remedy
    assert portal.requests == []


def test_a_host_that_cannot_be_reached_is_asked_once_and_the_others_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(source: Source, *_: object) -> Visit:
        asked.append(source.url)
        if "pos." in source.url:
            raise FetchError(Fault.TIMEOUT, "pos.gosuslugi.ru did not finish answering before the deadline")
        return Visit(200)

    monkeypatch.setattr("kiosk.feeds.fetch.visit", answer)
    pos = "https://pos.gosuslugi.ru/"
    settings = catalogue(tmp_path, service("a", pos), service("b", f"{pos}2"), service("c"))
    found = told(verification(settings, NOW))
    assert asked == [pos, ADDRESS]
    assert [(level, subject) for level, subject, _ in found] == [
        (Level.OK, "service c"),
        (Level.WARNING, "network"),
    ]
    assert "the addresses there were not tried" in found[1][2]


def test_a_page_is_visited_and_not_read(portal: FeedServer, ca_file: Path) -> None:
    """A body without end does not hold the answer up."""
    portal.on("/page", fake.drip_body())
    source = Source("https://www.gosuslugi.ru/page", ca_file=ca_file, deadline=5)
    assert visit(source, lambda _: True) == Visit(200)


def test_a_redirect_that_is_denied_is_not_followed(portal: FeedServer, ca_file: Path) -> None:
    portal.on("/page", fake.redirect("https://esia.gosuslugi.ru/page?secret=1"))
    source = Source("https://www.gosuslugi.ru/page", ca_file=ca_file)
    assert visit(source, lambda _: False) == Visit(302, "esia.gosuslugi.ru")
    assert len(portal.requests) == 1


def test_redirects_without_end_are_given_up(portal: FeedServer, ca_file: Path) -> None:
    portal.on("/page", fake.redirect("/page"))
    with pytest.raises(FetchError) as caught:
        visit(Source("https://www.gosuslugi.ru/page", ca_file=ca_file, max_redirects=2), lambda _: True)
    assert caught.value.fault is Fault.REDIRECT
    assert len(portal.requests) == 3


@contextlib.contextmanager
def settings_file(folder: Path, lines: str) -> Iterator[Path]:
    (folder / "services.toml").write_text(lines)
    file = folder / "kiosk.toml"
    file.write_text(
        '[stop]\nids = ["S1"]\n[timetable]\ngtfs = "g.zip"\n[services]\ncatalogue = "services.toml"\n', "utf-8"
    )
    yield file


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(("lines", "code"), [(GOOD, 1), (GOOD.replace("gosuslugi", "example"), 2), ("", 2)])
def test_the_exit_code_is_the_worst_finding(tmp_path: Path, lines: str, code: int) -> None:
    with settings_file(tmp_path, lines) as file:
        done = kiosk("check", "--services", "--config", file)
    assert done.returncode == code
    assert done.stdout.startswith("ok      settings: ")


def test_broken_settings_are_told_first(tmp_path: Path) -> None:
    with settings_file(tmp_path, GOOD) as file:
        file.write_text("[services]\nhosts = 1\n")
        done = kiosk("check", "--services", "--config", file)
    assert done.returncode == 2
    assert all(line.startswith("fault   settings: ") for line in done.stdout.splitlines())
