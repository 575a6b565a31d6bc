"""Calls of the user agent to a second baresip: sound both ways, phrases, refusals, many in a row."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest
import trustme

from kiosk.demo.dispatcher import conduct
from kiosk.demo.dispatcher.behaviour import Kind, after, refuse
from kiosk.demo.dispatcher.conduct import Surroundings
from kiosk.demo.dispatcher.dialog import Dialog
from kiosk.demo.dispatcher.dispatcher import Dispatcher
from kiosk.demo.dispatcher.voice import Voice
from kiosk.domain.call.events import Closed, Established, FarSound, Ringing, UserAgentDied
from kiosk.domain.call.sip_uri import SipUri, Transport
from kiosk.sos.plan import Sound, UserAgentPlan
from tests.sos.far_end import (
    FarEnd,
    best_share,
    hung_up,
    plan_for,
    run,
    samples_of,
    shares,
    tone_file,
    tone_share,
    trunk_to,
    until,
    user_agent,
)


async def heard_for(seconds: float, *recordings: Path) -> None:
    """Wait until each folder holds a recording of at least this much sound (8 kHz or more, 16 bits)."""

    def enough() -> bool:
        files = [sorted(folder.glob("dump-*-dec.wav")) for folder in recordings]
        return all(found and found[-1].stat().st_size > 16_000 * seconds for found in files)

    await until(enough)


def sound_of(plan: UserAgentPlan) -> set[str]:
    """The lines of the present configuration that name the devices."""
    lines = (plan.folder / "config").read_text().splitlines()
    return {line for line in lines if line.startswith(("audio_source ", "audio_player "))}


ABSENT = "plughw:9,9"
PRESENT = "aubridge,here"


@pytest.mark.parametrize(
    ("sound", "left"),
    [
        (Sound(ABSENT), {"audio_source aufile,silence.wav", "audio_player aubridge,nobody"}),
        (Sound("", ABSENT), {"audio_source aufile,silence.wav", "audio_player aubridge,nobody"}),
        (Sound(ABSENT, ABSENT), {"audio_source aufile,silence.wav", "audio_player aubridge,nobody"}),
        (Sound(PRESENT, ABSENT), {f"audio_source {PRESENT}", "audio_player aubridge,nobody"}),
        (Sound(ABSENT, PRESENT), {"audio_source aufile,silence.wav", f"audio_player {PRESENT}"}),
    ],
)
def test_a_device_that_is_not_there_costs_a_call_this_device_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sound: Sound, left: set[str]
) -> None:
    monkeypatch.setattr("kiosk.sos.baresip.user_agent.SOUND_AGAIN", 0.0)

    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            plan = replace(plan_for(tmp_path / "ua", trunk), sound=sound)
            async with user_agent(plan) as (agent, happenings):
                everyday = sound_of(plan)
                await agent.dial(trunk.uri, trunk)
                await happenings.next(UserAgentDied)
                assert not agent.facts.sound
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                assert not agent.facts.sound
                assert sound_of(plan) == left
                await hung_up(agent, happenings, call_id)
                await until(lambda: agent.facts.sound and agent.facts.restarts == 2)
                assert sound_of(plan) == everyday

    run(test)


def test_a_microphone_that_ends_in_the_call_costs_its_sound_alone(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            short = tone_file(tmp_path / "short.wav", 1000, seconds=1)
            plan = replace(plan_for(tmp_path / "ua", trunk), sound=Sound(f"aufile,{short}", PRESENT))
            async with user_agent(plan) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                await happenings.next(Established)
                await happenings.next(UserAgentDied)
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                assert sound_of(plan) == {"audio_source aufile,silence.wav", f"audio_player {PRESENT}"}
                await heard_for(2, far.folder)
                await hung_up(agent, happenings, call_id)
                assert agent.facts.restarts == 1
                assert not agent.facts.sound

    run(test)


def test_a_phrase_that_ends_is_no_broken_microphone(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            tone = tone_file(tmp_path / "1000.wav", 1000)
            short = tone_file(tmp_path / "short.wav", 700, seconds=0.5)
            plan = plan_for(tmp_path / "ua", trunk, microphone=f"aufile,{tone}")
            async with user_agent(plan) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                await happenings.next(Established)
                await agent.play(short, 10)
                assert (await happenings.next(Closed)).unreachable
                assert agent.facts.sound
                assert agent.facts.restarts == 0

    run(test)


@pytest.mark.parametrize("codec", ["pcma", "pcmu", "opus"])
def test_both_sides_hear_each_other(tmp_path: Path, codec: str) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far", codecs=codec).running() as far:
            trunk = replace(trunk_to(far.uri), codecs=(codec,))
            tone = tone_file(tmp_path / "1000.wav", 1000)
            plan = plan_for(tmp_path / "ua", trunk, microphone=f"aufile,{tone}", record_to=tmp_path / "heard")
            async with user_agent(plan) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                assert (await happenings.next(FarSound)).call_id == call_id
                await heard_for(1, far.folder, tmp_path / "heard")
                await hung_up(agent, happenings, call_id, far.folder, tmp_path / "heard")
            assert best_share(far.heard(), 1000) >= 0.9
            assert max(shares(tmp_path / "heard", 440)) >= 0.9

    run(test)


def certificates(folder: Path) -> tuple[Path, Path]:
    """A server's certificate with its key, and the authority that proves it."""
    authority = trustme.CA()
    server, ca = folder / "server.pem", folder / "ca.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(server))
    authority.cert_pem.write_to_path(str(ca))
    return server, ca


