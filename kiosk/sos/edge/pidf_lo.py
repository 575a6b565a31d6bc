"""Where the pavilion is, as PIDF-LO: the XML that travels in an emergency call's INVITE.

Sources: RFC 3863 (pidf), RFC 4479 (device), RFC 4119 (geopriv), RFC 5491 (their use, geodetic before civic),
RFC 5139 (civic address).
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from kiosk.sos.edge.civic import civic

if TYPE_CHECKING:
    from kiosk.sos.plan import Pavilion

PIDF = "urn:ietf:params:xml:ns:pidf"
DEVICE = "urn:ietf:params:xml:ns:pidf:data-model"
GEOPRIV = "urn:ietf:params:xml:ns:pidf:geopriv10"
POLICY = "urn:ietf:params:xml:ns:pidf:geopriv10:basicPolicy"
CIVIC = "urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr"
GML = "http://www.opengis.net/gml"
WGS84 = "urn:ogc:def:crs:EPSG::4326"
"""Latitude, then longitude."""

LANGUAGE = "ru"
LONGEST = 200
"""Letters of one value, so that the INVITE stays of a size that trunks take."""

_PREFIXES = {"dm": DEVICE, "gp": GEOPRIV, "gbp": POLICY, "ca": CIVIC, "gml": GML}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: XML 1.0, 2.2 (Characters)."""


def pidf_lo(pavilion: Pavilion) -> bytes:
    """The document, in UTF-8."""
    code = quote(_clean(pavilion.code), safe="") or "unknown"
    entity = f"pres:pavilion-{code}@pavilion.invalid"
    root = ET.Element("presence", {"xmlns": PIDF, "entity": entity})
    root.attrib |= {f"xmlns:{prefix}": namespace for prefix, namespace in _PREFIXES.items()}
    device = ET.SubElement(root, "dm:device", {"id": "pavilion"})
    geopriv = ET.SubElement(device, "gp:geopriv")
    _locations(ET.SubElement(geopriv, "gp:location-info"), pavilion)
    rules = ET.SubElement(geopriv, "gp:usage-rules")
    ET.SubElement(rules, "gbp:retransmission-allowed").text = "yes"  # to whoever comes to help
    ET.SubElement(geopriv, "gp:method").text = "Manual"
    ET.SubElement(device, "dm:deviceID").text = uuid.uuid5(uuid.NAMESPACE_URL, entity).urn
    document: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document


def _locations(info: ET.Element, pavilion: Pavilion) -> None:
    if pavilion.lat is not None and pavilion.lon is not None:
        point = ET.SubElement(info, "gml:Point", {"srsName": WGS84})
        ET.SubElement(point, "gml:pos").text = f"{pavilion.lat:.6f} {pavilion.lon:.6f}"
    address = ET.SubElement(info, "ca:civicAddress", {_XML_LANG: LANGUAGE})
    texts = (pavilion.address, pavilion.stop_name)
    written, stop_name = (_clean(text.in_language(LANGUAGE)) for text in texts)
    for name, value in civic(written, stop_name, _clean(pavilion.code)):
        ET.SubElement(address, f"ca:{name}").text = value


def _clean(text: str) -> str:
    """`text` in one line of letters that XML can hold."""
    return " ".join(_NOT_IN_XML.sub(" ", text).split())[:LONGEST].strip()
