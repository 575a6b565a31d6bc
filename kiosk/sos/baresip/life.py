"""One life of the user agent: a baresip process, the connection to it, and the calls it holds."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kiosk.domain.call.events import Established, Event, FarSound, Incoming, Ringing, Trying
from kiosk.domain.call.sip_uri import SipUri
from kiosk.sos.baresip import config_files, sockets
from kiosk.sos.baresip.callers import Addresses
from kiosk.sos.baresip.calls import Flow, LiveCall, UserAgentError
from kiosk.sos.baresip.config_files import Account, Ports
from kiosk.sos.baresip.control import Answer, Control, ControlError
from kiosk.sos.baresip.devices import Devices
from kiosk.sos.baresip.events import closed, named_call, packets, registrations
from kiosk.sos.baresip.gate import Gate
from kiosk.sos.baresip.process import Process
from kiosk.sos.baresip.trace import Trace, Traced
from kiosk.sos.plan import Sound, UserAgentPlan

_logger = logging.getLogger(__name__)

START_LIMIT = 5.0
"""Seconds a start may take; 0.02 to 0.05 are usual."""

_READY = b"baresip is ready."
_VERSION = re.compile(rb"baresip v?(\d[\w.]*)")


class Life:
    """From start to death. `happened` gets the events of the calls; `ended` is set when it is dead."""

    def __init__(
        self, plan: UserAgentPlan, ports: Ports, addresses: Addresses, happened: Callable[[Event], None]
    ) -> None:
        self.plan = plan
        self.ports = ports
        self.calls: dict[str, LiveCall] = {}
        self.flow = Flow()
        self.version = ""
        self.pid = 0
        self.ended = asyncio.Event()
        self.why = ""
        """Why it was killed by us, "" where it died by itself."""
        self._addresses = addresses
        self._happened = happened
        self._loop = asyncio.get_running_loop()
        self._accounts = {account.aor: account for account in config_files.accounts(plan)}
        self._greeting = b""
        self._ready = asyncio.Event()
        self._trace = Trace()
        self._process: Process | None = None
        self._control: Control | None = None
        self._dialling: Account | None = None
        self._provisional: deque[str] = deque(maxlen=8)
        self._over: deque[str] = deque(maxlen=8)
        self._devices = Devices(plan)
        self.gate: Gate | None = None
        """From its start on."""

    @property
    def sound_left(self) -> Sound | None:
        """What its calls can be made with, where it ended because a sound device failed; else None."""
        return self._devices.left

    @property
    def alive(self) -> bool:
        """False once it is dead, and while it is stopped and will not answer."""
        return not self.ended.is_set() and self._process is not None and not self._process.stopped

    async def begin(self) -> None:
        """Start it and wait until it takes commands. Raises UserAgentError, OSError, ControlError."""
        config_files.write(self.plan, self.ports)
        self._process = Process(self.plan.folder, self._said, self._died)
        self.gate = Gate(self._process, self.ports, self.plan.address, self._addresses)
        self.pid = self._process.pid
        waiting = [asyncio.ensure_future(event.wait()) for event in (self._ready, self.ended)]
        try:
            await asyncio.wait(waiting, timeout=START_LIMIT, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waiting:
                one.cancel()
        if not self._ready.is_set() or self.ended.is_set():
            raise UserAgentError("does not start")
        self._control = await Control.connect(self.ports.control, self._take, self._lost)
        if not sockets.owns_listener(self.pid, self.ports.control):
            raise UserAgentError("found its control port taken by another process")
        self.gate.guard()
        await self.registrations()  # answered: our connection is whole, and the door may close behind it
        self.gate.close_behind_us()

    def kill(self, why: str) -> None:
        """Kill it; `ended` tells when it is dead. `why` is for the log."""
        self.why = self.why or why
        if self._process is not None:
            self._process.kill()

    def drop_calls(self) -> bool:
        """Forget the calls of the dead; whether there were any."""
        had = bool(self.calls)
        for call in self.calls.values():
            call.over.set()
        self.calls.clear()
        return had

    async def end(self) -> None:
        """Kill it and wait until nothing of it is left."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            await self._process.end()

    async def registrations(self) -> dict[str, bool]:
        """By trunk, for those that want one. It also proves that the user agent is not frozen."""
        (answer,) = await self._ask(("reginfo", ""))
        by_aor = registrations(answer.text)
        return {
            account.trunk.name: by_aor.get(aor, False)
            for aor, account in self._accounts.items()
            if account.trunk.register and not account.edge
        }

    async def count(self) -> None:
        """Count the RTP packets of the call that is up, and tell when sound came after the answer."""
        call = next((call for call in self.calls.values() if call.established), None)
        if call is None:
            return
        answers = await self._ask(*call.choice, ("audio_debug", ""))
        counted = packets(answers[-1].text)
        if counted is None or call.over.is_set():
            return
        sent, received, lost = counted
        self.flow = replace(self.flow, sent=sent, received=received, lost=lost)
        if call.received_at_answer is None:
            call.received_at_answer = received
        elif received > call.received_at_answer and not call.heard:
            call.heard = True
            self._happened(FarSound(call.call_id))

    async def dial(self, uri: SipUri, trunk: str, *, edge: bool) -> None:
        """Send the INVITE."""
        account = next((a for a in self._accounts.values() if (a.trunk.name, a.edge) == (trunk, edge)), None)
        if account is None:
            raise UserAgentError(f"has no identity at trunk {trunk}")
        self._dialling = account
        try:
            answers = await self._ask(("uafind", account.aor), self._dial(uri, account), ("callstat", ""))
        finally:
            self._dialling = None
        if not all(answer.ok for answer in answers[:2]):
            raise UserAgentError(f"could not dial trunk {trunk}")
        self._dialled(named_call(answers[1].text, answers[2].text), account)

    def _dial(self, uri: SipUri, account: Account) -> tuple[str, str]:
        """The command: since 1.1 it dials from the identity whose place in the list it names, else from any."""
        place = list(self._accounts).index(account.aor)
        return ("dial", str(uri) if self.version.startswith("1.0.") else f"{uri} {place}")

    async def hang_up(self, call: LiveCall) -> None:
        """End this call, whatever its state; an incoming one is refused."""
        await self._ask(*call.choice, ("hangup", ""))

    async def answer(self, call: LiveCall) -> None:
        """Take this call and no other."""
        chosen = await self._ask(*call.choice)
        if not chosen[-1].text.startswith("setting current call") or call.over.is_set():
            return
        call.wanted = True
        await self._ask(*call.choice, ("accept", ""))

    async def microphone(self, source: str, call: LiveCall | None) -> None:
        """Let this source speak, in the call and in those to come."""
        choice = () if call is None else (("uafind", call.account.aor),)
        answers = await self._ask(*choice, ("ausrc", source))
        if "failed" in answers[-1].text or "no such" in answers[-1].text:
            raise UserAgentError("could not switch the microphone")
        self._devices.speaking = source

    async def _ask(self, *commands: tuple[str, str]) -> list[Answer]:
        if self._control is None:
            raise ControlError("is not started")
        return await self._control.ask(*commands)

    def _lost(self) -> None:
        self.kill("closed its control connection")

    def _died(self) -> None:
        self.why = self.why or "died"
        self.ended.set()

    def _said(self, data: bytes) -> None:
        if not self._ready.is_set():
            self._greeting += data
            if _READY in self._greeting:
                version = _VERSION.search(self._greeting)
                self.version = "" if version is None else version[1].decode()
                self._greeting = b""
                self._ready.set()
        self._devices.said(data)
        for traced in self._trace.feed(data):
            self._saw(traced)

    def _saw(self, traced: Traced) -> None:
        code = traced.code
        if self.gate is not None:
            self.gate.saw(traced)
        if code is not None and code < 200:
            self._provisional.append(traced.call_id)
            self._try(self.calls.get(traced.call_id))

    def _try(self, call: LiveCall | None) -> None:
        if call is not None and call.outgoing and not call.progressed:
            call.progressed = True
            self._happened(Trying(call.call_id))

    def _dialled(self, call_id: str, account: Account) -> None:
        if call_id in self._over or not call_id:
            return
        if call_id not in self.calls:
            self.calls[call_id] = LiveCall(call_id, account, outgoing=True, wanted=True)
            self.flow = Flow()
        call = self.calls[call_id]
        if call_id in self._provisional:
            self._try(call)

    def _take(self, message: Mapping[str, Any]) -> None:
        kind, call_id = str(message.get("type")), str(message.get("id", ""))
        if kind == "CALL_INCOMING":
            self._incoming(call_id, str(message.get("accountaor")))
        call = self.calls.get(call_id)
        if call is None and self._dialling is not None and message.get("direction") == "outgoing" and call_id:
            self._dialled(call_id, self._dialling)  # its event overtook the answer to our command
            call = self.calls.get(call_id)
        if call is None:
            return
        if self._process is not None and kind == "CALL_CLOSED":
            self._process.read()  # which device failed was said before the event
        if self._devices.fail(kind, str(message.get("param", ""))):
            # The operator had answered: this life ends with the call, and the next one makes it again.
            self.kill("cannot use its sound devices")
            return
        self._happens(kind, call, message)

    def _happens(self, kind: str, call: LiveCall, message: Mapping[str, Any]) -> None:
        match kind:
            case "CALL_RINGING" | "CALL_PROGRESS" if call.outgoing:
                call.progressed = True
                self._happened(Ringing(call.call_id))
            case "CALL_ESTABLISHED":
                self._established(call)
            case "CALL_RTPESTAB":
                call.heard = call.established  # before the answer it was an exchange's (RFC 3960)
                self._happened(FarSound(call.call_id))
            case "VU_RX_REPORT":
                self._measure(str(message.get("param")))
            case "CALL_CLOSED":
                self._close(call, str(message.get("param", "")))

    def _incoming(self, call_id: str, aor: str) -> None:
        account = self._accounts.get(aor)
        if account is None or call_id in self.calls:
            return
        self.calls[call_id] = LiveCall(call_id, account, outgoing=False, wanted=False)
        stranger = self.gate is None or self.gate.stranger_may_call()
        self._happened(Incoming(call_id, "" if stranger else account.trunk.name))

    def _established(self, call: LiveCall) -> None:
        if not call.wanted and self._control is not None:
            _logger.error("a call was taken that nobody here answered; hung up")
            self._control.tell(*call.choice, ("hangup", ""))
            return
        call.established = True
        self.flow = self.flow if call.outgoing else Flow()
        self._happened(Established(call.call_id))

    def _close(self, call: LiveCall, why: str) -> None:
        del self.calls[call.call_id]
        self._over.append(call.call_id)
        call.over.set()
        self._happened(closed(call.call_id, why, established=call.established))

    def _measure(self, level: str) -> None:
        try:
            self.flow = replace(self.flow, rx_level=float(level))
        except ValueError:
            return
