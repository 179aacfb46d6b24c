"""What the start makes lasts as long as the process, so Python is not to search it for garbage.

Python looks through all objects whenever their number has grown by a quarter. While modules are imported that
finds nothing and takes a fifth of the start; afterwards it would stop all viewers for a tenth of a second now
and again. Whoever imports this module puts that off until `start_is_over`; the server and the commands import it first.
"""

import gc

START_SECONDS = 5.0
"""For how long the first screens still make what lasts: templates, statements, modules of pages."""

gc.disable()


def start_is_over() -> None:
    """Let what there is now count as lasting, and look for garbage among what comes after it.

    A run of a page makes some thousand objects that go by themselves; to look through them every 700, as Python
    does unless told otherwise, took a tenth of each run, and more of bringing in a long file.
    """
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()
