"""What the tests of the command line send: the rows of small editions, and the moment of it all."""

from collections.abc import Callable
from datetime import UTC, datetime

NOW = datetime(2024, 5, 20, 20, 0, tzinfo=UTC)  # already the 21st in Almaty
HEADER = "Code;Title (en);Problem;Start;Term;Forecast;Percent;Declared light;Note"
FIRST = "A-M1;Adopt the law;A-P1;01.01.2024;30.06.2024;;40;Green;"
SECOND = "A-M2;Open the registry;A-P1;01.02.2024;31.10.2024;15.11.2024;10;Amber;waits for money"

Run = Callable[..., tuple[int, str, str]]
