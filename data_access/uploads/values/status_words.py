"""What words of status that are not ours most likely mean; a sender is asked before they count."""

from data_access.traffic_light import Light
from data_access.uploads.values.vocabulary import plain

_WORDS = {
    Light.DONE: (
        "завершено | завершен | завершена | исполнен | выполнен | снято с контроля | закрыто | аяқталды | "
        "аяқталған | бақылаудан алынды | complete | closed | finished | fulfilled"
    ),
    Light.GREEN: (
        "в срок | по плану | по графику | идет по плану | без отклонений | жоспар бойынша | "
        "кесте бойынша | мерзімінде | on track | on schedule | ok | g | норма"
    ),
    Light.AMBER: (
        "в работе | в процессе | на исполнении | исполняется | выполняется | частично | "
        "частично исполнено | есть риски | риск | с отклонением | требует внимания | орындалуда | "
        "жұмыс жүргізілуде | жүргізілуде | ішінара орындалды | тәуекел бар | in progress | ongoing | "
        "at risk | partly done | partially complete | a"
    ),
    Light.RED: (
        "просрочено | просрочен | срыв | срыв срока | сорвано | не исполнено | не выполнено | отставание | "
        "критично | мерзімі өтті | мерзімі өткен | орындалмады | орындалмаған | кешіктірілді | overdue | "
        "delayed | late | off track | missed | failed | r"
    ),
    Light.GREY: (
        "нет данных | нет информации | данные не представлены | не начато | не приступали | на контроле | "
        "деректер жоқ | ақпарат жоқ | басталған жоқ | басталмаған | бақылауда | no data | unknown | "
        "not started | pending"
    ),
}

STATUS_MEANINGS: dict[str, str] = {
    plain(word): light.value for light, words in _WORDS.items() for word in words.split(" | ")
}
"""The light that each word, made `plain`, most likely stands for."""
