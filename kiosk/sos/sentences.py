"""What is said aloud: to the operator for somebody who cannot speak, and to passengers who cannot see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.domain.call.status import Phrase

if TYPE_CHECKING:
    from kiosk.sos.plan import Pavilion

LONGEST = 300
"""Letters of a name or an address that are read out."""

_DIGITS = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")

_MESSAGES = {
    Phrase.FIRE: "Сообщение от человека, который не может говорить: здесь пожар.",
    Phrase.HEART: "Сообщение от человека, который не может говорить: плохо с сердцем, нужна скорая помощь.",
    Phrase.ATTACK: "Сообщение от человека, который не может говорить: нападение, нужна полиция.",
    Phrase.DEAF: "Вам звонит человек, который вас не слышит. Он видит экран и может отвечать сообщениями.",
}

_ABBREVIATIONS = tuple(
    (re.compile(rf"(?<!\w){pattern}", re.IGNORECASE), whole)
    for pattern, whole in (
        (r"ул\.", "улица "),
        (r"(?:пр-т|просп\.|пр-кт|пр\.)", "проспект "),
        (r"пр-д", "проезд "),
        (r"пер\.", "переулок "),
        (r"пл\.", "площадь "),
        (r"(?:б-р|бул\.)", "бульвар "),
        (r"наб\.", "набережная "),
        (r"ш\.", "шоссе "),
        (r"(?:мкр-н|мкр\.|м-н)", "микрорайон "),
        (r"р-н", "район "),
        (r"обл\.", "область "),
        (r"пос\.", "посёлок "),
        (r"им\.", "имени "),
        (r"ост\.", "остановка "),
        (r"(?:корп\.|к\.)(?=\s*\d)", "корпус "),
        (r"стр\.(?=\s*\d)", "строение "),
        (r"д\.(?=\s*\d)", "дом "),
        (r"д\.(?=\s*\w)", "деревня "),
        (r"с\.(?=\s*\w)", "село "),
        (r"г\.(?=\s*\w)", "город "),
        (r"№", "номер "),
    )
)
_DEAD = re.compile(r"[^\w\s.,:;!?()/+-]|_")
"""Quotes, and signs that espeak-ng takes for its own, such as [[ ]] round phonemes and < > of SSML."""


def sentence(phrase: Phrase, pavilion: Pavilion) -> str:
    """What the operator is told in Russian. Our own whereabouts are in each of them, and twice in the address."""
    name = readable(pavilion.stop_name.in_language("ru"))
    address = readable(pavilion.address.in_language("ru"))
    code = spelled(pavilion.code)
    if phrase is Phrase.ADDRESS:
        whole = f"Вызов из остановочного павильона{f' {code}' if code else ''}."
        whole += f" Остановка {name}." if name else ""
        whole += f" Адрес: {address}." if address else ""
        return f"{whole} Повторяю. {whole}"
    whole = f"Говорит автомат остановочного павильона{f' {code}' if code else ''}. {_MESSAGES[phrase]}"
    whole += f" Адрес: {address}." if address else ""
    return whole + (f" Остановка {name}." if name else "")


def readable(text: str) -> str:
    """A name or an address as it is read out: abbreviations whole, nothing but words and pauses."""
    text = " ".join(text[:LONGEST].split())
    for abbreviation, whole in _ABBREVIATIONS:
        text = abbreviation.sub(whole, text)
    text = re.sub(r"(?<=\d)\s*/\s*(?=\d)", " дробь ", text)
    text = re.sub(r"(?<=\d)(?=[^\W\d_])", " ", text)  # 1А: one, A
    return re.sub(r"\s+([.,:;!?])", r"\1", " ".join(_DEAD.sub(" ", text).split())).strip(" .")


def spelled(code: str) -> str:
    """A code digit by digit: 0042 is no forty-two."""
    words = re.sub(r"\d", lambda digit: f" {_DIGITS[int(digit[0])]} ", code)
    return " ".join(_DEAD.sub(" ", words).replace("-", " ").replace("/", " ").split())
