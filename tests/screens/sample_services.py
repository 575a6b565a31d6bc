"""A catalogue of every kind the services pages must show well, and a search as simple as can be."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.services.catalogue import ALL, Catalogue, Category, Service
from kiosk.domain.text import Text
from tests.screens.sample_boards import HOSTILE_TEXT


def text(russian: str, english: str) -> Text:
    """One text in both languages."""
    return Text(russian, (("ru", russian), ("en", english)))


CATEGORIES = (
    Category("health", text("Здоровье", "Health"), "stethoscope"),
    Category("school", text("Дети и школа", "Children and school"), "school"),
    Category("documents", text("Документы", "Documents"), "id"),
    Category("transport", text("Транспорт и штрафы", "Transport and fines"), "car"),
    Category("benefits", text("Пособия и льготы", "Benefits"), "coins"),
    Category("housing", text("Жильё и ЖКХ", "Housing and utilities"), "home"),
    Category("appeals", text("Обращения и жалобы", "Appeals and complaints"), "message-2"),
    Category(ALL, text("Все услуги", "All services"), "list-details"),
)
PORTAL = text("Госуслуги", "Gosuslugi")
PASSPORT = text("паспорт или его данные", "passport or its number")
LOGIN = text("телефон, к которому привязана учётная запись", "the phone of your account")

DOCTOR = Service(
    "doctor-appointment",
    ("health",),
    text("Запись к врачу", "Doctor's appointment"),
    text(
        "Выберите поликлинику, врача и время — талон придёт в личный кабинет.",
        "Choose a clinic, a doctor and a time; the ticket comes to your account.",
    ),
    (text("полис ОМС", "health insurance number"), PASSPORT, LOGIN),
    "https://www.gosuslugi.ru/10700",
    ("врач", "поликлиника", "doctor"),
    text("Минздрав Ульяновской области", "Ministry of Health of the Ulyanovsk region"),
    None,
)
LONG = Service(
    "bankruptcy",
    ("documents", "benefits"),
    text(
        "Внесудебное банкротство гражданина через многофункциональный центр",
        "Bankruptcy of an individual out of court through a multifunctional centre",
    ),
    text(
        "Если долги от 25 тысяч до миллиона рублей и взыскать их не удалось, их можно списать без суда.",
        "Debts of 25 thousand to a million roubles that could not be collected can be written off.",
    ),
    (
        PASSPORT,
        text("СНИЛС и ИНН", "insurance and tax numbers"),
        text("список кредиторов с суммами долга", "the list of creditors and what is owed to each"),
        text("справка о пенсии или пособии, если вы их получаете", "a certificate of pension or benefit, if any"),
        LOGIN,
    ),
    "https://www.gosuslugi.ru/life/details/bankruptcy_of_individuals",
    ("долги", "банкрот"),
    text("Федеральная налоговая служба и МФЦ", "Federal Tax Service and public service centres"),
    None,
)
PLAIN = Service(
    "fines",
    ("transport",),
    text("Штрафы ГИБДД", "Traffic fines"),
    text("Проверить и оплатить со скидкой.", "Look them up and pay at a discount."),
    (),
    "https://www.gosuslugi.ru/pay/fine",
    ("штраф",),
    Text(""),
    None,
)
HOSTILE = Service(
    "hostile",
    ("appeals",),
    Text(HOSTILE_TEXT),
    Text(HOSTILE_TEXT),
    (Text(HOSTILE_TEXT),),
    "https://example.org/" + "a" * 180,
    (),
    Text(HOSTILE_TEXT),
    None,
)
MORE = tuple(
    replace(PLAIN, service_id=f"more-{number}", categories=("school",), title=text(russian, english))
    for number, (russian, english) in enumerate(
        (
            ("Запись в детский сад", "Kindergarten"),
            ("Запись в первый класс", "Enrolment in the first form"),
            ("Кружки и секции", "Clubs and sports"),
            ("Электронный дневник", "School diary"),
            ("Летний отдых детей", "Summer camps"),
            ("Онлайн-уроки", "Lessons on line"),
            ("Результаты экзаменов", "Exam results"),
            ("Выплата на школьника", "Allowance for a pupil"),
            ("Школьная карта", "School card"),
            ("Перевод в другую школу", "Change of school"),
        )
    )
)
CATALOGUE = Catalogue(CATEGORIES, (DOCTOR, LONG, PLAIN, *MORE))


POCKET = "https://transport.example.org/stops/73100257?side=centre"
"""An operator's page of the stop."""


def openable(address: str) -> bool:
    """Whether an address may be opened here."""
    return address.startswith("https://www.gosuslugi.ru/")


class Finder:
    """Finds what holds the words; the program's own knows errors of typing too."""

    def find(self, words: str, language: str) -> tuple[Service, ...]:
        """The services whose title holds `words`."""
        wanted = words.lower().strip()
        return tuple(one for one in CATALOGUE.services if wanted in one.title.in_language(language).lower())
