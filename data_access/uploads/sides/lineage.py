"""A template that its sender fills in again and again: what was sent from it last is the base, not it.

Whether a file is the one that was sent before, edited further, or another copy of the same download, only
its values can tell. Sent before, it still holds what the sender changed then, or has changed it again;
another copy holds there what the download said.
"""

import enum
from collections.abc import Mapping

from data_access.model import Kind
from data_access.uploads.sides.editions import Things, Told
from data_access.uploads.values.value import Value


class Unclear(enum.Enum):
    """What stands for a value of which it is not clear what the sender had: no value is equal to it."""

    UNCLEAR = "unclear"


UNCLEAR = Unclear.UNCLEAR

Had = Mapping[str, Value | Unclear]
"""What the sender had of a thing: its values by attribute."""


def continued(
    download: Things, sent: Things, file: Things, *, is_later: bool
) -> Mapping[Kind, Mapping[str, Had]]:
    """The base of a file, from what its download said and what its sender `sent` from that download last.

    `is_later`: the file speaks of a later day than what was sent. Where the file holds some of what was
    sent and elsewhere what the download said, what it holds besides what was sent has an UNCLEAR base.
    """
    same, back = _evidence(download, sent, file)
    if not same and (back or not is_later):
        return download
    base: dict[Kind, dict[str, Had]] = {kind: dict(rows) for kind, rows in download.items()}
    for kind, rows in sent.items():
        for code, told in rows.items():
            before = download.get(kind, {}).get(code)
            now = file.get(kind, {}).get(code, {})
            if before is None:
                base.setdefault(kind, {})[code] = told
            else:
                base[kind][code] = _overlaid(before, told, told if not back else now)
    return base


def _evidence(download: Things, sent: Things, file: Things) -> tuple[int, int]:
    """How many of the values that were sent anew the file still holds, and how many stand as downloaded."""
    same = back = 0
    for kind, rows in sent.items():
        for code, told in rows.items():
            now = file.get(kind, {}).get(code)
            before = download.get(kind, {}).get(code)
            if now is None:
                continue
            if before is None:
                same += 1
                continue
            for name, value in told.items():
                if name in now and name in before and value != before[name]:
                    same += now[name] == value
                    back += now[name] == before[name]
    return same, back


def _overlaid(before: Told, told: Told, clear: Told) -> Had:
    """What was sent over what was downloaded; a value that was sent anew must also be in `clear`."""
    base: dict[str, Value | Unclear] = dict(before)
    for name, value in told.items():
        if before.get(name) != value:
            base[name] = value if clear.get(name) == value else UNCLEAR
    return base
