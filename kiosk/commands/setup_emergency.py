"""Question 3 of `kiosk setup`: the operators' lines, the number of the test call, where the pavilion stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.commands.errors import CommandError
from kiosk.commands.setup_questions import PLACE, Question, settled
from kiosk.commands.setup_talk import AnswerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kiosk.commands.setup_draft import Draft
    from kiosk.commands.setup_talk import Talk
    from kiosk.config.change import Place

MOST_ASKED = 2
TRUNKS = ("emergency", "trunks")
WHICH = ("first", "second")


def emergency_settled(draft: Draft, talk: Talk | None, options: argparse.Namespace) -> Draft:
    """The draft with everything about the emergency call. Raises CommandError."""
    if options.trunk is not None:
        draft = _given(draft, options.trunk)
    elif talk is not None:
        draft = _asked(draft, talk)
    if talk is not None:
        for index in range(len(_trunks(draft))):
            draft = _account(draft, talk, index)
    draft = _test_number(draft, talk, options.test_number)
    for question in PLACE:
        draft = settled(question, draft, talk, question.given(options))
    return draft


def _trunks(draft: Draft) -> list[dict[str, Any]]:
    return draft.written(*TRUNKS) or []


def _given(draft: Draft, uris: Sequence[str]) -> Draft:
    try:
        return _with(draft, [uri for uri in uris if uri])
    except AnswerError as refusal:
        raise CommandError(f"--trunk: {refusal}") from refusal


def _with(draft: Draft, uris: Sequence[str]) -> Draft:
    from kiosk.commands.setup_trunks import with_trunks

    try:
        text = with_trunks(draft.text, uris)
    except ValueError as error:
        raise AnswerError(f"emergency.trunks {error}: change {draft.file} by hand.") from error
    return draft.rewritten(text)


def _asked(draft: Draft, talk: Talk) -> Draft:
    """The first and the second; further ones, which were written by hand, stay behind them."""
    known = [str(trunk["uri"]) for trunk in _trunks(draft)]
    uris: list[str] = []
    for number, which in enumerate(WHICH):
        present = known[number] if number < len(known) else ""
        while True:
            typed = talk.ask(f"SIP address of the {which} line", present)
            uri = present if typed is None else typed
            if not uri:
                return _with(draft, uris)
            try:
                _with(draft, [*uris, uri, *known[MOST_ASKED:]])
            except AnswerError as refusal:
                talk.say(str(refusal))
            else:
                uris.append(uri)
                break
    return _with(draft, [*uris, *known[MOST_ASKED:]])


def _account(draft: Draft, talk: Talk, index: int) -> Draft:
    """Who we are there."""
    name = _trunks(draft)[index]["name"]
    place = (*TRUNKS, index)
    draft = settled(Question(f"{name}: our account, a SIP address", "", (*place, "account")), draft, talk, None)
    present = str(draft.written(*place, "auth_user") or "")
    while True:
        typed = talk.ask(f"{name}: user name", present)
        user = present if typed is None else typed
        try:
            draft = _proven_by(draft, place, user)
        except AnswerError as refusal:
            talk.say(str(refusal))
        else:
            return _password(draft, talk, place, name) if user else draft


def _proven_by(draft: Draft, place: Place, user: str) -> Draft:
    """With this user name; without one there is no password either."""
    from kiosk.config.change import Change

    if user:
        return draft.changed(Change((*place, "auth_user"), user))
    keys = ("auth_password", "auth_user", "register")
    return draft.changed(*(Change((*place, key), None) for key in keys if draft.written(*place, key) is not None))


def _password(draft: Draft, talk: Talk, place: Place, name: str) -> Draft:
    """It can be kept or typed; it is never shown."""
    from kiosk.config.change import Change

    while True:
        kept = " [unchanged]" if draft.written(*place, "auth_password") else ""
        typed = talk.hidden(f"{name}: password, nothing is shown{kept}")
        if not typed:
            return draft
        try:
            return draft.changed(Change((*place, "auth_password"), typed))
        except AnswerError as refusal:
            talk.say(str(refusal))


def _test_number(draft: Draft, talk: Talk | None, given: str | None) -> Draft:
    """One number for all lines, each of which is asked for it at its own host; a whole address is its host's."""
    trunks = _trunks(draft)
    if not trunks:
        if given:
            raise CommandError("--test-number: there is no line to test: name one with --trunk.")
        return draft
    present = str(trunks[0].get("test_uri", ""))
    while given is not None or talk is not None:
        typed = given if talk is None or given is not None else talk.ask("Number of the daily test call", present)
        if typed is None:
            return draft
        try:
            return _tested(draft, typed)
        except AnswerError as refusal:
            if talk is None or given is not None:
                raise CommandError(f"--test-number: {refusal}") from refusal
            talk.say(str(refusal))
    return draft


def _tested(draft: Draft, typed: str) -> Draft:
    from kiosk.config.change import Change

    uris = [_test_uri(typed, str(trunk["uri"]), draft) for trunk in _trunks(draft)]
    if typed and not any(uris):
        raise AnswerError("None of the lines leads to that host.")
    known = [str(trunk.get("test_uri", "")) for trunk in _trunks(draft)]
    changes = [
        Change((*TRUNKS, index, "test_uri"), uri or None)
        for index, (uri, before) in enumerate(zip(uris, known, strict=True))
        if uri != before and (uri or not typed)
    ]
    return draft.changed(*changes)


def _test_uri(typed: str, trunk: str, draft: Draft) -> str:
    """The address of the test call on this trunk, "" where there is none."""
    from dataclasses import replace

    from kiosk.config.emergency import NUMBER, dialled
    from kiosk.domain.call.sip_uri import parse

    line = dialled(trunk, draft.written("emergency", "number") or NUMBER)
    if typed.startswith("sip:"):
        try:
            return typed if parse(typed).host == line.host else ""
        except ValueError as error:
            raise AnswerError(f"This {error}.") from error
    return str(replace(line, user=typed)) if typed else ""
