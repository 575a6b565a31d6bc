"""Search as you type: typing errors, the wrong keyboard layout, two languages, and no nonsense found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.catalogue import read
from kiosk.domain.services.catalogue import EMPTY, Catalogue, Category, Service
from kiosk.domain.services.layout import readings, to_english, to_russian
from kiosk.domain.services.search import Finder, folded
from kiosk.domain.text import Text
from tests.conftest import ROOT
from tests.domain.big_catalogue import big_catalogue

CATALOGUE = read(ROOT / "resources" / "services.toml")
FINDER = Finder(CATALOGUE)
BIG = big_catalogue(60)
BIG_FINDER = Finder(BIG)


def found(words: str, language: str = "ru") -> list[str]:
    """The names of the services that a passenger sees, in their order."""
    return [service.service_id for service in FINDER.find(words, language)]


MISTYPED = """
паспрот = passport
пасорт = passport
паспорд = passport
паспорть = passport
пасспорт = passport
апспорт = passport
загрнапаспорт = foreign-passport
загран паспрот = foreign-passport
вррач = doctor-appointment
врачъ = doctor-appointment
дотор = doctor-appointment
докотр = doctor-appointment
тераповт = doctor-appointment
стамотолог = doctor-appointment
поликлинника = doctor-appointment
паликлиника = doctor-appointment
регестратура = doctor-appointment
больнеца = doctor-appointment
записатся = doctor-appointment
запсь к врачу = doctor-appointment
диспансиризация = check-up
деспансеризация = check-up
медосмторт = check-up
флюрография = check-up
прикрипление = polyclinic-attachment
прикрепица = polyclinic-attachment
темпиратура = doctor-home-call
рецепд = online-health-care
лекраства = online-health-care
шклоа = school-enrolment
школла = school-enrolment
первокласник = school-enrolment
гимнация = school-enrolment
дедсад = kindergarten
сдаик = kindergarten
садек = kindergarten
дневнек = online-education
универститет = online-education
штарф = traffic-fines
штраффы = traffic-fines
шртаф гибдд = traffic-fines
гибд = traffic-fines
привышение = traffic-fines
автамобиль = car-registration
номирной знак = car-registration
водитльские = driving-licence
вадительские права = driving-licence
прковка = smart-parking
парковгка = smart-parking
пособея = maternity-benefits
посбие = infant-allowance
декртеные = maternity-benefits
материнский капитл = maternity-benefits
пенися = pension
пенсионеер = pension
безработнй = unemployment
комуналка = utilities
комунальные платежи = utilities
счечик = utilities
квтанция = utilities
субсидея = utility-subsidy
субцидия = utility-subsidy
жалаба = appeal
пожаловатса = appeal
голосавание = public-voting
опросс = public-voting
банкротсво = bankruptcy
баноктротство = bankruptcy
свдаьба = marriage-registration
прописк = residence-registration
праписка = residence-registration
судимасть = criminal-record-certificate
трудавая книжка = work-record
росрестр = property-extract
недвижемость = property-extract
преставы = court-debts
pasport = passport
passprot = passport
pssport = passport
docter = doctor-appointment
dcotor = doctor-appointment
apointment = doctor-appointment
hopsital = doctor-appointment
shcool = school-enrolment
kindergarden = kindergarten
kindergraten = kindergarten
univercity = online-education
driving lisence = driving-licence
licnece = driving-licence
parkign = smart-parking
spedding = traffic-fines
marrige = marriage-registration
bankrupcy = bankruptcy
maternty = maternity-benefits
pesnion = pension
unemployement = unemployment
utilites = utilities
electrisity = utilities
complant = appeal
telemedecine = online-health-care
fertilsation = ivf
"""

OTHER_LAYOUT = """
gfcgjhn = паспорт = passport
pfuhfygfcgjhn = загранпаспорт = foreign-passport
dhfx = врач = doctor-appointment
pfgbcm r dhfxe = запись к врачу = doctor-appointment
gjkbrkbybrf = поликлиника = doctor-appointment
,jkmybwf = больница = doctor-appointment
lbcgfycthbpfwbz = диспансеризация = check-up
ghbrhtgbnmcz = прикрепиться = polyclinic-attachment
dspdfnm dhfxf yf ljv = вызвать врача на дом = doctor-home-call
gjkbc = полис = medical-policy
jvc = омс = medical-policy
'rj = эко = ivf
irjkf = школа = school-enrolment
gthdsq rkfcc = первый класс = school-enrolment
cflbr = садик = kindergarten
ltncrbq cfl = детский сад = kindergarten
zckb = ясли = kindergarten
lytdybr = дневник = online-education
tu' = егэ = online-education
hjlljv = роддом = child-birth
vdl = мвд = mvd-appointment
ghjgbcrf = прописка = residence-registration
pfuc = загс = marriage-registration
cdflm,f = свадьба = marriage-registration
cghfdrf = справка = criminal-record-certificate
cnf; = стаж = work-record
cybkc = снилс = work-record
,fyrhjn = банкрот = bankruptcy
ljkub = долги = bankruptcy
inhfa = штраф = traffic-fines
ub,ll = гибдд = traffic-fines
ufb = гаи = traffic-fines
vfibyf = машина = car-registration
gnc = птс = car-registration
ghfdf = права = driving-licence
gfhrjdrf = парковка = smart-parking
ltrhtn = декрет = maternity-benefits
gjcj,bt = пособие = infant-allowance
kmujns = льготы = family-benefit
vyjujltnyfz = многодетная = family-benefit
gtycbz = пенсия = pension
hf,jnf = работа = unemployment
;r[ = жкх = utilities
;'r = жэк = utilities
cx`nxbr = счётчик = utilities
djlf = вода = utilities
ce,cblbz = субсидия = utility-subsidy
rdfhngkfnf = квартплата = utilities
lfxf = дача = property-extract
tuhy = егрн = property-extract
;fkj,f = жалоба = appeal
zvf = яма = appeal
cytu = снег = appeal
j,hfotybt = обращение = appeal
ujkjcjdfybt = голосование = public-voting
gjc = пос = public-voting
ghbcnfds = приставы = court-debts
fkbvtyns = алименты = court-debts
"""

RUSSIAN_LAYOUT = """
зфыызщке = passport = passport
вщсещк = doctor = doctor-appointment
рщызшефд = hospital = doctor-appointment
фззщштеьуте = appointment = doctor-appointment
вутешые = dentist = doctor-appointment
ысрщщд = school = school-enrolment
лштвукпфкеут = kindergarten = kindergarten
тгкыукн = nursery = kindergarten
рщьуцщкл = homework = online-education
гтшмукышен = university = online-education
ашту = fine = traffic-fines
зщдшсу = police = mvd-appointment
сфк = car = car-registration
вкшмштп дшсутсу = driving licence = driving-licence
зфклштп = parking = smart-parking
ьфеуктшен = maternity = maternity-benefits
зутышщт = pension = pension
ощи = job = unemployment
гтуьздщнув = unemployed = unemployment
гешдшешуы = utilities = utilities
цфеук = water = utilities
руфештп = heating = utilities
ыгиышвн = subsidy = utility-subsidy
сщьздфште = complaint = appeal
кгиишыр = rubbish = appeal
мщештп = voting = public-voting
ифтлкгзесн = bankruptcy = bankruptcy
вуиеы = debts = court-debts
ьфккшфпу = marriage = marriage-registration
цуввштп = wedding = marriage-registration
ишкер сукешашсфеу = birth certificate = child-birth
штыгкфтсу = insurance = medical-policy
зкуыскшзешщт = prescription = online-health-care
фдшьщтн = alimony = court-debts
"""

NONSENSE = (
    "qwzx",
    "абракадабра",
    "xyzzy",
    "фывапр",
    "йцукен",
    "asdfgh",
    "ъъъ",
    "112233",
    "qqqq",
    "ывпа",
    "lorem ipsum",
    "бутерброд",
    "крокодил",
    "elephant",
    "паспорт абракадабра",
    "врач xyzzy",
    "gfcgjhn xyzzy",
)


def rows(table: str) -> list[list[str]]:
    """The cells of a table whose columns are parted by " = "."""
    return [line.split(" = ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("typed", "service_id"), rows(MISTYPED))
def test_a_typing_error_is_forgiven(typed: str, service_id: str) -> None:
    assert service_id in found(typed, "ru" if typed[0] > "z" else "en")[:4]


@pytest.mark.parametrize(("typed", "meant", "service_id"), rows(OTHER_LAYOUT))
def test_russian_typed_on_the_english_layout_finds_the_same(typed: str, meant: str, service_id: str) -> None:
    assert to_russian(typed) == meant
    assert to_english(meant) == typed
    assert service_id in found(typed)[:3]
    assert found(typed) == found(meant)
    assert found(typed.upper()) == found(meant)


@pytest.mark.parametrize(("typed", "meant", "service_id"), rows(RUSSIAN_LAYOUT))
def test_english_typed_on_the_russian_layout_finds_the_same(typed: str, meant: str, service_id: str) -> None:
    assert to_english(typed) == meant
    assert to_russian(meant) == typed
    assert found(typed, "en")[0] == service_id
    assert found(typed, "en") == found(meant, "en")


@pytest.mark.parametrize(
    "typed", ["gfcghjn", "gfcjhn", "fgcgjhn", "вщсещ", "вщсещккю", "ltncrbqcfl", "byrdtcn bz"]
)
def test_both_errors_together_do_no_harm(typed: str) -> None:
    """A wrong layout and a wrong key; what cannot be understood finds nothing rather than raising."""
    assert len(found(typed)) <= len(CATALOGUE.services) // 3


def test_a_typing_error_on_the_wrong_layout_is_forgiven() -> None:
    assert found("gfcghjn")[0] == "passport"
    assert found("вщсещкк", "en")[0] == "doctor-appointment"


@pytest.mark.parametrize("typed", NONSENSE)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_nonsense_finds_nothing_and_neither_does_a_word_more_than_there_is(typed: str, language: str) -> None:
    assert found(typed, language) == []


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "...", "-", "«»", "\0", "🚌"])
def test_where_no_word_is_typed_everything_is_shown_in_the_order_of_the_file(typed: str) -> None:
    assert FINDER.find(typed, "ru") == CATALOGUE.services


def test_an_empty_catalogue_finds_nothing() -> None:
    assert Finder(EMPTY).find("врач", "ru") == ()
    assert Finder(EMPTY).find("", "ru") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ВРАЧ", "врач"),
        ("приём", "прием"),
        ("ПРИЁМ", "прием"),
        ("«врач»!", "врач"),
        ("  врач ,  дом ", "врач дом"),
        ("запись-врачу", "запись врачу"),
        ("запись к врачу", "запись врачу"),
        ("Doctor's", "doctor's"),
        ("прие\u0308м", "прием"),
        ("ｄｏｃｔｏｒ", "doctor"),
    ],
)
def test_case_punctuation_and_the_two_dots_of_yo_make_no_difference(one: str, other: str) -> None:
    assert found(one) == found(other) != []


@pytest.mark.parametrize(
    ("typed", "service_id"),
    [
        ("штрафами", "traffic-fines"),
        ("садики", "kindergarten"),
        ("школу", "school-enrolment"),
        ("воды", "utilities"),
        ("пенсией", "pension"),
        ("больнице", "doctor-appointment"),
        ("жалобы", "appeal"),
        ("квартирами", "property-extract"),
    ],
)
def test_the_same_word_with_another_ending_is_found(typed: str, service_id: str) -> None:
    assert service_id in found(typed)


def test_the_more_that_is_typed_the_less_is_left() -> None:
    assert set(found("паспорт замена")) < set(found("паспорт"))
    assert found("паспорт замена")[0] == "passport"


def test_the_title_comes_before_the_sentence_and_the_whole_word_before_its_beginning() -> None:
    shown = _services(
        _service("sentence", sentence=Text("Лодка для рыбака")),
        _service("beginning", title=Text("Лодкарня")),
        _service("whole", title=Text("Лодка")),
        _service("keyword", keywords=("лодка",)),
        _service("offered", offered_by=Text("Лодка")),
    )
    assert shown("лодка", "ru") == ["whole", "keyword", "beginning", "offered", "sentence"]


@pytest.mark.parametrize(
    ("language", "first"), [("ru", "a"), ("ru-RU", "a"), ("en", "b"), ("en-GB", "b"), ("tt", "a")]
)
def test_the_language_of_the_passenger_comes_first(language: str, first: str) -> None:
    shown = _services(
        _service("a", title=Text("Помощь 112", (("ru", "Помощь 112"), ("en", "Help")))),
        _service("b", title=Text("Помощь", (("ru", "Помощь"), ("en", "Help 112")))),
    )
    assert shown("112", language)[0] == first
    assert len(shown("112", language)) == 2


def test_what_matches_as_typed_comes_before_what_the_other_layout_says() -> None:
    shown = _services(_service("swapped", title=Text("Вщп")), _service("typed", title=Text("Dog")))
    assert shown("dog", "ru") == ["typed", "swapped"]


def test_a_mark_that_is_a_letter_on_the_other_layout_was_meant_as_a_letter() -> None:
    assert found(";r[") == found("жкх")
    assert found(",") == found("б")
    assert found("жкх") != found("r")
    assert found("врач, ") == found("врач")
    assert found("doctor, ") == found("doctor")


def test_readings_are_tried_once() -> None:
    assert readings("врач") == ("врач", "dhfx")
    assert readings("dhfx") == ("dhfx", "врач")
    assert readings("жкх") == ("жкх",)
    assert readings("112") == ("112",)
    assert readings("вщсещкэы") == ("вщсещкэы", "doctor's")


@pytest.mark.parametrize("size", [101, 10_000, 1_000_000])
def test_a_text_without_end_is_cut(size: int) -> None:
    assert FINDER.find("врач " * size, "ru") == FINDER.find("врач", "ru")
    assert FINDER.find("я" * size, "ru") == ()


WORDS = [
    (FINDER if source is CATALOGUE else BIG_FINDER, service, word)
    for source in (CATALOGUE, BIG)
    for service in source.services
    for title in (service.title.in_language("ru"), service.title.in_language("en"))
    for word in title.split()
]


@settings(max_examples=400, deadline=None)
@given(row=st.sampled_from(WORDS), length=st.integers(1, 20), language=st.sampled_from(["ru", "en"]))
def test_any_beginning_of_any_word_of_a_title_finds_it(
    row: tuple[Finder, Service, str], length: int, language: str
) -> None:
    finder, service, word = row
    beginning = word[:length]
    assert service in finder.find(beginning, language)
    assert service in finder.find(beginning.upper(), language)


@settings(max_examples=400, deadline=None)
@given(row=st.sampled_from(WORDS), length=st.integers(1, 20))
def test_it_does_so_on_the_wrong_layout_too(row: tuple[Finder, Service, str], length: int) -> None:
    finder, service, word = row
    beginning = "".join(folded(word[:length])[-1:])
    typed = to_russian(beginning) if beginning.isascii() else to_english(beginning)
    assert service in finder.find(typed, "ru")


@settings(max_examples=300, deadline=None)
@given(row=st.sampled_from(WORDS), place=st.integers(0, 20), error=st.sampled_from(["drop", "double", "swap"]))
def test_one_wrong_key_in_a_long_word_is_forgiven(
    row: tuple[Finder, Service, str], place: int, error: str
) -> None:
    """Unless what was typed is itself the beginning of another word."""
    finder, service, word = row
    word = "".join(folded(word)[:1])
    if len(word) < 6:
        return
    at = place % (len(word) - 1)
    spoilt = {
        "drop": word[:at] + word[at + 1 :],
        "double": word[:at] + word[at] + word[at:],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[error]
    others = finder.find(spoilt, "ru")
    assert service in others or any(
        any(told.startswith(spoilt) for told in folded(_everything(other))) for other in others
    )


@settings(max_examples=300, deadline=None)
@given(typed=st.text(max_size=40) | st.text("абвщё gfcnh,.;'[]", max_size=20), language=st.text(max_size=5))
def test_whatever_is_typed_each_service_is_shown_once_and_twice_the_same(typed: str, language: str) -> None:
    shown = FINDER.find(typed, language)
    assert len({service.service_id for service in shown}) == len(shown)
    assert set(shown) <= set(CATALOGUE.services)
    assert FINDER.find(typed, language) == shown


def _everything(service: Service) -> str:
    texts = (service.title, service.sentence, service.offered_by)
    told = [text.in_language(language) for text in texts for language in ("ru", "en")]
    return " ".join([*told, *service.keywords])


def _service(
    service_id: str,
    title: Text = Text("Название"),
    sentence: Text = Text("Описание"),
    offered_by: Text = Text("Кто"),
    keywords: tuple[str, ...] = (),
) -> Service:
    return Service(
        service_id, ("c",), title, sentence, (), "https://www.gosuslugi.ru/", keywords, offered_by, None
    )


class _services:  # noqa: N801  used as a function
    """What a catalogue of these services shows."""

    def __init__(self, *services: Service) -> None:
        self._finder = Finder(Catalogue((Category("c", Text("c"), "id"),), services))

    def __call__(self, words: str, language: str) -> list[str]:
        return [service.service_id for service in self._finder.find(words, language)]
