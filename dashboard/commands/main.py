"""The command line as a whole: its commands, and what becomes of their refusals."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime

from dashboard.commands import (
    audit,
    backup,
    export_file,
    grant,
    history,
    import_file,
    migrate,
    programme,
    restore,
    run,
    sample,
    undo,
)
from dashboard.commands.call import REFUSED, Call
from dashboard.refusals import REFUSALS, operator_texts, refusal
from dashboard.settings import load_settings
from dashboard.texts import Texts, texts

STOPPED, UNREAD = 130, 141  # as shells have it: 128 and the number of the signal

_COMMANDS = (
    *(run, migrate, sample, programme, import_file, export_file, undo, history),
    *(grant, audit, backup, restore),
)


def main(arguments: Sequence[str], *, now: datetime) -> int:
    """Do what the arguments ask for; returns the exit code of the process."""
    parsed = _parser(operator_texts()).parse_args(arguments)
    words = texts(parsed.lang) if getattr(parsed, "lang", None) else operator_texts()
    try:
        call = Call(arguments=parsed, settings=load_settings(), texts=words, now=now)
        code: int = parsed.execute(call)
        sys.stdout.flush()
    except REFUSALS as error:
        print(refusal(words, error), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # Whoever read what we print has enough of it, as `head` has. Python flushes once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


def _parser(words: Texts) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard", description=words.gettext("The Leadership Session Dashboard.")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add_to(commands, words)
    return parser
