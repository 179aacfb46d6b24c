"""What ministries call the columns of their own sheets: words that propose a column but do not decide it."""

from data_access.model import Kind


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split(" | "))


_CODES = _listed("ID | Шифр | Индекс | Уникальный номер | Идентификатор | Бірегей нөмір | Идентификаторы")
_MINISTRIES = _listed(
    "Государственный орган | Мемлекеттік орган | Ответственный государственный орган | "
    "Жауапты мемлекеттік орган | Ведомство | Ведомствосы | ЦГО | ОМО | Agency | Government body | "
    "State body | Lead ministry | Жауапты министрлік"
)
_FIELDS = _listed(
    "Направление | Бағыт | Бағыты | Сфера | Саласы | Sector | Policy field | Policy area | Area"
)
_TEAMS = _listed(
    "Группа | Топ | Рабочая группа | Жұмыс тобы | Проектная группа | Жобалық топ | Команда изменений | "
    "Өзгерістер командасы | Working group | Group | Change team"
)
_PROBLEMS = _listed(
    "Наименование проблемы | Мәселенің атауы | Мәселе атауы | Код проблемы | Мәселе коды | Проблематика | "
    "Решаемая проблема | Шешілетін мәселе | Problem code | Problem solved"
)
_PEOPLE = _listed(
    "ФИО | Ф.И.О | Фамилия, имя, отчество | Тегі, аты, әкесінің аты | Т.А.Ә | Сотрудник | Қызметкер | "
    "Участник | Қатысушы | Person name | Employee"
)

