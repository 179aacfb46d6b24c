"""The invented people of the sample: change managers, leaders, mentors, and those in ministries."""

from dataclasses import dataclass
from functools import cache

from data_access.words import Words
from sample_data.dice import Dice
from sample_data.subjects import ministries, rows_of, teams

CHANGE_MANAGERS = 230
MENTORS = 52
OWNERS_PER_MINISTRY = 6

_INDUSTRY_TEAM_SIZE = 14
_KAZAKH_SURNAMES = 54
_KAZAKH_GIVEN_NAMES = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person's place in a team; `role` as in the model."""

    person: str
    team: str
    role: str

    @property
    def code(self) -> str:
        """The code of the membership."""
        return f"{self.person}/{self.team}"


@cache
def people() -> dict[str, Words]:
    """The people of the programme by code: first the change managers, then the mentors."""
    names = [*_names()[:CHANGE_MANAGERS], *_mentors_abroad(), *_names()[CHANGE_MANAGERS:]]
    return {f"P-{place:03}": name for place, name in enumerate(names[: CHANGE_MANAGERS + MENTORS], start=1)}


@cache
def members() -> tuple[Member, ...]:
    """Every change manager's team, one leader in each team, and the mentors' teams (some have several)."""
    codes = list(people())
    return (*_managers(codes[:CHANGE_MANAGERS]), *_mentors(codes[CHANGE_MANAGERS:]))


@cache
def owners(ministry: str) -> tuple[Words, ...]:
    """Those who answer for a ministry's milestones; the first one sends its editions."""
    place = [subject.code for subject in ministries()].index(ministry)
    first = CHANGE_MANAGERS + MENTORS + place * OWNERS_PER_MINISTRY
    return _names()[first : first + OWNERS_PER_MINISTRY]


def _managers(codes: list[str]) -> list[Member]:
    found = []
    left = list(codes)
    project_teams = [team for team in teams() if not team.code.endswith(team.parent)]
    rest = CHANGE_MANAGERS - _INDUSTRY_TEAM_SIZE * (len(teams()) - len(project_teams))
    size, larger = divmod(rest, len(project_teams))
    for team in teams():
        count = _INDUSTRY_TEAM_SIZE
        if team in project_teams:
            count = size + (project_teams.index(team) < larger)
        for place in range(count):
            role = "leader" if place == 0 else "change_manager"
            found.append(Member(person=left.pop(0), team=team.code, role=role))
    return found


def _mentors(codes: list[str]) -> list[Member]:
    found = []
    all_teams = [team.code for team in teams()]
    for place, code in enumerate(codes):
        # Every third mentor serves two teams, every ninth three.
        count = 1 + (place % 3 == 0) + (place % 9 == 0)
        for turn in range(count):
            team = all_teams[(place + 7 * turn) % len(all_teams)]
            found.append(Member(person=code, team=team, role="mentor"))
    return found


def _mentors_abroad() -> list[Words]:
    return [Words(row["kk"], row["ru"], row["en"]) for row in rows_of("abroad")]


@cache
def _names() -> tuple[Words, ...]:
    """Enough different names: surname first in Kazakh and Russian, last in English."""
    dice = Dice("people")
    pools: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows_of("people"):
        pools.setdefault((row["sex"], row["kind"]), []).append(row)
    found: dict[str, Words] = {}
    while len(found) < CHANGE_MANAGERS + MENTORS + OWNERS_PER_MINISTRY * len(ministries()):
        sex = dice.pick("mf")
        surname, given = _that_go_together(dice, pools[sex, "surname"], pools[sex, "given"])
        name = Words(
            f"{surname['kk']} {given['kk']}",
            f"{surname['ru']} {given['ru']}",
            f"{given['en']} {surname['en']}",
        )
        found.setdefault(name.en, name)
    return tuple(found.values())


def _that_go_together(
    dice: Dice, surnames: list[dict[str, str]], given_names: list[dict[str, str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """A surname and a given name; in each pool the Kazakh names come first and go with one another."""
    surname = dice.pick(surnames)
    if surnames.index(surname) < _KAZAKH_SURNAMES:
        return surname, dice.pick(given_names[:_KAZAKH_GIVEN_NAMES])
    return surname, dice.pick(given_names[_KAZAKH_GIVEN_NAMES:])
