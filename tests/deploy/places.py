"""Where the shipped files are, and what the example of settings says."""

from tests.e2e.site import PROJECT

DEPLOY = PROJECT / "deploy"
EXAMPLE = DEPLOY / "dashboard.env.example"


def settings_of_example() -> dict[str, str]:
    """The settings that the example gives, without those that it leaves to the administrator as comments."""
    lines = (line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return dict(line.split("=", 1) for line in lines)
