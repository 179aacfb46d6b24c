"""Instructions that ask the same are found, those that are only worded alike are not, in three languages."""

import pytest

from data_access.sessions.near_duplicates import SHARE, likeness

SAME = [
    (
        "Көлдерге баратын жолдардың құрылыс жоспарын бекіту",
        "Көлдерге апаратын жолдар құрылысының жоспарын бекіту",
    ),
    (
        "Тұрғын үй құнын төмендету жөнінде ұсыныстар енгізу",
        "Тұрғын үй құнын төмендету туралы ұсыныстарды Үкіметке енгізу",
    ),
    (
        "Ауыл ауруханаларын кадрмен қамтамасыз ету",
        "Ауылдағы ауруханаларды кадрлармен камтамасыз ету",  # typed without Kazakh letters
    ),
    (
        "Утвердить план строительства дорог к озёрам",
        "План строительства дорог к озерам утвердить до 1 июня",
    ),
    (
        "Внести в Правительство предложения по снижению стоимости жилья",
        "Внести предложения о снижении стоимости жилья в Правительство",
    ),
    (
        "Министерству здравоохранения обеспечить сельские больницы кадрами",
        "Обеспечить кадрами сельские больницы",
    ),
    ("Approve the plan of roads to the lakes", "Approve a plan for roads to lakes by June"),
    ("Submit proposals on lowering the cost of housing", "Submit proposals to lower housing costs"),
    ("Staff the rural hospitals", "Provide staff for rural hospitals"),
    ("Hold monthly meetings with industry teams", "Hold meetings with the industry teams every month"),
]

OTHER = [
    ("Жолдардың құрылыс жоспарын бекіту", "Мектептердің құрылыс жоспарын бекіту"),
    (
        "Тұрғын үй құнын төмендету жөнінде ұсыныстар енгізу",
        "Дәрі-дәрмек құнын төмендету жөнінде ұсыныстар енгізу",
    ),
    ("Утвердить дорожную карту развития туризма", "Утвердить дорожную карту развития экспорта"),
    (
        "Внести предложения по снижению стоимости жилья",
        "Внести предложения по снижению стоимости лекарств",
    ),
    ("Доложить о ходе строительства больниц", "Доложить о ходе строительства дорог"),
    ("Report on hospitals", "Report on roads"),
    (
        "Submit proposals on lowering the cost of housing",
        "Submit proposals on lowering the cost of medicines",
    ),
    ("Report on exports in 2026", "Report on exports in 2027"),
    ("Approve", "Approve the plan of roads to the lakes"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_found(one: str, other: str) -> None:
    assert likeness(one, other) > SHARE
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_the_same_words_about_another_thing_are_not(one: str, other: str) -> None:
    assert likeness(one, other) <= SHARE
    assert likeness(other, one) == likeness(one, other)
