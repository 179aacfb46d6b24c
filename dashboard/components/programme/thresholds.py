"""The thresholds of the lights: other ones are tried first, and what they would change is shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import streamlit as st
from markupsafe import Markup

from dashboard import reads, source
from dashboard.links import link
from dashboard.markup import block, draw, kept_for_request
from dashboard.request import Request
from dashboard.texts import _
from data_access.access import guard
from data_access.programme import LEAST, MOST
from data_access.reads.milestones import MilestoneFilter
from data_access.traffic_light import Light, Thresholds
from data_access.view import View
from data_access.words import Words

_TRIED = "tried-thresholds"
_DONE = "thresholds-set"

THRESHOLD_WORDS = {
    "red_slip_days": _("Red: the forecast is behind by more days than"),
    "grey_age_days": _("No data: nothing was reported for more days than"),
    "amber_due_days": _("Amber: due within days"),
    "amber_due_percent": _("… and done less than, percent"),
    "amber_behind_points": _("Amber: behind the straight line by more points than"),
    "red_share_percent": _("A group is red from a share of red, percent"),
    "grey_share_percent": _("A group has no data from a share without, percent"),
    "amber_share_percent": _("A group is amber from a share of amber, percent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A field or problem whose light would be another."""

    kind: str
    code: str
    name: Words
    before: Light
    after: Light


def show_thresholds(request: Request) -> None:
    """The form, what the tried thresholds would change, and the button that sets them."""
    texts = request.texts
    draw(block("heading.html", request, text=texts.gettext("Thresholds of the traffic lights")))
    if st.session_state.pop(_DONE, False):
        st.success(texts.gettext("The thresholds are set; the change stands in the history."))
    in_force = reads.thresholds(request.current)
    names = list(Thresholds.__dataclass_fields__)
    with st.form("thresholds", enter_to_submit=False):
        values = {}
        for row in (names[:4], names[4:]):
            for place, name in zip(st.columns(4, vertical_alignment="bottom"), row, strict=True):
                values[name] = place.number_input(
                    texts.gettext(THRESHOLD_WORDS[name]),
                    LEAST[name],
                    MOST[name],
                    getattr(in_force, name),
                    key=f"threshold-{name}-{getattr(in_force, name)}",
                )
        is_tried = st.form_submit_button(texts.gettext("See what would change"))
    if is_tried:
        st.session_state[_TRIED] = Thresholds(**values)
    tried: Thresholds | None = st.session_state.get(_TRIED)
    if tried is None or tried == in_force:
        if is_tried:
            draw(block("hint.html", request, text=texts.gettext("These are the thresholds in force.")))
        return
    draw(_preview(request, in_force, tried))
    if st.button(texts.gettext("Set these thresholds"), type="primary", key="set-thresholds"):
        guard.set_thresholds(
            request.person,
            source.database(),
            request.programme.id,
            tried,
            actor=request.person.actor,
            recorded_at=source.now(),
        )
        source.look_again()
        del st.session_state[_TRIED]
        st.session_state[_DONE] = True
        st.rerun()


@kept_for_request
def _preview(request: Request, in_force: Thresholds, tried: Thresholds) -> Markup:
    now = replace(request.current, version=request.newest)
    other = replace(now, thresholds=tried)
    texts = request.texts
    return block(
        "thresholds_preview.html",
        request,
        changed=[
            (texts.gettext(THRESHOLD_WORDS[name]), value, asdict(tried)[name])
            for name, value in asdict(in_force).items()
            if asdict(tried)[name] != value
        ],
        counts=[(light, _counted(now)[light], _counted(other)[light]) for light in Light],
        moved=_moved(now, other),
        address=lambda one: link(request, one.kind, **{one.kind: one.code}),
    )


def _counted(view: View) -> Counter[Light]:
    counts = reads.count_milestones(view, MilestoneFilter())
    return Counter({light: counts.of(light) for light in Light})


def _moved(now: View, other: View) -> Sequence[Moved]:
    """Fields and then problems whose lights would be others."""
    found = []
    fields = {one.field.code: one.light for one in reads.field_board(other)}
    found += [
        Moved(
            kind="field",
            code=one.field.code,
            name=one.field.name,
            before=one.light,
            after=fields[one.field.code],
        )
        for one in reads.field_board(now)
        if fields[one.field.code] is not one.light
    ]
    problems = {one.code: one.light for one in reads.problem_lights(other)}
    found += [
        Moved(kind="problem", code=one.code, name=one.name, before=one.light, after=problems[one.code])
        for one in reads.problem_lights(now)
        if problems[one.code] is not one.light
    ]
    return found
