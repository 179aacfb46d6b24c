"""The floor: an empty Streamlit page, served the same way as the product and under the same configuration."""

import os
from pathlib import Path

import streamlit

app = streamlit.App(Path(__file__).parent / "empty_page.py")

if __name__ == "__main__":
    app.run(config={"server.address": "127.0.0.1", "server.port": int(os.environ["PORT"])})
