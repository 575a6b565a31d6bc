"""services.toml: what may stand in it, what is told about what may not, and what stays when it is broken."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config.catalogue import NAME, CatalogueError, read, read_or_last_good
from kiosk.config.catalogue_values import CATEGORY, ICONS, SERVICE
from kiosk.config.faults import ConfigFault
from kiosk.config.services import Services
from kiosk.config.toml_file import LARGEST
from kiosk.domain.services.address import refusal
from kiosk.domain.services.catalogue import ALL, EMPTY, Category
from kiosk.domain.text import Text
from tests.conftest import ROOT

SHIPPED = ROOT / "resources" / "services.toml"
CATEGORY_LINES = '[[category]]\nid = "health"\ntitle = "Здоровье"\nicon = "stethoscope"\n'
SERVICE_LINES = """[[service]]
id = "doctor"
categories = ["health"]
title = "Запись к врачу"
sentence = "Выберите врача."
address = "https://www.gosuslugi.ru/10700"
offered_by = "Минздрав"
"""
GOOD = CATEGORY_LINES + SERVICE_LINES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "etc").mkdir()
    return tmp_path / "etc" / "services.toml"


def told(file: Path, content: str | bytes) -> tuple[ConfigFault, ...]:
    """What is told about a file with this content."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CatalogueError) as caught:
        read(file)
    assert caught.value.file == file
    assert all(fault.what and fault.remedy and "\n" not in str(fault) for fault in caught.value.faults)
    return caught.value.faults


def test_the_keys_that_must_be_there_are_enough(file: Path) -> None:
    file.write_text(GOOD)
    catalogue = read(file)
    assert [category.category_id for category in catalogue.categories] == ["health", ALL]
    (service,) = catalogue.services
    assert service.title == Text("Запись к врачу", (("ru", "Запись к врачу"),))
    assert service.title.in_language("en") == "Запись к врачу"
    assert (service.have_ready, service.keywords, service.checked_on) == ((), (), None)
    assert catalogue.of("health") == catalogue.of(ALL) == catalogue.services


def test_every_key_can_be_set(file: Path) -> None:
    file.write_text(
        CATEGORY_LINES.replace('icon = "stethoscope"', 'title_en = "Health"\nicon = "home"')
        + SERVICE_LINES
        + 'title_en = "Doctor"\nsentence_en = "Choose."\nhave_ready = ["Паспорт", "Полис"]\n'
        + 'have_ready_en = ["Passport", "Policy"]\nkeywords = ["врач", "doctor"]\noffered_by_en = "Ministry"\n'
        + "checked_on = 2026-11-22\n"
    )
    catalogue = read(file)
    health = Text("Здоровье", (("ru", "Здоровье"), ("en", "Health")))
    assert catalogue.categories[0] == Category("health", health, "home")
    (service,) = catalogue.services
    texts = (service.title, service.sentence, *service.have_ready, service.offered_by)
    assert [text.in_language("en") for text in texts] == ["Doctor", "Choose.", "Passport", "Policy", "Ministry"]
    assert [text.in_language("ru") for text in texts[2:4]] == ["Паспорт", "Полис"]
    assert service.keywords == ("врач", "doctor")
    assert service.checked_on == datetime.date(2026, 11, 22)


def test_all_services_stand_last_in_both_languages(file: Path) -> None:
    file.write_text(GOOD)
    last = read(file).categories[-1]
    assert last.category_id == ALL
    assert [last.title.in_language(language) for language in ("ru", "en")] == ["Все услуги", "All services"]


def test_a_byte_order_mark_and_crlf_change_nothing(file: Path) -> None:
    """Some editors save so."""
    file.write_text(GOOD)
    plain = read(file)
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read(file) == plain


def test_a_space_that_does_not_break_is_text(file: Path) -> None:
    file.write_text(GOOD.replace("к врачу", "к\u00a0врачу"))
    assert str(read(file).services[0].title) == "Запись к\u00a0врачу"


