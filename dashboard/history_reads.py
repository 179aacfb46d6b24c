"""The kept reads of what has changed, how fresh it is and where it came from (see `dashboard.source.kept`)."""

from dashboard.source import kept
from data_access.reads import change_content as change_content_of
from data_access.reads import changes, history
from data_access.reads import deeds as deeds_of
from data_access.reads import freshness as freshness_of
from data_access.reads import origins as origins_of

list_changes = kept(changes.changes)
count_changes = kept(changes.count_changes)
change = kept(changes.change)
deeds = kept(deeds_of.deeds)
change_content = kept(change_content_of.change_content)
freshness = kept(freshness_of.freshness)
origins = kept(origins_of.origins)
milestone_history = kept(history.milestone_history)
