"""What a file picker says, in the reader's language, of a file that the browser did not send."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.markup import block
from dashboard.request import Request
from dashboard.settings import load_settings


def not_taken(request: Request, file_types: Sequence[str]) -> Markup:
    """Why a file was not taken; seen only while the picker before it shows one that was not.

    Streamlit says it in English alone, in a hint under the pointer.
    """
    return block(
        "not_taken.html",
        request,
        megabytes=load_settings().upload_megabytes,
        kinds=", ".join(one.upper() for one in file_types),
    )
