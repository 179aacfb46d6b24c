"""What a viewer asks for, read from the URL once a run: language, day, version, programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dashboard import source
from dashboard.texts import Texts, texts
from data_access.access.roles import Action, Person, may_somewhere, scope_of
from data_access.reads.point import ProgrammeInfo
from data_access.view import View
from data_access.words import LANGUAGES

_MOST_DIGITS = 9
HISTORY_MONTHS = 8  # how far back the screens show how lights moved


class UnreadableAddressError(Exception):
    """A parameter of the URL can't be understood; carries its name and value."""

    def __init__(self, parameter: str, value: str) -> None:
        super().__init__(parameter, value)
        self.parameter = parameter
        self.value = value


class TooEarlyError(Exception):
    """The URL asks for a day on which nothing had been recorded yet; carries that day."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One viewer's question: what the URL says, made whole with today and the newest version.

    `newest` is the version of the newest figures, `latest` that of the latest change of any kind.

    `kept` holds the parameters that every link carries on (lang, day, version as they were given).
    `can`: what the person may do for one field at least, to offer it on screens.

    `person` is who asks. Requests of two persons who see and may do the same are equal, so that both are shown
    one drawing (`markup.kept_for_request`): what is kept and the templates must not look at it.
    """

    programme: ProgrammeInfo
    view: View
    today: date
    newest: int
    latest: int
    language: str
    kept: tuple[tuple[str, str], ...]
    can: frozenset[Action]
    person: Person = field(compare=False)

    @property
    def texts(self) -> Texts:
        """The words of the viewer's language."""
        return texts(self.language)

    @property
    def is_now(self) -> bool:
        """The view is today's, of the newest version."""
        return self.view.version == self.newest and self.view.day == self.today

    @property
    def current(self) -> View:
        """What sessions, instructions and meetings are read by: all that is known, today."""
        return View(
            programme_id=self.programme.id, version=self.latest, day=self.today, scope=self.view.scope
        )

    @property
    def known(self) -> View:
        """The view with all that is known besides figures: of today, changes after the newest figures too."""
        return self.current if self.is_now else self.view

    def at(self, day: date) -> View | None:
        """The same view as it was at the end of an earlier day; None where nothing was recorded by then."""
        version = min(source.version_by(self.programme, day, self.newest), self.view.version)
        if version == 0:
            return None
        return View(programme_id=self.programme.id, version=version, day=day, scope=self.view.scope)

    def month_ago(self) -> View | None:
        """The view one month earlier (the same day of the month, or that month's last)."""
        return self.at(month_before(self.view.day))

    def months(self) -> list[View]:
        """The view at the end of each of the last months that have data, oldest first, and now."""
        days = []
        day = self.view.day
        for _ in range(HISTORY_MONTHS):
            day = day.replace(day=1) - timedelta(days=1)
            days.append(day)
        earlier = [view for day in reversed(days) if (view := self.at(day)) is not None]
        return [*earlier, self.view]


def language_of(parameters: Mapping[str, str], default: str) -> str:
    """The language that the URL asks for, else the programme's."""
    asked = parameters.get("lang", default)
    return asked if asked in LANGUAGES else default


def actions_of(person: Person) -> frozenset[Action]:
    """What a person may do for one field at least."""
    return frozenset(action for action in Action if may_somewhere(person, action))


def read_request(parameters: Mapping[str, str], programme: ProgrammeInfo, person: Person) -> Request:
    """Make a person's request whole; raises for a day or version that is none.

    UnreadableAddressError for what does not exist, TooEarlyError for a day before the first change.
    """
    today = programme.today(source.now())
    newest = source.newest_version(programme.id)
    latest = source.latest_version(programme.id)
    day = _day(parameters.get("day"), today)
    if "version" in parameters:
        version = _version(parameters["version"], latest)
    else:
        version = newest if day >= today else source.version_by(programme, day, newest)
        if version == 0:
            raise TooEarlyError(day)
    return Request(
        programme=programme,
        view=View(programme_id=programme.id, version=version, day=day, scope=scope_of(person)),
        today=today,
        newest=newest,
        latest=latest,
        language=language_of(parameters, programme.language),
        kept=tuple((name, parameters[name]) for name in ("lang", "day", "version") if name in parameters),
        can=actions_of(person),
        person=person,
    )


def month_before(day: date) -> date:
    """The same day of the month before, or its last day where it is shorter."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableAddressError("day", text) from error


def _version(text: str, newest: int) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= newest:
        return int(text)
    raise UnreadableAddressError("version", text)


def whole_number(name: str, parameters: Mapping[str, str]) -> int | None:
    """A whole number of at most four digits from the URL; None where it is not given."""
    text = parameters.get(name)
    if not text:
        return None
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 4:
        raise UnreadableAddressError(name, text)
    return int(text)


def line_number(name: str, parameters: Mapping[str, str]) -> int | None:
    """The number of a change or a line that the URL asks for; None where it asks for none."""
    text = parameters.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        raise UnreadableAddressError(name, text)
    return int(text)


def page_number(parameters: Mapping[str, str]) -> int:
    """Which page of a list the URL asks for, from 1."""
    page = whole_number("page", parameters)
    if page is None:
        return 1
    if page < 1:
        raise UnreadableAddressError("page", str(page))
    return page
