"""Why a change, or a part of it, can't be taken back, in words."""

from dashboard.texts import _
from data_access.take_back import Refusal
from data_access.take_back_plan import Obstacle

REFUSAL_WORDS = {
    Refusal.UNKNOWN: _("There is no change {change}. “python -m dashboard history” lists them."),
    Refusal.SETUP: _("Change {change} made the programme itself and cannot be taken back."),
    Refusal.TAKEN_BACK: _("Change {change} was taken back already."),
}
OBSTACLE_WORDS = {
    Obstacle.CHANGED_SINCE: _("stays, because it was changed again since"),
    Obstacle.REMOVED_SINCE: _("stays away, because it was removed since"),
    Obstacle.USED_SINCE: _("stays, because others refer to it or report on it since"),
    Obstacle.CODE_TAKEN: _("stays away, because something else has its code now"),
    Obstacle.REFERENCE_GONE: _("stays, because what it referred to is gone"),
}
