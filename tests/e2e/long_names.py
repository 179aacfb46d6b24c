"""A programme whose names are as long as believable, in each language: brought in as anybody's workbook."""

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_access.model import Kind
from data_access.uploads.columns import SHEETS, Sheet
from data_access.words import LANGUAGES
from tests.e2e.site import Site

LETTERS = {Kind.FIELD: 45, Kind.TEAM: 70, Kind.MINISTRY: 80, Kind.PROBLEM: 90, Kind.MILESTONE: 110}
_TAILS = {
    "kk": "және өңірлердегі ведомствоаралық үйлестіруді жетілдіру жөніндегі шараларды халықтың қатысуымен іске асыру",
    "ru": "и совершенствование межведомственного взаимодействия в регионах республики с привлечением общественности",
    "en": "and the improvement of coordination between ministries and regional administrations across the country",
}


def lengthen_names(site: Site, folder: Path) -> None:
    """Give every field, team, ministry, problem and milestone a long name."""
    path = folder / "long.xlsx"
    _succeed(site, "export", str(path), "--lang", "kk")
    book = load_workbook(path)
    for kind, letters in LETTERS.items():
        _lengthen(book[SHEETS[kind].title.kk], SHEETS[kind], letters)
    book.save(path)
    _succeed(site, "import", str(path))


def _lengthen(page: Worksheet, sheet: Sheet, letters: int) -> None:
    languages = {sheet.column(f"name_{language}").header.kk: language for language in LANGUAGES}
    rows = page.iter_rows()
    header = next(row for row in rows if any(cell.value in languages for cell in row))
    columns = {
        number: languages[str(cell.value)] for number, cell in enumerate(header) if cell.value in languages
    }
    for row in rows:
        for number, language in columns.items():
            if row[number].value:
                row[number].value = _long(str(row[number].value), language, letters)


def _long(name: str, language: str, letters: int) -> str:
    """The name with as many words after it as `letters` allow."""
    for word in _TAILS[language].split():
        if len(name) + 1 + len(word) > letters:
            break
        name += f" {word}"
    return name


def _succeed(site: Site, *arguments: str) -> None:
    ended = site.run(*arguments)
    assert ended.returncode == 0, ended.stdout + ended.stderr
