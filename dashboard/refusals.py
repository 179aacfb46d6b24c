"""Why the product does not start or go on: one plain sentence that says what to do, for who runs it."""

from babel.core import default_locale

from dashboard.access_words import ACTION_WORDS
from dashboard.address import AddressUnusableError, PortTakenError, PublicAddressError
from dashboard.settings import WrongSettingError
from dashboard.texts import Texts, texts
from data_access.access.roles import NotAllowedError
from data_access.database import DatabaseUnreachableError
from data_access.revision import DatabaseNewerError, DatabaseNotMigratedError
from data_access.words import LANGUAGES


class RefusedError(Exception):
    """A command can't do what it was asked; the message is a finished sentence in the reader's language."""


REFUSALS = (
    AddressUnusableError,
    DatabaseNewerError,
    DatabaseNotMigratedError,
    DatabaseUnreachableError,
    NotAllowedError,
    PortTakenError,
    PublicAddressError,
    RefusedError,
    WrongSettingError,
)


def operator_texts() -> Texts:
    """The words for who runs the server: in the language of the process's locale, else English."""
    language = (default_locale("LC_MESSAGES") or "en")[:2]
    return texts(language if language in LANGUAGES else "en")


def refusal(words: Texts, error: Exception) -> str:
    """The sentence for one of REFUSALS; another error is raised again."""
    about = str(error)
    match error:
        case RefusedError():
            return about
        case NotAllowedError(action=action):
            return words.gettext("You may not do this: {action}.", action=words.gettext(ACTION_WORDS[action]))
        case WrongSettingError():
            return words.gettext(
                "These settings cannot be used: {names}. README says what they may be; correct them in the "
                "environment or in .env.",
                names=about,
            )
        case PublicAddressError():
            return words.gettext(
                "HOST={host} is refused: without sign-in the server listens on this machine only. "
                "Leave HOST out, or set HOST=127.0.0.1.",
                host=about,
            )
        case PortTakenError():
            return words.gettext(
                "Port {port} is taken by another program. Stop that program, or choose another port with "
                "PORT.",
                port=about,
            )
        case AddressUnusableError():
            return words.gettext(
                "This machine does not let the server listen on {address}. Choose another HOST or PORT.",
                address=about,
            )
        case DatabaseUnreachableError():
            return words.gettext(
                "The database {database} does not answer. Check that it runs and that DATABASE_URL is right.",
                database=about,
            )
        case DatabaseNewerError():
            return words.gettext(
                "The database {database} belongs to a newer version of this software. Update the software, "
                "or choose another database with DATABASE_URL.",
                database=about,
            )
        case DatabaseNotMigratedError():
            return words.gettext(
                "The tables of the database {database} are not those of this version. "
                "Run: python -m dashboard migrate",
                database=about,
            )
    raise error
