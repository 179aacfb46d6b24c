"""The product's words in Kazakh, Russian and English: gettext catalogues, with Babel for dates and numbers.

Catalogues are read as they lie in dashboard/locale (no compiling step), once a process.
"""

import gettext
import io
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from data_access.traffic_light import Light
from data_access.words import LANGUAGES, Words

_LOCALE_FOLDER = Path(__file__).parent / "locale"
CATALOGUED = ("kk", "ru")  # English is the language of the messages themselves


class Texts:
    """All words of one language; immutable and shared by all viewers."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self._catalogue = _catalogue(language)

    def gettext(self, message: str, **values: object) -> str:
        """The sentence for `message` (its English wording), with {named} values put in."""
        sentence = self._catalogue.gettext(message)
        return sentence.format(**values) if values else sentence

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The sentence in the plural form that `number` needs; {number} is put in, grouped."""
        sentence = self._catalogue.ngettext(singular, plural, number)
        return sentence.format(number=self.number(number), **values)

    def spoken(self, words: Words) -> str:
        """A name of the data in this language, or in the first that has one."""
        return words.spoken(self.language)

    def light(self, light: Light | str) -> str:
        """The word of a light: colour, "no data" or "done"."""
        return self.gettext(LIGHT_WORDS[Light(light)])

    def number(self, number: int | Decimal) -> str:
        """A number, grouped as the language groups."""
        return format_decimal(number, locale=self.locale)

    def day(self, day: date) -> str:
        """A day as figures: 21.11.2026."""
        return day.strftime("%d.%m.%Y")

    def month_name(self, day: date) -> str:
        """The short name of a day's month."""
        return format_date(day, "LLL", locale=self.locale)

    def month(self, day: date) -> str:
        """A month in short: its name, and the year in January."""
        return f"{self.month_name(day)} {day.year}" if day.month == 1 else self.month_name(day)

    def moment(self, moment: datetime, time_zone: str) -> str:
        """A moment as day and time in a time zone: 21.11.2026 09:30."""
        return moment.astimezone(ZoneInfo(time_zone)).strftime("%d.%m.%Y %H:%M")

    def percent(self, hundredths: int | None) -> str:
        """A whole percentage from hundredths of a percent, rounded down; a dash where there is none."""
        return "–" if hundredths is None else f"{hundredths // 100}%"

    def exact_percent(self, hundredths: int) -> str:
        """A percentage from hundredths of a percent, with as many decimals as it has."""
        return f"{format_decimal(Decimal(hundredths) / 100, format='#,##0.##', locale=self.locale)}%"


def _(message: str) -> str:
    """Mark a message for the catalogues where it can't be translated yet."""
    return message


def _plural(singular: str, plural: str) -> tuple[str, str]:
    """Mark a message that depends on a number, as `_` does."""
    return singular, plural


LIGHT_WORDS = {
    Light.RED: _("Red"),
    Light.AMBER: _("Amber"),
    Light.GREY: _("No data"),
    Light.GREEN: _("Green"),
    Light.DONE: _("Done"),
}


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str) -> Texts:
    """The words of a language; raises KeyError for one that the product does not speak."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Texts(language)


def catalogue_path(language: str) -> Path:
    """Where the catalogue of one of CATALOGUED lies."""
    return _LOCALE_FOLDER / language / "LC_MESSAGES" / "messages.po"


def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in CATALOGUED:
        return gettext.NullTranslations()
    with catalogue_path(language).open("rb") as source:
        catalogue = read_po(source, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
