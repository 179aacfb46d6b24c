"""Asks a replica on this machine whether it can serve: exit code 0 when it can. Needs Python alone.

ready.py PORT               asks once: for health checks
ready.py --wait 120 PORT    asks until it can, for so many seconds, and then gives nginx a moment to notice
"""

import argparse
import sys
import time
import urllib.error
import urllib.request

NOTICE_SECONDS = 2.0  # nginx looks again at a replica that had failed after one second (nginx/replicas.conf)
_ANSWER_SECONDS = 5.0
_LOOK_SECONDS = 0.25


def is_ready(port: int) -> bool:
    """Whether /readyz says so."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=_ANSWER_SECONDS) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def wait(port: int, seconds: float) -> bool:
    """Whether it became ready in time."""
    end = time.monotonic() + seconds
    while not is_ready(port):
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_SECONDS)
    time.sleep(NOTICE_SECONDS)
    return True


def main() -> int:
    """Read the arguments and ask."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("port", type=int)
    parser.add_argument("--wait", type=float, default=0.0, metavar="SECONDS")
    asked = parser.parse_args()
    return 0 if (wait(asked.port, asked.wait) if asked.wait else is_ready(asked.port)) else 1


if __name__ == "__main__":
    sys.exit(main())
