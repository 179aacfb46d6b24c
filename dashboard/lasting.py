"""What the start makes lasts as long as the process, so Python is not to search it for garbage.

Python looks through all objects whenever their number has grown by a quarter. While modules are imported that
finds nothing and takes a fifth of the start; afterwards it would stop all viewers for a tenth of a second now
and again. Whoever imports this module puts that off until `start_is_over`; the server imports it first.
"""

import gc

START_SECONDS = 5.0
"""For how long the first screens still make what lasts: templates, statements, modules of pages."""

gc.disable()


def start_is_over() -> None:
    """Let what there is now count as lasting, and look for garbage among what comes after it."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
