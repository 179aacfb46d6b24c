"""The styles of an XLSX workbook: which show percentages, months, and colours of lights."""

import re
from collections import defaultdict
from collections.abc import Sequence

from data_access.uploads.files.archive import Archive
from data_access.uploads.files.colours import PALETTE, THEME, is_pale, light_of, tinted
from data_access.uploads.files.marks import Look
from data_access.uploads.files.xml_part import walk

_STYLES, _THEME = "xl/styles.xml", "xl/theme/theme1.xml"
_PERCENT_FORMATS = {9, 10}  # the numbers of Excel's own formats 0% and 0.00%
_MONTH_FORMATS = {17}  # mmm-yy
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MONTH_OF_YEAR = re.compile(r"[^dhs]*m{1,5}[^dhs]*y[^dhs]*|[^dhs]*y[^dhs]*m{1,5}[^dhs]*")
_WINDOW = 64  # the number that stands for a window's own colour


def is_percent_format(code: str) -> bool:
    """Whether a number format shows a percentage."""
    return "%" in _QUOTED.sub("", code)


def is_month_format(code: str) -> bool:
    """Whether a number format shows a month and its year without a day."""
    return _MONTH_OF_YEAR.fullmatch(_QUOTED.sub("", code.partition(";")[0]).lower()) is not None


def looks_of(archive: Archive) -> list[Look]:
    """For each style of cells, by its number, what matters of it. Raises UnreadableFileError."""
    if _STYLES not in archive:
        return []
    styles = _Styles(theme_of(archive))
    walk(archive.read(_STYLES), styles.see)
    return styles.looks()


def theme_of(archive: Archive) -> Sequence[str]:
    """The colours of the theme in the order in which styles number them."""
    if _THEME not in archive:
        return THEME
    found: defaultdict[str, str] = defaultdict(str)

    def see(path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if "clrScheme" in path[:-2]:
            found[path[-2]] = attributes.get("lastClr") or attributes.get("val", "")

    walk(archive.read(_THEME), see)
    names = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    return [found[name] for name in names]


class _Styles:
    """What `walk` sees of styles.xml."""

    def __init__(self, theme: Sequence[str]) -> None:
        self.theme = theme
        self.formats: dict[int, str] = {}
        self.fills: list[str] = []
        self.colours: list[dict[str, str] | None] = []
        self.palette: list[str] = []
        self.used: list[tuple[int, int]] = []
        self.is_solid = False

    def see(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        match path[1:]:
            case ("numFmts", "numFmt"):
                self.formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            case ("fills", "fill"):
                self.colours.append(None)
            case ("fills", "fill", "patternFill"):
                self.is_solid = attributes.get("patternType") == "solid"
            case ("fills", "fill", "patternFill", "fgColor") if self.is_solid and self.colours:
                self.colours[-1] = attributes
            case ("fills", "fill", "gradientFill", "stop", "color") if self.colours:
                self.colours[-1] = self.colours[-1] or attributes
            case ("colors", "indexedColors", "rgbColor"):
                self.palette.append(attributes.get("rgb", ""))
            case ("cellXfs", "xf"):
                self.used.append((_number(attributes.get("numFmtId")), _number(attributes.get("fillId"))))

    def looks(self) -> list[Look]:
        fills = [self._colour(colour) if colour else "" for colour in self.colours]
        percent = _PERCENT_FORMATS | {one for one, code in self.formats.items() if is_percent_format(code)}
        months = _MONTH_FORMATS | {one for one, code in self.formats.items() if is_month_format(code)}
        looks = []
        for number_format, fill in self.used:
            colour = fills[fill] if 0 <= fill < len(fills) else ""
            looks.append(
                Look(
                    is_percentage=number_format in percent,
                    is_month=number_format in months,
                    light=light_of(colour),
                    is_pale=is_pale(colour),
                )
            )
        return looks

    def _colour(self, colour: dict[str, str]) -> str:
        if "rgb" in colour:
            return colour["rgb"]
        if "theme" in colour:
            number = _number(colour["theme"])
            named = self.theme[number] if 0 <= number < len(self.theme) else ""
            return tinted(named, _tint(colour.get("tint", "0")))
        number = _number(colour.get("indexed", _WINDOW))
        palette = self.palette or PALETTE
        return palette[number] if 0 <= number < len(palette) else ""


def _number(text: str | int | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _tint(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
