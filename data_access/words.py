"""A name in three languages."""

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
