"""The configuration of kamailio as our edge. Source: Kamailio 5.6, core cookbook and the modules' documents."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Sequence

HEADERS = ("Geolocation-Routing: yes", "Resource-Priority: esnet.0", "Priority: emergency")
"""Sources: RFC 6442 (4.2), RFC 7135 (esnet), RFC 3261 (20.26)."""

SILENT_MS = 1500
"""A trunk that answers nothing is given up with 408, before the agent's own patience of 2 s ends."""
RETRANSMIT_MS = 300
RINGING_MS = 120_000
"""Longer than the agent lets anything ring."""

_TEMPLATE = (
    """#!KAMAILIO
debug=0
log_stderror=yes
log_facility=LOG_LOCAL7
fork=yes
children=1
tcp_children=1
tcp_connect_timeout=1
tcp_send_timeout=1
auto_aliases=no
dns_srv_lb=no
mhomed={mhomed}
pv_buffer_size=65536
pv_buffer_slots=20
{listen}
loadmodule "tm.so"
loadmodule "tmx.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
modparam("tm", "fr_timer", {silent})
modparam("tm", "fr_inv_timer", {ringing})
modparam("tm", "retr_timer1", {retransmit})
modparam("tm", "failure_reply_mode", 3)
request_route {{
  if (is_method("OPTIONS") && uri == myself) {{ sl_send_reply("200", "OK"); exit; }}
  if (has_totag()) {{ route(DIALOG); exit; }}
  # Calls begin on this machine only: nobody reaches the pavilion, or a trunk, through its edge.
  if ({elsewhere}) {{ exit; }}
  if (is_method("CANCEL")) {{ if (t_check_trans()) {{ t_relay(); }} exit; }}
  if (!is_method("INVITE")) {{ sl_send_reply("405", "Method Not Allowed"); exit; }}
  loose_route();
  if (uri == myself) {{ sl_send_reply("404", "Not Found"); exit; }}
  record_route();
  append_hf("Geolocation: <cid:{content_id}>\\r\\n");
{headers}
  $var(location) = "{location}";
  $var(location) = $(var(location){{s.decode.hexa}});
  set_body("--{boundary}\\r\\nContent-Type: application/sdp\\r\\n\\r\\n$rb\\r\\n--{boundary}\\r\\nContent-Type: """
    """\
application/pidf+xml\\r\\nContent-ID: <{content_id}>\\r\\n\\r\\n$var(location)\\r\\n--{boundary}--\\r\\n", """
    """\
"multipart/mixed;boundary={boundary}");
  t_on_failure("REFUSED");
  if (!t_relay()) {{ sl_reply_error(); }}
}}
failure_route[REFUSED] {{
  # A proxy makes 500 of 503 (RFC 3261, 16.7); the agent wants to know which it was.
  if (!t_is_canceled() && t_check_status("503")) {{ t_reply("503", "Service Unavailable"); }}
}}
route[DIALOG] {{
  # The ACK of a refusal ends here and is absorbed, though it carries the route that the INVITE had.
  if (is_method("ACK")) {{ t_check_trans(); }}
  if (loose_route()) {{
    if ({elsewhere} && !({local})) {{ exit; }}
    t_relay();
  }} else if (!is_method("ACK")) {{
    sl_send_reply("481", "Call/Transaction Does Not Exist");
  }}
}}
"""
)


def kamailio_config(location: bytes, port: int, addresses: Sequence[str] = ()) -> str:
    """The whole file. `location` stands there in hexadecimal digits: nothing in it means anything to kamailio.

    It listens on `port` of loopback and of those of our own `addresses` that lead to trunks elsewhere.
    """
    others = [str(ipaddress.ip_address(address)) for address in addresses]
    ours = ["127.0.0.1", *others]
    return _TEMPLATE.format(
        mhomed="yes" if others else "no",
        listen="\n".join(f"listen={way}:{address}:{port}" for address in ours for way in ("udp", "tcp")),
        silent=SILENT_MS,
        ringing=RINGING_MS,
        retransmit=RETRANSMIT_MS,
        headers="\n".join(f'  append_hf("{header}\\r\\n");' for header in HEADERS),
        content_id=f"{secrets.token_hex(8)}@pavilion.invalid",
        boundary=secrets.token_hex(16),
        location=location.hex(),
        # The user agent sends from the address that leads to the trunk, to us on loopback too.
        elsewhere=" && ".join(f"src_ip != {address}" for address in ours),
        local=" || ".join(f'$rd == "{address}"' for address in ours),
    )
