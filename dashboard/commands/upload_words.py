"""What a file would change, or what is wrong with it, as lines of text."""

from collections.abc import Iterator

from dashboard.components.change_words import column_type, column_words, value_words
from dashboard.texts import Texts
from data_access.model import Kind
from data_access.uploads.bring import Prepared
from data_access.uploads.sides.comparison import Added, Changed


def comparison_in_words(words: Texts, prepared: Prepared) -> Iterator[str]:
    """The file and its day, a line for each thing (+ new, ~ changed, - gone, ? not read), and how many."""
    yield words.gettext("{file}: figures as at {day}", file=prepared.file_name, day=words.day(prepared.as_at))
    comparison = prepared.comparison
    for added in comparison.added:
        yield f"+ {added.code} {_name(words, added)}"
    for changed in comparison.changed:
        yield from _values(words, changed)
    for removed in comparison.removed:
        yield f"- {removed.code} {words.spoken(removed.name)}"
    for ignored in prepared.ignored:
        place = f"{ignored.sheet} {ignored.cell}".rstrip()
        yield words.gettext("? not read: {place} “{header}”", place=place, header=ignored.header)
    counts = comparison.counts
    yield words.gettext(
        "New: {added} · changed: {changed} · gone: {removed} · same figures for a later day: {refreshed} · "
        "as they are: {unchanged}",
        added=counts.added,
        changed=counts.changed,
        removed=counts.removed,
        refreshed=counts.refreshed,
        unchanged=counts.unchanged,
    )
    if counts.kept:
        yield words.gettext("Left as others have changed it since: {kept}", kept=counts.kept)


def value_in_words(words: Texts, kind: Kind, attribute: str, old: object, new: object) -> str:
    """A value that moves: what it is called, what it was, what it will be."""
    called, type_ = column_words(words, kind, attribute), column_type(kind, attribute)
    return f"{called}: {value_words(words, type_, old)} → {value_words(words, type_, new)}"


def _name(words: Texts, added: Added) -> str:
    for language in (words.language, "kk", "ru", "en"):
        if name := added.values.get(f"name_{language}"):
            return str(name)
    return ""


def _values(words: Texts, changed: Changed) -> Iterator[str]:
    for value in changed.values:
        yield f"~ {changed.code} {value_in_words(words, changed.kind, value.attribute, value.old, value.new)}"