def test_every_fault_is_told_at_once_with_its_line_service_key_and_remedy(file: Path) -> None:
    found = told(
        file,
        """titel = "x"
[[category]]
id = "Health"
title = ""
icon = "doctor"
colour = "red"
[[category]]
id = "all"
title = "Всё"
icon = "id"
[[service]]
id = "doctor"
categories = ["helth", "all"]
tite = "x"
sentence = "a\\nb"
have_ready = ["Паспорт", ""]
have_ready_en = ["Passport"]
address = "http://www.gosuslugi.ru/"
keywords = "врач"
offered_by = 5
checked_on = "2026-11-22"
[[service]]
id = "doctor"
categories = []
title = "x"
sentence = "x"
address = "https://www.gosuslugi.ru/"
offered_by = "x"
checked_on = 2026-11-22T10:00:00
""",
    )
    assert [(fault.line, fault.key) for fault in found] == [
        (1, "titel"),
        (3, "category.1.id"),
        (4, "category.1.title"),
        (5, "category.1.icon"),
        (6, "category.1.colour"),
        (8, "category.all.id"),
        (11, "service.doctor.title"),
        (13, "service.doctor.categories"),
        (13, "service.doctor.categories"),
        (14, "service.doctor.tite"),
        (15, "service.doctor.sentence"),
        (16, "service.doctor.have_ready"),
        (17, "service.doctor.have_ready_en"),
        (18, "service.doctor.address"),
        (19, "service.doctor.keywords"),
        (20, "service.doctor.offered_by"),
        (21, "service.doctor.checked_on"),
        (23, "service.doctor.id"),
        (24, "service.doctor.categories"),
        (29, "service.doctor.checked_on"),
    ]
    remedies = {fault.key: fault.remedy for fault in found}
    assert remedies["service.doctor.tite"] == "Perhaps title is meant"
    assert "stethoscope" in remedies["category.1.icon"]
    assert "always there" in remedies["category.all.id"]


@pytest.mark.parametrize(
    ("old", "new", "key", "word"),
    [
        ('id = "doctor"', 'id = "Doctor"', "service.1.id", "no id"),
        ('id = "doctor"', 'id = ""', "service.1.id", "no id"),
        ('id = "doctor"', 'id = "a/../b"', "service.1.id", "no id"),
        ('id = "doctor"', 'id = "врач"', "service.1.id", "no id"),
        ('id = "doctor"', f'id = "{"a" * 41}"', "service.1.id", "no id"),
        ('id = "doctor"', "id = 5", "service.1.id", "no id"),
        ('id = "doctor"\n', "", "service.1.id", "missing"),
        ('categories = ["health"]\n', "", "service.doctor.categories", "missing"),
        ('categories = ["health"]', 'categories = "health"', "service.doctor.categories", "not a list"),
        ('categories = ["health"]', "categories = [1]", "service.doctor.categories", "entry 1 is not a text"),
        ('categories = ["health"]', 'categories = ["heatlh"]', "service.doctor.categories", "heatlh"),
        ('"Запись к врачу"', f'"{"я" * 61}"', "service.doctor.title", "61 characters"),
        ('"Запись к врачу"', '"  "', "service.doctor.title", "empty"),
        ('"Запись к врачу"', '"За\\u001bпись"', "service.doctor.title", "cannot be seen"),
        ('"Запись к врачу"', '"За\\u202eпись"', "service.doctor.title", "cannot be seen"),
        ('"Запись к врачу"', '"За\\u200bпись"', "service.doctor.title", "cannot be seen"),
        ('"Выберите врача."', f'"{"я" * 161}"', "service.doctor.sentence", "161 characters"),
        ('"Минздрав"', f'"{"я" * 81}"', "service.doctor.offered_by", "81 characters"),
        ("[[service]]", "[service]", "service", "no list of tables"),
        ("[[category]]", "[category]", "category", "no list of tables"),
        (CATEGORY_LINES, "", "category", "missing"),
        (SERVICE_LINES, "", "service", "missing"),
        (SERVICE_LINES, "service = []", "category.health.service", "unknown"),
        ("[[service]]", "[[servis]]", "servis", "unknown"),
        (CATEGORY_LINES, '"a\\nb" = 1\n', "?", "unknown"),
        ('id = "doctor"', 'id = "doctor"\n"a\\nb" = 1', "service.doctor.?", "unknown"),
        ('categories = ["health"]', 'categories = ["a\\nb"]', "service.doctor.categories", "line break"),
    ],
)
def test_what_is_wrong_is_told(file: Path, old: str, new: str, key: str, word: str) -> None:
    assert old in GOOD
    found = told(file, GOOD.replace(old, new, 1))
    assert word in next(fault.what for fault in found if fault.key == key)


