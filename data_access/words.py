"""A name in three languages."""

from collections.abc import Iterable
from dataclasses import dataclass

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """A name in Kazakh, Russian and English; any may be empty."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def spoken(self, language: str) -> str:
        """The name in `language`, else in the first of Kazakh, Russian, English that has one."""
        return getattr(self, language) or self.kk or self.ru or self.en

    def spoken_in(self, languages: Iterable[str], between: str = " / ") -> str:
        """The name in several languages, one after the other; what is the same in two stands once."""
        return between.join(dict.fromkeys(self.spoken(language) for language in languages))
