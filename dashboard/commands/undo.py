"""python -m dashboard undo CHANGE: takes a change back by a new one; nothing is deleted."""

import argparse
from collections.abc import Iterator

from dashboard.commands.call import REFUSED, Call, Commands, add_actor, add_language, add_person
from dashboard.commands.upload_words import value_in_words
from dashboard.refusals import RefusedError
from dashboard.take_back_words import OBSTACLE_WORDS, REFUSAL_WORDS
from dashboard.texts import Texts
from data_access.access import guard
from data_access.take_back import CannotTakeBackError
from data_access.take_back_plan import Conflict, Effect, TakenBack

_MOST_DIGITS = 9
_SIGNS = {Effect.ENDED: "-", Effect.REPORT_WITHDRAWN: "-", Effect.RETURNED: "+", Effect.REPORT_RETURNED: "+"}


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("undo", help=words.gettext("take a change back"))
    parser.add_argument("change", metavar="CHANGE", type=lambda text: _number(words, text))
    add_actor(parser, words)
    add_person(parser, words)
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Take the change back; refused when there is nothing that can go back."""
    change = call.arguments.change
    with call.migrated_database() as database:
        person = call.person(database)
        try:
            outcome = guard.take_back(person, database, change, actor=person.actor, recorded_at=call.now)
        except CannotTakeBackError as error:
            sentence = call.texts.gettext(REFUSAL_WORDS[error.refusal], change=change)
            raise RefusedError(sentence) from error
    for effect in outcome.effects:
        call.say("\n".join(_effect_lines(call.texts, effect)))
    for conflict in outcome.conflicts:
        call.say(_conflict_line(call.texts, conflict))
    if outcome.version is None:
        call.say(call.texts.gettext("Nothing of change {change} can be taken back.", change=change))
        return REFUSED
    call.say(
        call.texts.gettext(
            "Change {change} was taken back as version {version}.", change=change, version=outcome.version
        )
    )
    return 0


def _effect_lines(words: Texts, effect: TakenBack) -> Iterator[str]:
    thing = _thing(words, effect)
    if sign := _SIGNS.get(effect.effect):
        yield f"{sign} {thing}"
        return
    for value in effect.values:
        yield f"~ {thing} {value_in_words(words, effect.kind, value.attribute, value.old, value.new)}"


def _conflict_line(words: Texts, conflict: Conflict) -> str:
    told = words.gettext(OBSTACLE_WORDS[conflict.obstacle])
    if conflict.attribute is None:
        return f"! {_thing(words, conflict)}: {told}"
    value = value_in_words(words, conflict.kind, conflict.attribute, conflict.brought, conflict.now)
    return f"! {_thing(words, conflict)} {value}: {told}"


def _thing(words: Texts, part: TakenBack | Conflict) -> str:
    if part.as_at is None:
        return part.code
    return f"{part.code} ({words.gettext('as at {day}', day=words.day(part.as_at))})"


def _number(words: Texts, text: str) -> int:
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no number of a change", text=text))
    return int(text)