@pytest.mark.parametrize(
    ("line", "key", "word"),
    [
        (f'have_ready = ["{"я" * 81}"]', "have_ready", "entry 1 is 81 characters"),
        ("have_ready = [" + '"x", ' * 9 + "]", "have_ready", "9 entries"),
        ('have_ready = [["x"]]', "have_ready", "entry 1 is not a text"),
        ('have_ready_en = ["x"]', "have_ready_en", "1 entries and have_ready 0"),
        (f'keywords = ["{"я" * 41}"]', "keywords", "41 characters"),
        ("keywords = [" + '"x", ' * 61 + "]", "keywords", "61 entries"),
        ("checked_on = 10:00:00", "checked_on", "not a date"),
        ("checked_on = true", "checked_on", "not a date"),
        ('title_en = ""', "title_en", "empty"),
        ('adress = "x"', "adress", "unknown"),
    ],
)
def test_what_is_wrong_with_a_key_that_may_be_left_out_is_told(file: Path, line: str, key: str, word: str) -> None:
    (fault,) = told(file, GOOD + line + "\n")
    assert fault.key == f"service.doctor.{key}"
    assert fault.line == GOOD.count("\n") + 1
    assert word in fault.what


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://www.gosuslugi.ru/",
        "HTTPS://www.gosuslugi.ru/",
        "//www.gosuslugi.ru/",
        "www.gosuslugi.ru",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://user@www.gosuslugi.ru/",
        "https://user:password@www.gosuslugi.ru/",
        "https://www.gosuslugi.ru/a b",
        "https://www.gosuslugi.ru/\\u0000",
        "https://www.gosuslugi.ru/\\n",
        "https://госуслуги.рф/",
        "https://www.gosuslugi.ru/поиск",
        "https://[2001:db8::1]/",
        "https://www.gosuslugi.ru:port/",
        "https://www.gosuslugi.ru\\\\@example.org/",
        "https://www.gosuslugi.ru/" + "a" * 300,
    ],
)
def test_an_address_that_is_no_whole_https_address_is_refused(file: Path, address: str) -> None:
    (fault,) = told(file, GOOD.replace("https://www.gosuslugi.ru/10700", address))
    assert fault.key == "service.doctor.address"


def test_an_address_elsewhere_is_left_to_the_check(file: Path) -> None:
    file.write_text(GOOD.replace("www.gosuslugi.ru", "example.org"))
    assert read(file).services[0].address == "https://example.org/10700"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "missing"),
        (b"[[service", "TOML"),
        (b"[[service]]\nid = \n", "line 2"),
        (GOOD.encode()[:90], "TOML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        (b"a = 1\nb = \xff", "line 2"),
        (b"# " + b"x" * LARGEST, "larger"),
        (b"a = " + b"[" * 100_000, "nested"),
        (b"category = 5\nservice = 'x'", "double brackets"),
        (b"category = [1, 2]\nservice = [[]]", "double brackets"),
        (b'[[service]]\nid = "a"\n[service.id]\n', "TOML"),
    ],
)
def test_what_is_no_catalogue_at_all_is_refused_in_words(file: Path, content: bytes, word: str) -> None:
    """Empty, half-written, binary, huge."""
    assert any(word in str(fault) for fault in told(file, content))


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, word in (("absent", "No such file"), ("", "not a file"), ("pipe", "not a file")):
        with pytest.raises(CatalogueError, match=word):
            read(tmp_path / name)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    key=st.sampled_from([*SERVICE, *CATEGORY, "x"]),
    value=st.sampled_from(
        ["1", "nan", "true", '""', '"x"', "[]", "[[]]", "[1]", '["x"]', "{}", "{ a = 1 }", "2026-11-22", "'\t'"]
    ),
    kind=st.sampled_from(["category", "service"]),
)
def test_any_value_of_any_key_gives_a_catalogue_or_faults_on_lines_that_exist(
    file: Path, key: str, value: str, kind: str
) -> None:
    lines = {"category": CATEGORY_LINES, "service": SERVICE_LINES}
    kept = [line for line in lines[kind].splitlines() if not line.startswith(f"{key} = ")]
    lines[kind] = "\n".join([*kept, f"{key} = {value}", ""])
    file.write_text("".join(lines.values()))
    faults: tuple[ConfigFault, ...] = ()
    services = 0
    try:
        services = len(read(file).services)
    except CatalogueError as error:
        faults = error.faults
    assert services == (0 if faults else 1)
    assert all(1 <= (fault.line or 0) <= 12 for fault in faults)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
def test_any_bytes_give_faults_never_a_trace(file: Path, content: bytes) -> None:
    assert told(file, content)


def test_a_good_catalogue_is_kept_for_the_next_time(file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD)
    catalogue, trouble = read_or_last_good(file, tmp_path / "data", SHIPPED)
    assert (catalogue, trouble) == (read(file), None)
    assert (tmp_path / "data" / NAME).read_text() == GOOD


