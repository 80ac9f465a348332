"""docs/commands.md: every command of ours with an example that its own parser accepts, and nothing else."""

import re
import shlex

import pytest
from django.core.management import get_commands, load_command_class

from tests.architecture.tracked import ROOT

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\.venv/bin/python manage\.py (.+)$", PAGE, re.M)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def _ours() -> dict[str, str]:
    return {name: app for name, app in get_commands().items() if app.startswith("apps.")}


def test_the_page_has_a_section_for_each_command_and_no_other() -> None:
    assert sorted(re.findall(r"^### (\w+)$", PAGE, re.M)) == sorted(_ours())


def test_each_command_has_an_example() -> None:
    assert {shlex.split(example)[0] for example in EXAMPLES} == set(_ours())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_one_that_the_command_accepts(example: str) -> None:
    name, *arguments = shlex.split(example)
    parser = load_command_class(_ours()[name], name).create_parser("manage.py", name)
    assert vars(parser.parse_args(arguments))["verbosity"] == 1


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))],
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = ROOT / page
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists() and not link.endswith(".png")] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_files_and_folders_that_a_page_names_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:apps|tests|docs|templates|electionwatch)/[\w./-]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []
