"""Who may: accounts, the roles given to them, and the audit; not versioned, for roles are always the current ones."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base


class Account(Base):
    """A person who may sign in, or who is expected to; never deleted.

    `subject` is how the identity provider calls the person, `issuer|sub`; None: has not signed in yet, and is
    known by `email` (in lower case) alone until then. The database refuses to delete accounts.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str | None]
    email: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    first_sign_in: Mapped[datetime | None]
    last_sign_in: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_account_subject", "subject", unique=True),
        Index(
            "uq_account_expected",
            "email",
            unique=True,
            sqlite_where=text("subject IS NULL"),
            postgresql_where=text("subject IS NULL"),
        ),
    )


class SignIn(Base):
    """A sign-in of an account, from `begun_at` until `ended_at` (null: nobody has signed out of it); kept.

    `key` names it without saying what the browser's cookie holds: a hash of that (see `access.sign_in`).
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    key: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("uq_sign_in_key", "key", unique=True),)


class RoleGrant(Base):
    """A role of an account from `granted_at` until `revoked_at` (null: still); never deleted.

    `field_id`: the field (entity id) that it is for; None: all fields, or a role that knows no fields.
    """

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    granted_by: Mapped[str]
    granted_at: Mapped[datetime]
    revoked_by: Mapped[str | None]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_role_grant_everywhere",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND field_id IS NULL"),
            postgresql_where=text("revoked_at IS NULL AND field_id IS NULL"),
        ),
        Index(
            "uq_role_grant_field",
            "account_id",
            "role",
            "field_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND field_id IS NOT NULL"),
            postgresql_where=text("revoked_at IS NULL AND field_id IS NOT NULL"),
        ),
    )


class AuditLine(Base):
    """A line of the audit (see `data_access.access.audit`); the database itself refuses to alter or delete it.

    `object` is what was acted on, `detail` JSON text, `field_ids` a JSON list of the fields (entity ids)
    concerned, if any. `hash` is keyed, over the line and the hash of the one before (`previous_hash`).
    """

    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(30))
    object: Mapped[str]
    detail: Mapped[str]
    field_ids: Mapped[str | None]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
