"""The story that the sample tells: how each problem stood month by month, who reported and who did not.

Days are counted from the day on which the sample is loaded (0), so that the past is negative.
"""

from dataclasses import dataclass
from datetime import date

from data_access.traffic_light import Light
from data_access.words import Words

NAME = Words(
    "Өзгерістерді басқару бағдарламасы",
    "Программа управления изменениями",
    "Change management programme",
)

# The workbooks are written as if this were the day of loading.
ANCHOR = date(2026, 6, 1)

# The first edition and eight monthly updates. Each ministry is `lag` days earlier.
UPDATE_DAYS = (-247, -216, -186, -155, -125, -94, -64, -33, -3)
MONTHS = range(len(UPDATE_DAYS))

# The lights of each month are meant for this many days after the update.
LATER = 3

_LIGHTS = {"R": Light.RED, "A": Light.AMBER, "G": Light.GREEN, "Y": Light.GREY, "D": Light.DONE}

# One letter a month: Red, Amber, Green, grey (Y), Done.
STORIES = {
    "CON-01": "GGGAAAARR",
    "CON-02": "GAARARRRR",
    "CON-03": "GGGGAAAAR",
    "CON-04": "GGGGAAARR",
    "TOU-01": "GGGGGGGGR",
    "TOU-02": "AARAGAAAR",
    "TOU-03": "GGAAGGAAA",
    "HEA-01": "GGAARRAAA",
    "HEA-02": "GGGAAAAAG",
    "HEA-03": "GGGGAAAAA",
    "HEA-04": "GGGGGGAAA",
    "LOG-01": "GAAAYRAAA",
    "LOG-02": "GGGGYGGGA",
    "LOG-03": "GGGGYAGGG",
    "MED-01": "GGAGGGAAA",
    "MED-02": "GGGGGGGAA",
    "MED-03": "GGGGGGGGG",
    "GEO-01": "GGGGGAAAA",
    "GEO-02": "GAARAAAAA",
    "GEO-03": "GGGAAGGAA",
    "AGR-01": "GAAAAAGGG",
    "AGR-02": "GGGGGGGGG",
    "AGR-03": "GGRAAGGGG",
    "AGR-04": "GGGGGAGGG",
    "INV-01": "AAGGGGGGG",
    "INV-02": "GGAGGGGGG",
    "INV-03": "GGGGGGGGG",
    "ENT-01": "GGGAAAAAG",
    "ENT-02": "GGGGAAGGG",
    "ENT-03": "GGGGGGGGG",
    "DIG-01": "GGAGGGGGY",
    "DIG-02": "GAAGGGYYY",
    "DIG-03": "GGGGGAAYY",
    "DIG-04": "GGGGGGDDD",
    "EDU-01": "GGGAGGGGG",
    "EDU-02": "GGAAGAGGG",
    "EDU-03": "GGGAGGGGD",
}

# Problems whose ministry says green whatever happens.
ALWAYS_ROSY = frozenset({"CON-03"})

PROJECT_TEAMS = {
    "CON-03": "T-12",
    "TOU-02": "T-13",
    "HEA-02": "T-14",
    "LOG-02": "T-15",
    "MED-02": "T-16",
    "GEO-01": "T-17",
    "AGR-03": "T-18",
    "INV-01": "T-19",
    "ENT-02": "T-20",
    "DIG-02": "T-21",
    "DIG-04": "T-22",
    "EDU-01": "T-23",
}

# Milestones that another team of the field carries out for the problem's team.
LENT_TEAMS = {"CON-03-M11": "T-CON", "CON-01-M13": "T-12", "HEA-01-M14": "T-14", "DIG-01-M06": "T-22"}

# Whose milestones they are, where that is not the lead ministry of the field.
OTHER_MINISTRIES = {"ENT-02": "MTI"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """How a ministry reports: in which language, how early, and in which months not at all.

    `is_bilingual`: its headers say everything in Kazakh and Russian.
    """

    language: str
    lag: int = 0
    missed: frozenset[int] = frozenset()
    is_bilingual: bool = False


SENDERS = {
    "MIC": Sender(language="ru"),
    "MTS": Sender(language="kk", lag=1),
    "MOH": Sender(language="ru"),
    "MOT": Sender(language="ru", lag=1, missed=frozenset({3, 4})),
    "MCI": Sender(language="kk", lag=2),
    "MEN": Sender(language="ru", missed=frozenset({2})),
    "MOA": Sender(language="kk", lag=1),
    "MFA": Sender(language="en", missed=frozenset({6})),
    "MNE": Sender(language="kk", lag=2),
    "MTI": Sender(language="ru", lag=1, missed=frozenset({5})),
    "MAI": Sender(language="ru", missed=frozenset({7, 8})),
    "MSH": Sender(language="kk", is_bilingual=True),
}

# The first month from which a problem is left out of its ministry's editions.
SILENT_FROM = {"DIG-02": 5, "DIG-03": 6}

# Single milestones that drop out of their ministry's editions: first month and last.
LEFT_OUT = {
    "CON-01-M16": (7, 8),
    "MED-01-M14": (6, 8),
    "MED-01-M15": (6, 8),
    "MED-03-M16": (7, 8),
    "GEO-02-M15": (6, 8),
    "HEA-03-M15": (3, 5),
    "AGR-02-M16": (2, 4),
}

# Milestones added midway (their first month), those of which nobody ever reports, and the month of removals.
ADDED_IN = 3
NEVER_REPORTED = frozenset({"MED-02-M17", "GEO-03-M17", "AGR-04-M17"})
REMOVED = ("CON-04-M12", "HEA-04-M12", "LOG-03-M12", "EDU-02-M12")
REMOVED_IN = 5


def meant_light(problem: str, month: int) -> Light:
    """The light that the story wants for a problem in a month."""
    return _LIGHTS[STORIES[problem][month]]


def ministry_of(problem: str, lead: str) -> str:
    """The ministry that reports on a problem; `lead` leads its field."""
    return OTHER_MINISTRIES.get(problem, lead)


def is_reported(problem: str, month: int, ministry: str) -> bool:
    """Whether a problem is in its ministry's edition of a month (month 0 is the first edition, with all)."""
    if month == 0:
        return True
    return month not in SENDERS[ministry].missed and month < SILENT_FROM.get(problem, len(UPDATE_DAYS))


def edition_day(ministry: str, month: int) -> int:
    """The day of a ministry's edition; the first edition is the programme office's."""
    return UPDATE_DAYS[month] - (SENDERS[ministry].lag if month else 0)
