"""What can be set and called is described, or the build fails."""

import re

import pytest
from django.core.management import get_commands

from tests.architecture.tracked import ROOT, files_with

SETTINGS_PAGE = (ROOT / "docs" / "settings.md").read_text()
READS = (
    re.compile(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\""),
    re.compile(r"environ(?:\.get)?[(\[]\s*\"([A-Z_]+)\""),
)
# Python's and the system's own, and Django's name of the settings module.
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE"}


def variables_read() -> set[str]:
    """Every variable that the deployment shell and the apps read from the environment."""
    texts = [path.read_text() for path in files_with(".py", under=("electionwatch", "apps"))]
    found = {name for text in texts for pattern in READS for name in pattern.findall(text)}
    services = set(re.findall(r"\"([A-Z]+_URL)\"", (ROOT / "electionwatch" / "embedded.py").read_text()))
    return (found | services) - NOT_OURS


def test_the_search_for_settings_finds_some() -> None:
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DATA_DIR"} <= variables_read()


def test_every_setting_is_documented() -> None:
    assert {name for name in variables_read() if f"| `{name}` |" not in SETTINGS_PAGE} == set()


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS_PAGE, re.M))
    makefile = set(re.findall(r"^([A-Z]+) +\?=", (ROOT / "Makefile").read_text(), re.M))
    compose = set(re.findall(r"\$\{(\w+):", (ROOT / "docker-compose.yml").read_text()))
    assert documented - variables_read() - makefile - compose == set()


def own_commands() -> list[str]:
    """The names of the management commands of our apps."""
    return sorted(name for name, app in get_commands().items() if app.startswith("apps."))


@pytest.mark.parametrize("command", own_commands())
def test_every_command_is_documented(command: str) -> None:
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    assert any(command in page.read_text() for page in pages if page.exists())
