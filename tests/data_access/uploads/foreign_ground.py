"""The programme that foreign sheets speak of: what it knows, and our own workbook of it."""

from collections.abc import Iterable, Mapping

from data_access.model import Kind
from data_access.uploads.foreign.names import KnownNames, known_names
from data_access.words import Words
from tests.data_access.uploads.bringing import workbook

MINISTRIES = {
    "MHC": Words("Денсаулық сақтау министрлігі", "Министерство здравоохранения", "Ministry of Healthcare"),
    "MT": Words("Көлік министрлігі", "Министерство транспорта", "Ministry of Transport"),
}
FIELDS = {
    "HEA": Words("Денсаулық сақтау", "Здравоохранение", "Healthcare"),
    "LOG": Words("Логистика", "Логистика", "Logistics"),
}
TEAMS = {
    "T-HEA": Words("Саулық тобы", "Команда «Здоровье»", "Health team"),
    "T-LOG": Words("Жол тобы", "Команда «Дороги»", "Roads team"),
}
PEOPLE = {
    "P1": Words("Айдос Омаров", "Омаров Айдос", "Aidos Omarov"),
    "P2": Words("Сәуле Ахметова", "Ахметова Сауле", "Saule Akhmetova"),
}
PROBLEMS = {
    "HEA-01": Words(
        "Ауылдағы дәрігерлер тапшылығы", "Нехватка врачей на селе", "Too few doctors in villages"
    ),
    "HEA-02": Words("Кезектер", "Очереди в поликлиниках", "Queues in clinics"),
    "LOG-01": Words("Шекарадағы кідіріс", "Простой на границе", "Waiting at the border"),
}
MILESTONES = ("HEA-01-M01", "HEA-01-M02", "HEA-01-M03")

TITLES_RU = (
    "Провести перепись врачебных кабинетов",
    "Принять закон о сельских надбавках",
    "Открыть учебный центр в Абае",
)
TITLES_KK = (
    "Дәрігерлік кабинеттерді санақтан өткізу",
    "Ауылдық үстемеақы туралы заң қабылдау",
    "Абайда оқу орталығын ашу",
)


def names() -> KnownNames:
    """What is known of the programme, without a database."""
    return known_names(
        {
            Kind.MINISTRY: MINISTRIES,
            Kind.FIELD: FIELDS,
            Kind.TEAM: TEAMS,
            Kind.PERSON: PEOPLE,
            Kind.PROBLEM: PROBLEMS,
        }
    )


def own_codes() -> dict[Kind, frozenset[str]]:
    """The codes that things have, by kind."""
    known = {kind: frozenset(found) for kind, found in names().names.items()}
    return {**known, Kind.MILESTONE: frozenset(MILESTONES)}


def ground() -> bytes:
    """Our own workbook of all that foreign sheets refer to; it holds no milestones."""
    trilingual = ("Code", "Name (kk)", "Name (ru)", "Name (en)")
    return workbook(
        {
            "Ministries": [trilingual, *_named(MINISTRIES)],
            "Fields": [(*trilingual, "Ministry"), *_named(FIELDS, MINISTRIES)],
            "Teams": [(*trilingual, "Field"), *_named(TEAMS, FIELDS)],
            "People": [
                ("Code", "Full name (kk)", "Full name (ru)", "Full name (en)"),
                *_named(PEOPLE),
            ],
            "Problems": [(*trilingual, "Field"), *_named(PROBLEMS, ("HEA", "HEA", "LOG"))],
        }
    )


def _named(things: Mapping[str, Words], *others: Iterable[str]) -> list[tuple[str, ...]]:
    return [
        (code, words.kk, words.ru, words.en, *rest)
        for (code, words), *rest in zip(things.items(), *others, strict=True)
    ]
