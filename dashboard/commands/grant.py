"""python -m dashboard grant EMAIL ROLE: gives a role, to the first administrator above all."""

from dashboard.access_words import account_error_words
from dashboard.commands.call import Call, Commands, add_actor, add_language
from dashboard.refusals import RefusedError
from dashboard.texts import Texts
from data_access.access.accounts import AccountError, accounts, add_account, grant_role, named_fields
from data_access.access.roles import Role, local_person
from data_access.access.sign_in import plain_email
from data_access.database import Database


def add_to(commands: Commands, words: Texts) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "grant", help=words.gettext("give a person a role, known by the e-mail of the identity provider")
    )
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("role", metavar="ROLE", choices=[role.value for role in Role], help=", ".join(Role))
    parser.add_argument(
        "--field",
        metavar="CODE",
        action="append",
        default=[],
        help=words.gettext("for this field alone; may be given several times (viewer and officer)"),
    )
    parser.add_argument("--name", metavar="NAME", default="", help=words.gettext("the person’s name"))
    add_actor(parser, words)
    add_language(parser, words)
    parser.set_defaults(execute=execute)


def execute(call: Call) -> int:
    """Make the account where there is none yet, and give it the role."""
    arguments = call.arguments
    person, email = local_person(arguments.actor), plain_email(arguments.email)
    if "@" not in email:
        raise RefusedError(call.texts.gettext("“{text}” is no e-mail address.", text=arguments.email))
    with call.migrated_database() as database:
        places = _fields(call, database)
        try:
            with database.reading() as connection:
                known = {one.email: one.id for one in accounts(connection)}
            account_id = known.get(email)
            if account_id is None:
                account_id = add_account(database, person, email=email, name=arguments.name, at=call.now)
            for field_id in places:
                role = Role(arguments.role)
                grant_role(database, person, account_id, role, field_id=field_id, at=call.now)
        except AccountError as error:
            raise RefusedError(account_error_words(call.texts, error)) from error
    call.say(call.texts.gettext("{email} has the role now: {role}.", email=email, role=arguments.role))
    return 0


def _fields(call: Call, database: Database) -> list[int | None]:
    """The fields (entity ids) that the role is for; None: all."""
    with database.reading() as connection:
        codes = {one.code: place for place, one in named_fields(connection).items()}
    for code in call.arguments.field:
        if code not in codes:
            raise RefusedError(
                call.texts.gettext("There is no field with the code or name “{text}”.", text=code)
            )
    return [codes[code] for code in call.arguments.field] or [None]
