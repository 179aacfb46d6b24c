"""python -m dashboard programme CODE: makes an empty programme, for one's own data instead of the sample."""

import argparse
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.commands.call import Call, Commands, add_actor
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.migrate import migrate
from data_access.programme import ProgrammeExistsError, set_up_programme
from data_access.words import LANGUAGES, Words

_CODE_LETTERS = 40


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "programme", help=words.gettext("make an empty programme, for your own data instead of the sample")
    )
    parser.add_argument("code", metavar="CODE", type=lambda text: _code(words, text))
    for language in LANGUAGES:
        parser.add_argument(
            f"--name-{language}",
            metavar="NAME",
            default="",
            help=words.gettext("its name in the language {language}", language=language),
        )
    parser.add_argument(
        "--time-zone",
        metavar="ZONE",
        type=lambda name: _time_zone(words, name),
        default="Asia/Almaty",
        help=words.gettext("where its days begin and end; without it, Asia/Almaty"),
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help=words.gettext("the language of its screens unless the viewer chooses another; without it, kk"),
    )
    add_actor(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Migrate the database and make the programme; refused when there is one already."""
    arguments = call.arguments
    name = Words(arguments.name_kk, arguments.name_ru, arguments.name_en)
    with call.database() as database:
        migrate(database)
        try:
            programme = set_up_programme(
                database,
                code=arguments.code,
                name=name if name != Words() else Words(kk=arguments.code),
                time_zone=arguments.time_zone,
                language=arguments.language,
                is_sample=False,
                actor=arguments.actor,
                recorded_at=call.now,
            )
        except ProgrammeExistsError as error:
            raise RefusedError(
                call.texts.gettext(
                    "The database {database} holds a programme already.", database=database.name
                )
            ) from error
    call.say(
        call.texts.gettext(
            "The programme {code} is there. Fill it with: python -m dashboard import FILE",
            code=programme.code,
        )
    )
    return 0


def _code(words: Texts, text: str) -> str:
    code = text.strip()
    if not 0 < len(code) <= _CODE_LETTERS:
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no code", text=text))
    return code


def _time_zone(words: Texts, name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise argparse.ArgumentTypeError(words.gettext("“{text}” is no time zone", text=name)) from error
