"""Lights as sheets show them: words, single letters, coloured signs, and the colours of the cells themselves."""

from collections.abc import Iterable, Mapping

from data_access.traffic_light import Light
from data_access.uploads.files.grid import Cell
from data_access.uploads.values.cell_kinds import says_nothing
from data_access.uploads.values.cell_text import text_of
from data_access.uploads.values.vocabulary import LIGHTS, plain

_RED, _AMBER, _GREEN = Light.RED.value, Light.AMBER.value, Light.GREEN.value

# Ж is yellow in Russian and green in Kazakh: which, the other letters of the column say.
_ALPHABETS: tuple[Mapping[str, str], ...] = (
    {"r": _RED, "a": _AMBER, "y": _AMBER, "g": _GREEN},
    {"к": _RED, "ж": _AMBER, "з": _GREEN},
    {"қ": _RED, "с": _AMBER, "ж": _GREEN},
)
# Letters of the other script that look the same; а and к are typed for a and k, and the other way round.
_LATIN = str.maketrans("аск", "ack")
_CYRILLIC = str.maketrans("ack", "аск")
_SIGNS = {
    "🔴": _RED,
    "🟥": _RED,
    "🟠": _AMBER,
    "🟡": _AMBER,
    "🟧": _AMBER,
    "🟨": _AMBER,
    "🟢": _GREEN,
    "🟩": _GREEN,
}
_EMPTY_SIGNS = frozenset("●○◉⬤■□▲△◆▪•")


def letters_of_lights(cells: Iterable[Cell]) -> dict[str, str]:
    """What single letters of a column stand for; a letter that could mean two lights is left out."""
    used = {word for cell in cells if isinstance(cell, str) and len(word := plain(cell)) == 1}
    fitting = []
    for alphabet in _ALPHABETS:
        own = {word: _letter(alphabet, word) for word in used if word.isalpha()}
        if own and all(own.values()):
            fitting.append(own)
    letters = {word for own in fitting for word in own}
    meant = {word: {own[word] for own in fitting} for word in letters}
    return {
        word: light for word, lights in meant.items() if len(lights) == 1 and (light := min(lights, key=str))
    }


def light_of_cell(cell: Cell, letters: Mapping[str, str], fill: str | None) -> str | None:
    """The light that a cell says by a word, else by its colour; None when it says none that is known.

    A text that is no known word hides the cell's colour: it may say something else.
    """
    word = plain(text_of(cell)).replace("\ufe0f", "")
    known = LIGHTS.get(word) or letters.get(word) or _SIGNS.get(word)
    if known is None and "/" in word:
        # The same word in two languages: Қызыл / Красный.
        meant = {LIGHTS.get(plain(part)) for part in word.split("/")}
        known = meant.pop() if len(meant) == 1 else None
    if known is None and (says_nothing(word) or _EMPTY_SIGNS.issuperset(word)):
        return fill
    return known


def says_no_light(cell: Cell) -> bool:
    """Whether a cell's text stands for no light: empty, a dash, a sign without a meaning of its own."""
    word = plain(text_of(cell))
    return says_nothing(word) or _EMPTY_SIGNS.issuperset(word)


def _letter(alphabet: Mapping[str, str], word: str) -> str | None:
    return (
        alphabet.get(word) or alphabet.get(word.translate(_LATIN)) or alphabet.get(word.translate(_CYRILLIC))
    )
