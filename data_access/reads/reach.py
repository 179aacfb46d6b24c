"""Which things a viewer may see, kind by kind."""

from typing import Any

from sqlalchemy import ColumnElement, select, true

from data_access.model import MODELS, Field, Kind, Membership, Problem, Team
from data_access.reads.snapshot import in_scope, true_at
from data_access.view import View

_OF_NO_FIELD = frozenset({Kind.PROGRAMME, Kind.MINISTRY, Kind.SESSION})


def within_reach(kind: Kind, view: View) -> ColumnElement[bool]:
    """The rows of a kind, true at the view, that its viewer may see.

    A person belongs to no field: who is limited to some sees the members of their teams. What is about no
    subject, as an instruction may be, is seen by those alone who see everything.
    """
    model: Any = MODELS[kind]
    if view.scope.fields is None or kind in _OF_NO_FIELD:
        return true()
    if kind is Kind.FIELD:
        return in_scope(model.entity_id, view)
    if kind in {Kind.TEAM, Kind.PROBLEM}:
        return in_scope(model.field_id, view)
    teams = select(Team.entity_id).where(true_at(Team, view), in_scope(Team.field_id.expression, view))
    problems = select(Problem.entity_id).where(
        true_at(Problem, view), in_scope(Problem.field_id.expression, view)
    )
    if kind is Kind.MEMBERSHIP:
        found: ColumnElement[bool] = model.team_id.in_(teams)
    elif kind is Kind.PERSON:
        members = select(Membership.person_id).where(true_at(Membership, view), Membership.team_id.in_(teams))
        found = model.entity_id.in_(members)
    elif kind is Kind.MILESTONE:
        found = model.problem_id.in_(problems)
    else:
        fields = select(Field.entity_id).where(
            true_at(Field, view), in_scope(Field.entity_id.expression, view)
        )
        found = model.subject_id.in_(problems.union_all(fields))
    return found
