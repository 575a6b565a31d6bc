"""What the processes of a web session say to each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.browse.plan import BrowsePlan, Look, Request
from kiosk.browse.wire import (
    Lines,
    WireError,
    encode,
    end_from_json,
    plan_from_json,
    plan_to_json,
    request_from_json,
    request_to_json,
)
from kiosk.domain.services.address import AllowList
from kiosk.domain.services.session import End, Limits
from kiosk.domain.text import Text

PLAN = BrowsePlan(
    allowed=AllowList(("gosuslugi.ru", "example.org"), ("gu-st.ru",)),
    limits=Limits(idle=20.0, total=60.0, extension=0.0),
    memory_megabytes=512,
    ca_file=Path("/etc/kiosk/корень.pem"),
    logout_urls=("https://esia.gosuslugi.ru/logout",),
    sos_socket=Path("/run/kiosk/sos.sock"),
    place_address=Text("Остановка", (("en", "Stop"),)),
    pavilion="7",
)
REQUEST = Request("https://gosuslugi.ru/", Text("Паспорт", (("en", "Passport"),)), Look(position=(0, 10)))


def test_plans_and_requests_travel_as_they_are() -> None:
    """Every field of theirs, those of inner values too."""
    for plan in (PLAN, BrowsePlan(AllowList())):
        assert plan_from_json(json.loads(encode(plan_to_json(plan)))) == plan
    for request in (REQUEST, Request("https://gosuslugi.ru/")):
        assert request_from_json(json.loads(encode(request_to_json(request)))) == request


@pytest.mark.parametrize(
    ("field", "odd"),
    [
        ("allowed", None),
        ("allowed", {"hosts": "gosuslugi.ru", "resource_hosts": []}),
        ("limits", {"idle": "60"}),
        ("limits", {"idle": 60.0}),
        ("memory_megabytes", 700.5),
        ("memory_megabytes", True),
        ("ca_file", 7),
        ("sos_socket", ["/run/kiosk/sos.sock"]),
        ("logout_urls", ["https://a.example/", None]),
        ("place_address", {"default": "x", "translations": [["ru"]]}),
        ("place_address", {"default": "x", "translations": [["ru", "a", "b"]]}),
        ("key_sound", 1),
        ("nobody_knows", "this"),
    ],
)
def test_an_odd_plan_is_refused(field: str, odd: object) -> None:
    """A missing, wrong or unknown field is an error with a name, never a plan that is nearly right."""
    with pytest.raises(WireError):
        plan_from_json({**plan_to_json(PLAN), field: odd})


@pytest.mark.parametrize("odd", [None, [], "plan", {}, 7])
def test_what_is_no_plan_is_refused(odd: object) -> None:
    """Whatever JSON may hold."""
    with pytest.raises(WireError):
        plan_from_json(odd)
    with pytest.raises(WireError):
        request_from_json(odd)


@pytest.mark.parametrize("odd", [None, "", "BUTTON", "exploded", ["button"], 3])
def test_only_known_ends_are_read(odd: object) -> None:
    """And each of them by its name."""
    assert [end_from_json(end.value) for end in End] == list(End)
    with pytest.raises(WireError):
        end_from_json(odd)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_lines_come_in_pieces_of_any_size(size: int) -> None:
    """A stream has no borders."""
    told: list[dict[str, object]] = [{"pulse": 1}, {"open": request_to_json(REQUEST)}, {"end": "button"}]
    stream = b"".join(encode(one) for one in told)
    lines = Lines()
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    assert [found for piece in pieces for found in lines.objects(piece)] == told


@pytest.mark.parametrize("odd", [b"\n", b"pulse\n", b"[1]\n", b'{"pulse": NaN}\n', b"\xff\n", b"x" * 70_000])
def test_a_stream_that_is_none_is_refused(odd: bytes) -> None:
    """An endless line too, before it fills the memory."""
    with pytest.raises(WireError):
        list(Lines().objects(odd))


def test_what_came_before_the_odd_line_is_heard() -> None:
    """The window's last words count although it went mad after them."""
    heard = Lines().objects(b'{"over": "idle"}\n{]\n')
    assert next(heard) == {"over": "idle"}
    with pytest.raises(WireError):
        next(heard)
