"""The words of the monthly report in Russian and English. It is read on other machines, so no Qt translates it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Language: TypeAlias = Literal["ru", "en"]

MONTHS = {
    "ru": (
        *("январь", "февраль", "март", "апрель", "май", "июнь", "июль"),
        *("август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
_SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("Как пользовались киоском: {month} {year}", "How the kiosk was used: {month} {year}"),
    "about": (
        "{stop}. Дни и часы по местному времени ({zone}). Составлено {made}, версия программы {version}.",
        "{stop}. Days and hours by local time ({zone}). Made on {made}, program version {version}.",
    ),
    "unfinished": ("Месяц ещё не закончился: данные по {day}.", "The month is not over: figures until {day}."),
    "privacy": (
        "О пассажирах журнал хранит только счёт по часам: ни имён, ни номеров, ни введённого текста в нём нет.",
        "Of passengers the log keeps counts by the hour alone: no names, no numbers, nothing that was typed.",
    ),
    "empty": ("За этот месяц в журнале нет записей.", "The log holds nothing about this month."),
    "empty_more": (
        "Либо журнал тогда не вёлся, либо эти записи утрачены: что было на остановке, по нему сказать нельзя.",
        "It was not kept then, or what it held is lost: what happened at the stop cannot be told from it.",
    ),
    "nothing": ("За этот месяц ничего не записано.", "Nothing was written down this month."),
    "table": ("Те же числа таблицей", "The same figures as a table"),
    "others": ("остальные: {count}", "others: {count}"),
    "visits": ("Посещений", "Visits"),
    "visits_note": (
        "Посещение: кто-то коснулся экрана, а потом вернулось табло.",
        "A visit: somebody touched the screen, and later the board came back.",
    ),
    "hours": ("По часам суток", "By hour of the day"),
    "hour": ("Час", "Hour"),
    "days": ("По дням", "By day"),
    "day": ("День", "Day"),
    "lengths": ("Сколько длилось посещение", "How long visits lasted"),
    "screens": ("Какие страницы открывали", "Pages that were opened"),
    "page": ("Страница", "Page"),
    "services": ("Государственные услуги", "State services"),
    "service": ("Услуга", "Service"),
    "here": ("на экране", "on the screen"),
    "code": ("код для телефона", "code for a telephone"),
    "sessions": ("Чем кончался просмотр услуг на экране", "How services opened here ended"),
    "habits": ("Языки, размер текста, контраст, чтение вслух", "Languages, text sizes, contrast, reading aloud"),
    "habit": ("Что выбирали", "What was chosen"),
    "aloud": ("чтение вслух", "read aloud"),
    "calls": ("Экстренные вызовы", "Emergency calls"),
    "calls_note": (
        "Закончено вызовов: {begun}, ответил оператор: {connected}.",
        "Calls that ended: {begun}, answered by the operator: {connected}.",
    ),
    "ending": ("Как закончился", "How it ended"),
    "reports": ("О чём сообщали пассажиры", "What passengers reported"),
    "report": ("Сообщение", "Report"),
    "outages": ("Перерывы в живых данных", "Interruptions of live data"),
    "outages_note": (
        "Перерывов: {times}. Длительность известна для {known}: всего {minutes} мин.",
        "Interruptions: {times}. How long is known of {known}: {minutes} min in all.",
    ),
    "feed": ("Источник", "Feed"),
    "minutes": ("Минут без данных", "Minutes without data"),
    "starts": ("Запуски программы", "Starts of the program"),
    "why": ("Причина", "Reason"),
    "count": ("Сколько раз", "How often"),
    "accuracy": ("Точность прогнозов", "How right the predictions were"),
    "accuracy_note": (
        "Прогноз верен, если автобус пришёл в пределах допуска: {windows}. Автобус, которого не увидели, "
        "считается ошибкой. Доля пишется, если судить можно не меньше чем о {least} прогнозах.",
        "A prediction is right if the bus came within the window: {windows}. A bus that was not seen counts as "
        "wrong. A share is told where at least {least} predictions can be judged.",
    ),
    "window": ("за {bin} мин от {early} до +{late} с", "{bin} min before from {early} to +{late} s"),
    "accuracy_shares": ("Доля верных прогнозов на всех маршрутах", "Share of right predictions on all routes"),
    "route": ("Маршрут", "Route"),
    "all_routes": ("Все маршруты", "All routes"),
    "bin": ("За {bin} мин", "{bin} min before"),
    "none": ("не показывали", "none shown"),
    "few": ("мало", "too few"),
    "of": ("из {count}", "of {count}"),
    "unseen": ("не пришли {share}", "{share} never came"),
}
_WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("length", "under-15-s"): ("меньше 15 с", "under 15 s"),
    ("length", "15-60-s"): ("от 15 до 60 с", "15 to 60 s"),
    ("length", "1-3-min"): ("от 1 до 3 мин", "1 to 3 min"),
    ("length", "over-3-min"): ("больше 3 мин", "over 3 min"),
    ("screen", "board"): ("табло", "board"),
    ("screen", "later"): ("следующие рейсы", "later departures"),
    ("screen", "trip"): ("рейс по остановкам", "trip by stops"),
    ("screen", "map"): ("карта линий", "line map"),
    ("screen", "alerts"): ("объявления", "announcements"),
    ("screen", "services"): ("услуги", "services"),
    ("screen", "category"): ("раздел услуг", "category of services"),
    ("screen", "service"): ("страница услуги", "page of a service"),
    ("screen", "pocket"): ("табло на телефон", "board for the telephone"),
    ("screen", "report"): ("сообщить о проблеме", "report a problem"),
    ("session", "button"): ("кнопкой «Закончить»", "by the button"),
    ("session", "idle"): ("ушли", "left alone"),
    ("session", "time"): ("вышло время", "time was over"),
    ("session", "emergency"): ("экстренный вызов", "emergency call"),
    ("session", "crashed"): ("страница сломалась", "the page crashed"),
    ("session", "unresponsive"): ("страница зависла", "the page hung"),
    ("session", "memory"): ("не хватило памяти", "too little memory"),
    ("session", "unreachable"): ("сайт не ответил", "the site did not answer"),
    ("session", "abandoned"): ("прервано киоском", "broken off by the kiosk"),
    ("language", "ru"): ("русский", "Russian"),
    ("language", "en"): ("английский", "English"),
    ("size", "0"): ("обычный текст", "normal text"),
    ("size", "1"): ("крупный текст", "large text"),
    ("size", "2"): ("самый крупный текст", "largest text"),
    ("theme", "contrast"): ("высокий контраст", "high contrast"),
    ("theme", "usual"): ("обычные цвета", "usual colours"),
    ("report", "no-bus"): ("автобус не пришёл", "the bus did not come"),
    ("report", "screen-wrong"): ("экран неверен", "the screen is wrong"),
    ("report", "button-broken"): ("кнопка не работает", "the button does not work"),
    ("report", "cold"): ("холодно", "it is cold"),
    ("ending", "far_end"): ("закончил оператор", "the operator hung up"),
    ("ending", "here"): ("закончили здесь", "hung up here"),
    ("ending", "cancelled"): ("отменили до ответа", "cancelled before an answer"),
    ("ending", "missed"): ("обратный вызов без ответа", "a call back was missed"),
    ("ending", ""): ("не записано", "not written down"),
    ("why", "first"): ("первый запуск", "the first one"),
    ("why", "asked"): ("из сервисного меню", "from the service menu"),
    ("why", "settings"): ("новые настройки", "new settings"),
    ("why", "nightly"): ("по плану, ночью", "by night, as planned"),
    ("why", "stopped"): ("после остановки системой", "after the system stopped it"),
    ("why", "crashed"): ("после сбоя", "after a crash"),
    ("why", "power"): ("после отключения питания", "after a power cut"),
    ("why", "reboot"): ("после перезагрузки", "after a reboot"),
    ("feed", "trip_updates"): ("прогнозы", "trip updates"),
    ("feed", "vehicle_positions"): ("положение машин", "vehicle positions"),
    ("feed", "alerts"): ("объявления", "alerts"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words, numbers and dates in one language."""

    language: Language

    def say(self, key: str, **values: str | int) -> str:
        """A sentence of the report; `values` are put into it."""
        return self._of(_SENTENCES[key]).format(**values)

    def word(self, field: str, word: str) -> str:
        """A word of the catalogue in this language; an id as it is."""
        found = _WORDS.get((field, word))
        return self._of(found) if found else word

    def number(self, value: int) -> str:
        """12345 with its thousands apart, in a way that never breaks into lines."""
        return f"{value:,}".replace(",", "\u00a0") if self.language == "ru" else f"{value:,}"

    def percent(self, share: float) -> str:
        """0.853 as 85 %."""
        return f"{share:.0%}".replace("%", "\u00a0%") if self.language == "ru" else f"{share:.0%}"

    def day(self, day: date) -> str:
        """A day as this language writes it in figures; English as ISO 8601, which nobody reads the wrong way."""
        return f"{day:%d.%m.%Y}" if self.language == "ru" else day.isoformat()

    def month(self, day: date) -> str:
        """The name of its month."""
        return MONTHS[self.language][day.month - 1]

    def _of(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.language == "ru" else pair[1]
