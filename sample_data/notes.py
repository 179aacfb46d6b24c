"""What ministries write beside a milestone, in their own language."""

import enum

from sample_data.course import Standing, Trouble
from sample_data.dice import Dice


class Occasion(enum.Enum):
    """What a note is about, with the share of milestones in that state that have one."""

    FAR_BEHIND = 0.9
    PAST_TERM = 0.85
    BEHIND = 0.7
    LAGGING = 0.65
    DONE = 0.3
    WELL = 0.05


def occasion_of(standing: Standing, *, day: int, baseline: int) -> Occasion:
    """What a ministry has to explain on the day of its edition."""
    if standing.done_on is not None:
        return Occasion.DONE
    if standing.trouble is Trouble.MUCH:
        return Occasion.PAST_TERM if day > baseline else Occasion.FAR_BEHIND
    if standing.trouble is Trouble.SOME:
        return Occasion.BEHIND if standing.forecast > baseline else Occasion.LAGGING
    return Occasion.WELL


def note_on(code: str, occasion: Occasion, language: str) -> str:
    """The note beside a milestone, the same for as long as the occasion lasts; often empty."""
    dice = Dice(f"note/{code}/{occasion.name}")
    return dice.pick(_NOTES[language][occasion]) if dice.chance(occasion.value) else ""


_NOTES: dict[str, dict[Occasion, tuple[str, ...]]] = {
    "kk": {
        Occasion.FAR_BEHIND: (
            "Қаржыландыру бюджетті нақтылағаннан кейін ғана ашылады.",
            "Конкурс екі рет өтпей қалды, қайта жарияланды.",
            "Заң жобасы Мәжілістің жұмыс тобында қаралуда.",
            "Бес мемлекеттік органның келісімі алынған жоқ.",
            "Жеткізуші шарт мерзімін бұзды, жаңа кесте бекітілді.",
            "Техникалық тапсырма қайта әзірленуде.",
            "Мемлекеттік сараптама ескертулермен қайтарды.",
        ),
        Occasion.PAST_TERM: (
            "Жұмыс аяқталуға жақын, қабылдау актісіне қол қойылмады.",
            "Өңірлерден деректер толық түспеді.",
            "Бұйрық Әділет министрлігінде тіркеуден өтуде.",
            "Мердігердің кешігуіне байланысты айыппұл есептелді.",
            "Жабдық кеденде рәсімделуде.",
            "Жұмыс тобының соңғы отырысы кейінге қалдырылды.",
        ),
        Occasion.BEHIND: (
            "Мемлекеттік сатып алу рәсімі ұзарып кетті.",
            "Әкімдіктермен келісу күткеннен ұзаққа созылды.",
            "Сарапшылар қорытындысы екі аптаға кешікті.",
            "Ауа райына байланысты далалық жұмыстар кейінге шегерілді.",
            "Құжаттың екі тілдегі мәтіні салыстырылуда.",
            "Қосымша қоғамдық талқылау өткізіледі.",
        ),
        Occasion.LAGGING: (
            "Деректер жинау баяу жүруде, мерзімі сақталады.",
            "Қосымша мамандар тартылды, мерзімінде аяқталады.",
            "Үш өңірден ақпарат күтілуде.",
            "Бірінші кезең қабылданды, қалғаны жалғасуда.",
            "Кесте бойынша қалып келеміз, апта сайын бақыланады.",
        ),
        Occasion.DONE: (
            "Нәтижесі министрлік сайтында жарияланды.",
            "Қабылдау актісіне қол қойылды.",
            "Есеп жоба кеңсесіне жіберілді.",
            "Бұйрық тіркелді және күшіне енді.",
        ),
        Occasion.WELL: (
            "Кестеге сай жүргізілуде.",
            "Жұмыс тобы құрылды.",
            "Келесі айда аралық нәтиже ұсынылады.",
        ),
    },
    "ru": {
        Occasion.FAR_BEHIND: (
            "Финансирование откроется только после уточнения бюджета.",
            "Конкурс дважды не состоялся, объявлен повторно.",
            "Законопроект на рассмотрении рабочей группы Мажилиса.",
            "Не получено согласование пяти государственных органов.",
            "Поставщик сорвал срок договора, утверждён новый график.",
            "Техническое задание перерабатывается.",
            "Госэкспертиза вернула проект с замечаниями.",
        ),
        Occasion.PAST_TERM: (
            "Работа почти завершена, не подписан акт приёмки.",
            "Данные поступили не из всех регионов.",
            "Приказ на регистрации в Министерстве юстиции.",
            "Подрядчику начислена неустойка за просрочку.",
            "Оборудование проходит таможенное оформление.",
            "Итоговое заседание рабочей группы перенесено.",
        ),
        Occasion.BEHIND: (
            "Затянулась процедура государственных закупок.",
            "Согласование с акиматами заняло больше времени.",
            "Заключение экспертов задержалось на две недели.",
            "Полевые работы перенесены из-за погоды.",
            "Сверяется текст документа на двух языках.",
            "Назначено дополнительное общественное обсуждение.",
        ),
        Occasion.LAGGING: (
            "Сбор данных идёт медленно, срок сохраняется.",
            "Привлечены дополнительные специалисты, будет сдано в срок.",
            "Ожидается информация от трёх регионов.",
            "Первый этап принят, остальное в работе.",
            "Отстаём от графика, контроль еженедельный.",
        ),
        Occasion.DONE: (
            "Результат опубликован на сайте министерства.",
            "Подписан акт приёмки.",
            "Отчёт направлен в проектный офис.",
            "Приказ зарегистрирован и вступил в силу.",
        ),
        Occasion.WELL: (
            "Ведётся по графику.",
            "Создана рабочая группа.",
            "Промежуточный результат будет в следующем месяце.",
        ),
    },
    "en": {
        Occasion.FAR_BEHIND: (
            "Funding opens only after the budget revision.",
            "The tender failed twice and was announced again.",
            "Approval of five state bodies is outstanding.",
        ),
        Occasion.PAST_TERM: (
            "Nearly finished; the acceptance act is not signed yet.",
            "Data from some regions are missing.",
            "The order is being registered at the Ministry of Justice.",
        ),
        Occasion.BEHIND: (
            "Procurement took longer than planned.",
            "Agreement with the akimats is taking longer.",
            "The experts' opinion came two weeks late.",
        ),
        Occasion.LAGGING: (
            "Data collection is slow; the term will be kept.",
            "The first stage is accepted, the rest is under way.",
        ),
        Occasion.DONE: ("The result is published on the ministry's site.", "The acceptance act is signed."),
        Occasion.WELL: ("Going by the timetable.", "The working group has been set up."),
    },
}
