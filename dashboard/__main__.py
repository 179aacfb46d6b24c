"""python -m dashboard COMMAND."""

# Before all others: it puts off the search for garbage among what they make.
from dashboard.lasting import start_is_over  # isort: split

import sys
from datetime import UTC, datetime

from dashboard.commands.main import main

if __name__ == "__main__":
    start_is_over()
    sys.exit(main(sys.argv[1:], now=datetime.now(UTC)))