HEADER_WORDS: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.MINISTRY: {
        "code": _CODES + _listed("Код министерства | Министрлік коды | Ministry code"),
        "name_kk": _listed("Министрліктің атауы | Министрлік | Орган атауы"),
        "name_ru": _listed("Наименование министерства | Министерство | Наименование органа"),
        "name_en": _listed("Ministry name | Ministry"),
    },
    Kind.FIELD: {
        "code": _CODES + _listed("Код отрасли | Сала коды | Field code"),
        "name_kk": _listed("Сала атауы | Сала | Бағыт атауы | Бағыт"),
        "name_ru": _listed("Наименование отрасли | Отрасль | Наименование направления | Направление | Сфера"),
        "name_en": _listed("Field name | Field | Sector | Policy area"),
        "ministry_id": _MINISTRIES + _listed("Куратор | Куратор министерство"),
        "position": _listed("№ | Рет саны | Порядковый номер | Order | No"),
    },
    Kind.TEAM: {
        "code": _CODES + _listed("Код команды | Команда коды | Team code"),
        "name_kk": _listed("Команда атауы | Топ атауы | Топ"),
        "name_ru": _listed(
            "Название команды | Наименование команды | Команда | Наименование группы | Группа"
        ),
        "name_en": _listed("Team name | Team | Group name | Group"),
        "field_id": _FIELDS,
    },
    Kind.PERSON: {
        "code": _CODES + _listed("Табельный номер | Табель нөмірі | ИИН | ЖСН | Employee number"),
        "name_kk": _listed("Тегі, аты, әкесінің аты | Т.А.Ә | Аты жөні"),
        "name_ru": _listed("ФИО | Ф.И.О | Фамилия, имя, отчество | Фамилия имя"),
        "name_en": _listed("Person name | Employee name | First and last name"),
    },
    Kind.MEMBERSHIP: {
        "code": _CODES,
        "person_id": _PEOPLE,
        "team_id": _TEAMS,
        "role": _listed("Должность в команде | Функция | Командадағы рөлі | Міндеті | Team role | Function"),
    },
    Kind.PROBLEM: {
        "code": _CODES + _listed("Код проблемы | Мәселе коды | Problem code"),
        "name_kk": _listed("Мәселенің атауы | Мәселе атауы | Мәселе | Мәселенің мазмұны"),
        "name_ru": _listed("Наименование проблемы | Проблема | Формулировка проблемы | Описание проблемы"),
        "name_en": _listed("Problem name | Problem | Problem statement"),
        "field_id": _FIELDS,
        "team_id": _TEAMS + _listed("Ответственная команда | Жауапты команда | Lead team"),
    },
    Kind.MILESTONE: {
        "code": _CODES
        + _listed(
            "Код мероприятия | Іс-шара коды | Код вехи | Кезең коды | Номер вехи | Кезең нөмірі | "
            "Пункт плана | Жоспар тармағы | Milestone code | Task code | Reference"
        ),
        "name_kk": _listed(
            "Іс-шара | Іс-шаралар | Іс-шараның атауы | Іс-шара атауы | Жұмыстың атауы | Жұмыс аталуы | "
            "Міндет | Қадам | Бақылау нүктесі"
        ),
        "name_ru": _listed(
            "Мероприятие | Мероприятия | Наименование мероприятия | Наименование мероприятий | "
            "Наименование этапа | Этап | Задача | Шаг | Работы | Содержание работ | Контрольная точка | "
            "Ключевая веха | Название вехи"
        ),
        "name_en": _listed("Activity | Task | Action | Step | Deliverable | Milestone title | Checkpoint"),
        "field_id": _FIELDS,
        "problem_id": _PROBLEMS,
        "team_id": _TEAMS,
        "ministry_id": _MINISTRIES,
        "owner": _listed(
            "Исполнитель | Исполнители | Орындаушы | Орындаушылар | Ответственные | Жауаптылар | "
            "Ответственные исполнители | Жауапты орындаушылар | Ответственный за исполнение | "
            "Орындауға жауаптылар | Ответственное лицо | Жауапты тұлға | ФИО ответственного | "
            "Responsible person | Assigned to | Executor"
        ),
        "start": _listed(
            "Дата начала работ | Срок начала | Начало работ | Жұмыстың басталуы | Басталу мерзімі | "
            "Бастау күні | Planned start | Begin"
        ),
        "term": _listed(
            "Дедлайн | Deadline | Плановый срок | Плановая дата | Жоспарлы мерзім | Жоспарланған мерзім | "
            "Жоспарланған күні | Срок завершения | Дата завершения | Дата окончания | Окончание | "
            "Аяқталу мерзімі | Аяқтау мерзімі | Аяқталу күні | Срок реализации | Іске асыру мерзімі | "
            "Сроки | Мерзімдері | Срок план | План | Жоспар | Запланировано | Жоспарланған | Planned | "
            "Planned date | Target date | End date | Finish"
        ),
        "forecast": _listed(
            "Ожидаемый срок | Ожидаемая дата | Күтілетін мерзім | Күтілетін күні | Прогнозная дата | "
            "Прогноз исполнения | Новый срок | Жаңа мерзім | Перенесенный срок | Ауыстырылған мерзім | "
            "Expected | Expected date | Forecast date | Estimated date"
        ),
        "done_on": _listed(
            "Фактическая дата | Фактический срок | Фактическое исполнение | Дата фактического исполнения | "
            "Дата факт | Факт | Нақты күні | Нақты мерзімі | Нақты орындалған күні | Іс жүзінде | "
            "Выполнено | Исполнено | Орындалған | Орындалды | Дата снятия с контроля | Actual | "
            "Actual date | Actual finish | Completion date | Date completed"
        ),
        "progress": _listed(
            "% исполнения | % выполнения | % готовности | Исполнение, % | Степень исполнения | "
            "Степень готовности | Готовность | Уровень исполнения | Доля выполнения | Прогресс | "
            "Орындалуы, % | Орындалу деңгейі | Орындалу дәрежесі | Дайындық пайызы | Дайындығы | "
            "% complete | Complete | Completion"
        ),
        "declared": _listed(
            "Состояние | Статус исполнения | Статус выполнения | Орындалу мәртебесі | Күйі | Жағдайы | "
            "Жай-күйі | Светофор | Бағдаршам | Индикатор | Оценка статуса | State | RAG | RAG status | "
            "Rating"
        ),
        "note": _listed(
            "Ход исполнения | Ход реализации | Орындалу барысы | Іске асырылу барысы | "
            "Информация об исполнении | Орындалуы туралы ақпарат | Проблемные вопросы | "
            "Проблемалық мәселелер | Риски | Тәуекелдер | Причины отклонения | Ауытқу себептері | "
            "Комментарии | Ескерту | Ескертулер | Примечания | Пояснение | Түсіндірме | Remarks | "
            "Comments | Description of status | Risks"
        ),
    },
}
"""By kind and attribute; `columns.SHEETS` has the words that decide."""

OTHER_WORDS = _listed(
    "Форма завершения | Аяқталу нысаны | Аяқтау нысаны | Форма исполнения | Орындау нысаны | "
    "Форма реализации | Вид документа | Құжат түрі | Form of completion | Means of verification"
)
"""Headers that look like some of ours and are none: how something ends, not when."""

ROW_NUMBER_WORDS = _listed("№ | № п/п | п/п | р/с | р/с № | № р/с | Рет № | Рет саны | Порядковый номер | No")
"""Headers of a column that counts the rows: no code, for it changes when a row is put in."""
