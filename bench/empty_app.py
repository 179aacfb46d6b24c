"""The floor: an empty Streamlit page, served the same way as the product and under the same configuration.

Its answers leave at once too, so that what is compared is work and not waiting (`dashboard.prompt_answers`).
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit

from dashboard.prompt_answers import answer_at_once


@asynccontextmanager
async def _lifespan(_app: streamlit.App) -> AsyncIterator[dict[str, Any]]:
    answer_at_once()
    yield {}


app = streamlit.App(Path(__file__).parent / "empty_page.py", lifespan=_lifespan)

if __name__ == "__main__":
    app.run(config={"server.address": "127.0.0.1", "server.port": int(os.environ["PORT"])})
