"""Programme, ministries, fields, teams, people and problems: what milestones belong to."""

from sqlalchemy import ForeignKey, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from data_access.model.base import Base, Coded, Names
from data_access.traffic_light import Thresholds


class Programme(Names, Coded, Base):
    """A programme with its time zone, default language and the thresholds of its lights."""

    __tablename__ = "programme"

    time_zone: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    is_sample: Mapped[bool]
    red_slip_days: Mapped[int] = mapped_column(Integer)
    grey_age_days: Mapped[int] = mapped_column(Integer)
    amber_due_days: Mapped[int] = mapped_column(Integer)
    amber_due_percent: Mapped[int] = mapped_column(Integer)
    amber_behind_points: Mapped[int] = mapped_column(Integer)
    red_share_percent: Mapped[int] = mapped_column(Integer)
    grey_share_percent: Mapped[int] = mapped_column(Integer)
    amber_share_percent: Mapped[int] = mapped_column(Integer)

    def thresholds(self) -> Thresholds:
        """The boundaries of the programme's lights and roll-ups."""
        return Thresholds(**{name: getattr(self, name) for name in Thresholds.__dataclass_fields__})


class Ministry(Names, Coded, Base):
    """A ministry: leads fields, answers for milestones."""

    __tablename__ = "ministry"


class Field(Names, Coded, Base):
    """A policy field with its lead ministry; `position` orders fields that are equally urgent."""

    __tablename__ = "field"

    ministry_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class Team(Names, Coded, Base):
    """A team of change managers within a field."""

    __tablename__ = "team"

    field_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))


class Problem(Names, Coded, Base):
    """A problem that a field is to solve, with its lead team."""

    __tablename__ = "problem"

    field_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))


class Person(Names, Coded, Base):
    """A person of the programme."""

    __tablename__ = "person"


class Membership(Coded, Base):
    """A person's place in a team; `role` is change_manager, leader or mentor."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    role: Mapped[str] = mapped_column(String(20))
