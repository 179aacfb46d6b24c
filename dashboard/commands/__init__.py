"""The command line: python -m dashboard COMMAND. It needs no screen, and so imports no streamlit."""
