"""python -m dashboard COMMAND."""

import sys
from datetime import UTC, datetime

from dashboard.commands.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], now=datetime.now(UTC)))
