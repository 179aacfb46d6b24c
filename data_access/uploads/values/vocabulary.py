"""The words that our sheets use for lights and roles, and how words of sheets are compared."""

import re
from collections.abc import Mapping

from data_access.traffic_light import Light
from data_access.words import LANGUAGES, Words

LIGHT_WORDS: dict[str, Words] = {
    Light.RED.value: Words("Қызыл", "Красный", "Red"),
    Light.AMBER.value: Words("Сары", "Жёлтый", "Amber"),
    Light.GREEN.value: Words("Жасыл", "Зелёный", "Green"),
    Light.GREY.value: Words("Сұр", "Серый", "Grey"),
    Light.DONE.value: Words("Орындалды", "Выполнено", "Done"),
}
_OTHER_LIGHT_WORDS: dict[str, tuple[str, ...]] = {
    Light.RED.value: (
        *("Қызыл түс", "Қызыл аймақ", "Красная", "Красное", "Красн", "Красный цвет", "Красная зона"),
        *("Red zone", "Red light", "R (red)"),
    ),
    Light.AMBER.value: (
        *("Yellow", "Orange", "Сарғылт", "Сары түс", "Сары аймақ", "Қызғылт сары", "Жёлтая", "Жёлтое"),
        *("Жёлт", "Оранжевый", "Янтарный", "Жёлтый цвет", "Жёлтая зона", "Amber zone", "Yellow zone"),
        *("Amber/Yellow",),
    ),
    Light.GREEN.value: (
        *("Жасыл түс", "Жасыл аймақ", "Зелёная", "Зелёное", "Зелен", "Зелёный цвет", "Зелёная зона"),
        *("Green zone", "Green light"),
    ),
    Light.GREY.value: (
        *("Gray", "Серая", "Серое", "Серый цвет", "Сұр түс", "No evidence", "Дерек жоқ", "Деректер жоқ"),
        *("Нет данных", "No data"),
    ),
    Light.DONE.value: (
        *("Орындалған", "Аяқталды", "Аяқталған", "Исполнено", "Исполнена", "Исполнен", "Выполнена"),
        *("Выполнен", "Завершено", "Завершена", "Завершён", "Сделано", "Completed", "Complete", "Finished"),
        *("Fulfilled",),
    ),
}

ROLE_WORDS: dict[str, Words] = {
    "change_manager": Words("Өзгерістер менеджері", "Менеджер изменений", "Change manager"),
    "leader": Words("Жетекші", "Руководитель", "Leader"),
    "mentor": Words("Тәлімгер", "Ментор", "Mentor"),
}
_OTHER_ROLE_WORDS: dict[str, tuple[str, ...]] = {
    "change_manager": ("change_manager", "Менеджер по изменениям"),
    "mentor": ("Наставник",),
}

_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """A word as it is compared: without case, marks at its ends, doubled spaces, ё or a byte-order mark."""
    spaced = _SPACES.sub(" ", text.replace("\ufeff", "")).strip(" .:;*")
    return spaced.casefold().replace("ё", "е")


def _by_word(words: Mapping[str, Words], others: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, names in words.items():
        spoken = (getattr(names, language) for language in LANGUAGES)
        for word in (value, *spoken, *others.get(value, ())):
            found[plain(word)] = value
    return found


LIGHTS: dict[str, str] = _by_word(LIGHT_WORDS, _OTHER_LIGHT_WORDS)
"""The light that each word, made `plain`, stands for."""

ROLES: dict[str, str] = _by_word(ROLE_WORDS, _OTHER_ROLE_WORDS)
"""The role that each word, made `plain`, stands for."""
