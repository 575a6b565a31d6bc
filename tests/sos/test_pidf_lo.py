"""The location as XML: what emergency centres read, in the order their schemas want."""

from __future__ import annotations

import uuid
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.text import Text
from kiosk.sos.edge.civic import ORDER, civic
from kiosk.sos.edge.pidf_lo import CIVIC, DEVICE, GEOPRIV, GML, PIDF, POLICY, pidf_lo
from kiosk.sos.plan import Pavilion

PAVILION = Pavilion(
    "0042",
    Text("Проспект Филатова", (("en", "Filatova Avenue"),)),
    Text("Ульяновск, проспект Филатова, 1"),
    54.3845,
    48.5865,
)
GOLDEN = f"""<?xml version='1.0' encoding='UTF-8'?>
<presence xmlns="{PIDF}" entity="pres:pavilion-0042@pavilion.invalid"\
 xmlns:dm="{DEVICE}" xmlns:gp="{GEOPRIV}" xmlns:gbp="{POLICY}" xmlns:ca="{CIVIC}" xmlns:gml="{GML}">\
<dm:device id="pavilion"><gp:geopriv><gp:location-info>\
<gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>54.384500 48.586500</gml:pos></gml:Point>\
<ca:civicAddress xml:lang="ru"><ca:country>RU</ca:country><ca:A3>Ульяновск</ca:A3><ca:RD>Филатова</ca:RD>\
<ca:STS>проспект</ca:STS><ca:HNO>1</ca:HNO><ca:LMK>Остановка Проспект Филатова</ca:LMK>\
<ca:LOC>Остановочный павильон 0042, Ульяновск, проспект Филатова, 1</ca:LOC><ca:ADDCODE>0042</ca:ADDCODE>\
</ca:civicAddress></gp:location-info>\
<gp:usage-rules><gbp:retransmission-allowed>yes</gbp:retransmission-allowed></gp:usage-rules>\
<gp:method>Manual</gp:method></gp:geopriv>\
<dm:deviceID>urn:uuid:40437cd9-38dd-58b4-b6d4-c629c7a98763</dm:deviceID></dm:device></presence>"""


def names(element: ET.Element) -> list[str]:
    return [child.tag for child in element]


def civic_of(document: bytes) -> dict[str, str]:
    (address,) = ET.fromstring(document).iter(f"{{{CIVIC}}}civicAddress")  # noqa: S314  our own
    return {child.tag.removeprefix(f"{{{CIVIC}}}"): child.text or "" for child in address}


def test_the_whole_document() -> None:
    assert pidf_lo(PAVILION).decode() == GOLDEN


KNOWN = [PAVILION, replace(PAVILION, lat=None, lon=None), Pavilion("", Text(""), Text(""))]


@pytest.mark.parametrize("pavilion", KNOWN, ids=["all", "no point", "nothing"])
def test_the_order_is_that_of_the_schemas(pavilion: Pavilion) -> None:
    """RFC 4479, 3.6 (a device ends with its deviceID); RFC 4119, 2.2.5 (geopriv); RFC 5491, 3.5 (point first)."""
    root = ET.fromstring(pidf_lo(pavilion))  # noqa: S314  our own
    assert root.tag == f"{{{PIDF}}}presence"
    (device,) = root
    assert names(device) == [f"{{{GEOPRIV}}}geopriv", f"{{{DEVICE}}}deviceID"]
    assert uuid.UUID(device[1].text).version == 5
    (info, rules, method) = device[0]
    assert [info.tag, rules.tag, method.tag] == [
        f"{{{GEOPRIV}}}{name}" for name in ("location-info", "usage-rules", "method")
    ]
    point = [f"{{{GML}}}Point"] if pavilion.lat is not None else []
    assert names(info) == [*point, f"{{{CIVIC}}}civicAddress"]
    order = [ORDER.index(name.removeprefix(f"{{{CIVIC}}}")) for name in names(info[-1])]
    assert order == sorted(set(order))
    assert info[-1][0].text == "RU"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "Ульяновская область, г. Ульяновск, ул. Минаева, д. 5А",
            {
                "A1": "Ульяновская область",
                "A3": "Ульяновск",
                "RD": "Минаева",
                "STS": "улица",
                "HNO": "5",
                "HNS": "А",
            },
        ),
        ("Ульяновск, Киевский бульвар, 12/3", {"RD": "Киевский", "STS": "бульвар", "HNO": "12", "HNS": "/3"}),
        (
            "Димитровград, пр-т Ленина, 1 к. 2",
            {"A3": "Димитровград", "RD": "Ленина", "STS": "проспект", "HNO": "1", "HNS": "к.2"},
        ),
        ("Чердаклинский район, с. Архангельское", {"A2": "Чердаклинский район", "A3": "Архангельское"}),
        ("3-й километр трассы", {}),
        ("", {}),
    ],
)
def test_a_written_address_is_taken_apart_as_far_as_it_is_understood(
    address: str, expected: dict[str, str]
) -> None:
    found = dict(civic(address, "", ""))
    assert {name: found[name] for name in expected} == expected
    assert found["LOC"].endswith(address)
    assert "RD" in expected or "RD" not in found


@given(st.text(), st.text(), st.text(), st.floats(-90, 90), st.floats(-180, 180))
@example('0042"/><x>', "]]>", "<!-- & &lt; \0 \ud800", 0.0, 0.0)
def test_no_name_breaks_the_document(code: str, stop: str, address: str, lat: float, lon: float) -> None:
    document = pidf_lo(Pavilion(code, Text(stop), Text(address), lat, lon))
    assert set(civic_of(document)) <= set(ORDER)
    assert document.count(b"<dm:device ") == 1
    assert len(document) < 8000


def test_hostile_letters_arrive_as_they_are() -> None:
    hostile = """ТЦ "A&B" <'x'> $rb ]]> #!KAMAILIO \\r\\n"""
    assert civic_of(pidf_lo(Pavilion("1", Text(hostile), Text(hostile))))["LMK"] == f"Остановка {hostile}"