@pytest.mark.parametrize("spoilt", ["", "[[service", GOOD + "x = 1", None])
def test_a_broken_one_is_refused_whole_and_the_last_good_one_stays(
    file: Path, tmp_path: Path, spoilt: str | None
) -> None:
    file.write_text(GOOD)
    good, _ = read_or_last_good(file, tmp_path / "data", SHIPPED)
    if spoilt is None:
        file.unlink()
    else:
        file.write_text(spoilt)
    catalogue, trouble = read_or_last_good(file, tmp_path / "data", SHIPPED)
    assert catalogue == good
    assert trouble is not None
    assert trouble.file == file
    assert (tmp_path / "data" / NAME).read_text() == GOOD


def test_the_shipped_one_stands_in_where_there_is_no_good_one_yet(file: Path, tmp_path: Path) -> None:
    file.write_text("[[service")
    catalogue, trouble = read_or_last_good(file, tmp_path / "data", SHIPPED)
    assert catalogue == read(SHIPPED)
    assert trouble is not None


def test_the_shipped_one_stands_in_where_the_kept_one_is_broken_too(file: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff")
    file.write_text("[[service")
    catalogue, trouble = read_or_last_good(file, tmp_path, SHIPPED)
    assert catalogue == read(SHIPPED)
    assert trouble is not None
    assert trouble.file == file


def test_the_shipped_one_may_be_edited_where_it_lies_and_be_broken_there(file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD)
    good, _ = read_or_last_good(file, tmp_path / "data", shipped=file)
    file.write_text("[[service")
    catalogue, trouble = read_or_last_good(file, tmp_path / "data", shipped=file)
    assert catalogue == good
    assert trouble is not None


def test_where_every_one_is_broken_nothing_is_offered_and_nothing_ends(file: Path, tmp_path: Path) -> None:
    file.write_text("[[service")
    catalogue, trouble = read_or_last_good(file, tmp_path / "data", shipped=file)
    assert catalogue == EMPTY
    assert trouble is not None


def test_a_disk_that_cannot_be_written_stops_nothing(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(GOOD)
    (tmp_path / "taken").touch()
    catalogue, trouble = read_or_last_good(file, tmp_path / "taken" / "data", SHIPPED)
    assert (catalogue, trouble) == (read(file), None)
    assert "could not be kept" in caplog.text


def test_the_shipped_catalogue_has_what_people_come_for() -> None:
    catalogue = read(SHIPPED)
    assert [category.category_id for category in catalogue.categories] == [
        "health",
        "children-and-school",
        "documents",
        "transport-and-fines",
        "benefits",
        "housing-and-utilities",
        "appeals",
        ALL,
    ]
    assert all(len(catalogue.of(category.category_id)) >= 4 for category in catalogue.categories)
    for service in catalogue.services:
        texts = (service.title, service.sentence, service.offered_by, *service.have_ready)
        assert all(len(text.translations) == 2 for text in texts), service.service_id
        assert service.have_ready, service.service_id
        assert len(service.keywords) >= 8, service.service_id


def test_every_shipped_address_may_be_opened_here() -> None:
    allowed = Services().allowed
    assert {refusal(service.address, allowed) for service in read(SHIPPED).services} == {""}


def test_no_shipped_address_claims_to_be_proven() -> None:
    assert {service.checked_on for service in read(SHIPPED).services} == {None}


def test_the_icons_of_categories_are_there() -> None:
    assert [icon for icon in ICONS if not (ROOT / "resources" / "icons" / f"{icon}.svg").is_file()] == []


def test_the_shipped_file_shows_every_key_and_only_those() -> None:
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    assert {key for table in data["category"] for key in table} == set(CATEGORY)
    assert {key for table in data["service"] for key in table} == set(SERVICE) - {"checked_on"}


def test_the_documented_entries_are_right(file: Path) -> None:
    document = (ROOT / "docs" / "services.md").read_text(encoding="utf-8")
    entries = re.findall(r"^```toml\n(\[\[.*?)^```", document, re.MULTILINE | re.DOTALL)
    file.write_text("".join(entries))
    catalogue = read(file)
    assert [service.service_id for service in catalogue.of("health")] == ["doctor-appointment"]
    assert {key for key in SERVICE if f"\n{key} = " in entries[1]} == set(SERVICE)
    assert [icon for icon in ICONS if f"`{icon}`" not in document] == []


def test_reading_loads_nothing_heavy() -> None:
    """The screen reads it between two frames."""
    code = "import kiosk.config.catalogue, sys; sys.exit('pydantic' in sys.modules or 'rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