def test_tls_with_srtp(tmp_path: Path) -> None:
    async def test() -> None:
        server, ca = certificates(tmp_path)
        extra = f"sip_certificate {server}\n"
        far_end = FarEnd(tmp_path / "far", transport=Transport.TLS, encryption="srtp-mand", extra=extra)
        async with far_end.running() as far:
            trunk = replace(trunk_to(far.uri), media_encryption="srtp-mand")
            tone = tone_file(tmp_path / "1000.wav", 1000)
            plan = plan_for(tmp_path / "ua", trunk, microphone=f"aufile,{tone}", record_to=tmp_path / "heard")
            async with user_agent(replace(plan, ca_file=ca)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                await heard_for(1, far.folder, tmp_path / "heard")
                await hung_up(agent, happenings, call_id, far.folder, tmp_path / "heard")
            assert best_share(far.heard(), 1000) >= 0.9
            assert max(shares(tmp_path / "heard", 440)) >= 0.9

    run(test)


def test_a_phrase_is_heard_and_the_microphone_comes_back(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            tone = tone_file(tmp_path / "1000.wav", 1000)
            phrase = tone_file(tmp_path / "phrase.wav", 700, seconds=1, silence=20)
            async with user_agent(plan_for(tmp_path / "ua", trunk, microphone=f"aufile,{tone}")) as (
                agent,
                happenings,
            ):
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                await heard_for(1, far.folder)
                await agent.play(phrase, 1.2)
                before = far.heard().stat().st_size
                await until(lambda: far.heard().stat().st_size > before + 20_000)
                assert not happenings.of(Closed)
                await hung_up(agent, happenings, call_id, far.folder)
            samples, rate = samples_of(far.heard())
            assert best_share(far.heard(), 700) >= 0.9
            assert tone_share(samples[: rate // 2], rate, 1000) >= 0.9
            assert tone_share(samples[-rate // 2 :], rate, 1000) >= 0.9

    run(test)


def test_without_a_microphone_silence_flows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.sos.baresip.user_agent._SILENCE_AGAIN", 0.1)

    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                await heard_for(2, far.folder)
                await hung_up(agent, happenings, call_id, far.folder)
            samples, _ = samples_of(far.heard())
            assert max(abs(sample) for sample in samples) < 100

    run(test)


@pytest.mark.parametrize("goes_on", [True, False])
def test_sound_before_the_answer_is_told_again_if_it_goes_on_after_it(
    tmp_path: Path, goes_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = conduct.take

    async def silent_from_now_on(call: Dialog, voice: Voice | None, around: Surroundings) -> None:
        await call.silence()
        await take(call, voice, around)

    if not goes_on:
        monkeypatch.setattr(conduct, "take", silent_from_now_on)

    async def test() -> None:
        async with Dispatcher(behaviour=after(Kind.PROGRESS, 0.3)) as far:
            trunk = trunk_to(far.uri)
            plan = replace(plan_for(tmp_path / "ua", trunk), media_lost=1.0)
            async with user_agent(plan) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                sound = await happenings.next(FarSound)
                assert (await happenings.next(Established)).call_id == sound.call_id
                if goes_on:
                    assert await happenings.next(FarSound) == sound
                    await agent.hang_up(sound.call_id)
                closed = Closed(sound.call_id, media_lost=not goes_on)
                await until(lambda: closed in happenings.all)
                assert not happenings.of(FarSound)

    run(test)


def test_packets_are_those_of_the_call(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far, FarEnd(tmp_path / "b", auto=False).running() as b:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                call_id = (await happenings.next(Established)).call_id
                await until(lambda: (agent.facts.sent or 0) > 20 and (agent.facts.received or 0) > 20)
                assert agent.facts.lost == 0
                await hung_up(agent, happenings, call_id)
                assert (agent.facts.received or 0) > 20
                await agent.dial(b.uri, trunk)
                await happenings.next(Ringing)
                facts = agent.facts
                assert (facts.sent, facts.received, facts.lost, facts.rx_level) == (None, None, None, None)

    run(test)


def test_a_far_end_that_vanishes_is_lost_media(tmp_path: Path) -> None:
    async def test() -> None:
        far_end = FarEnd(tmp_path / "far")
        trunk = trunk_to(far_end.uri)
        plan = replace(plan_for(tmp_path / "ua", trunk), media_lost=1.0)
        async with user_agent(plan) as (agent, happenings):
            async with far_end.running():
                await agent.dial(trunk.uri, trunk)
                established = await happenings.next(Established)
                await happenings.next(FarSound)
            assert await happenings.next(Closed) == Closed(established.call_id, media_lost=True)

    run(test)


def test_the_far_end_hangs_up(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                established = await happenings.next(Established)
                await far.do("hangup")
                assert await happenings.next(Closed) == Closed(established.call_id)

    run(test)


def test_a_refusal_has_its_code(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far", auto=False).running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                ringing = await happenings.next(Ringing)
                await far.do("hangup")
                assert await happenings.next(Closed) == Closed(ringing.call_id, code=486)
                async with Dispatcher(behaviour=refuse(404)) as other:
                    await agent.dial(replace(other.uri, user="nobody"), trunk)
                    assert (await happenings.next(Closed)).code == 404

    run(test)


def test_a_closed_port_is_unreachable(tmp_path: Path) -> None:
    async def test() -> None:
        far = FarEnd(tmp_path / "far")  # never started: nobody listens there
        trunk = trunk_to(replace(far.uri, transport=Transport.TCP))
        async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
            await agent.dial(trunk.uri, trunk)
            assert (await happenings.next(Closed)).unreachable

    run(test)


def test_hanging_up_before_anybody_answers(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far", auto=False).running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                await agent.dial(trunk.uri, trunk)
                await agent.hang_up()
                await happenings.next(Closed)
                await agent.hang_up("no such call")
                assert not happenings.of(Established)

    run(test)


def test_two_trunks_and_the_edge_have_identities_of_their_own(tmp_path: Path) -> None:
    async def test() -> None:
        one, two, edge = (FarEnd(tmp_path / name) for name in ("one", "two", "edge"))
        async with one.running(), two.running(), edge.running():
            first = replace(trunk_to(one.uri), pidf_lo=True)
            second = replace(first, name="second", uri=two.uri)
            plan = replace(plan_for(tmp_path / "ua", first, second), edge=SipUri("edge", *_place(edge)))
            async with user_agent(plan) as (agent, happenings):
                for trunk, with_location, reached in (
                    (second, False, two),
                    (first, True, edge),
                    (first, False, one),
                ):
                    # The far end behind the edge's address takes any call to 112 that comes there.
                    await agent.dial(trunk.uri, trunk, with_location=with_location)
                    call_id = (await happenings.next(Established)).call_id
                    await hung_up(agent, happenings, call_id)
                    await until(partial(closed_at, reached))
                    assert [far for far in (one, two, edge) if kinds(far)] == [reached]
                    reached.events.clear()

    run(test)


def kinds(far: FarEnd) -> list[str]:
    return [event["type"] for event in far.events]


def closed_at(far: FarEnd) -> bool:
    return "CALL_CLOSED" in kinds(far)


def _place(far: FarEnd) -> tuple[str, int]:
    return far.uri.host, far.uri.port


def test_a_hundred_calls_leave_nothing_behind(tmp_path: Path) -> None:
    async def test() -> None:
        async with FarEnd(tmp_path / "far").running() as far:
            trunk = trunk_to(far.uri)
            async with user_agent(plan_for(tmp_path / "ua", trunk)) as (agent, happenings):
                here, there = psutil.Process(), psutil.Process(agent.facts.pid)

                async def calls(number: int) -> tuple[int, int, int, int]:
                    for _ in range(number):
                        await agent.dial(trunk.uri, trunk)
                        call_id = (await happenings.next(Established)).call_id
                        await hung_up(agent, happenings, call_id)
                    return here.num_fds(), there.num_fds(), len(asyncio.all_tasks()), there.memory_info().rss

                before = await calls(20)
                after = await calls(80)
                assert after[:3] == before[:3]
                assert after[3] - before[3] < 2_000_000
                assert agent.facts.restarts == 0

    run(test)
