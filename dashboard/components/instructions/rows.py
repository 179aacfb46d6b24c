"""Instructions as a plain list, for the wall and for screens that speak of a few of them."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.instruction_words import instruction_reason, state_words
from dashboard.markup import block
from dashboard.request import Request
from data_access.sessions.instructions import InstructionInfo


def instruction_rows(request: Request, instructions: Sequence[InstructionInfo]) -> Markup:
    """What became of these instructions, in the order given; letters and places are for the page's CSS.

    Classes: instruction-rows, instruction with edge-<light>, and in it instruction-text, -standing, -answers.
    """
    texts = request.texts
    return block(
        "instruction_rows.html",
        request,
        instructions=instructions,
        state_words=lambda state: state_words(texts, state),
        why=lambda one: instruction_reason(texts, one),
    )
