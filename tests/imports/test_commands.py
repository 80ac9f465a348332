"""The commands, as somebody types them."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from apps.imports.choices import RunState
from apps.imports.models import ImportRun
from apps.statements.models import Statement
from tests.imports.texts import RECIPE, STATEMENT


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "007_statement.txt"
    file.write_text(STATEMENT, "utf-8")
    return file


def test_import_statement_ends_with_a_table_of_proposals(reference: None, path: Path) -> None:
    printed = run("import_statement", path, "--published", "2021-01-11")
    assert "90" in printed
    assert ImportRun.objects.get().state == RunState.READY


def test_importing_the_same_file_twice_says_duplicate(reference: None, path: Path) -> None:
    run("import_statement", path)
    assert "Duplicate" in run("import_statement", path)
    assert Statement.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"\x00\x01", "not text"), (b"a" * 3_000_000, "too large"), (RECIPE.encode(), "election")],
    ids=["empty", "binary", "large", "recipe"],
)
def test_a_bad_file_is_explained_and_leaves_a_rejected_run(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run("import_statement", file)
    assert (ImportRun.objects.get().state, Statement.objects.count()) == (RunState.REJECTED, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["http://127.0.0.1/a", "http://10.1.2.3/a", "https://[::1]/"])
def test_a_private_address_is_explained(url: str) -> None:
    with pytest.raises(CommandError, match="public internet"):
        run("import_statement", url)
    assert ImportRun.objects.get().state == RunState.REJECTED


@pytest.mark.django_db
def test_a_missing_file_is_explained_without_a_run() -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("import_statement", "nowhere.txt")
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_an_unknown_publisher_is_named(path: Path) -> None:
    with pytest.raises(CommandError, match="no publisher with the code “nobody”"):
        run("import_statement", path, "--publisher", "nobody")


def test_extract_prints_the_corpus_format(path: Path) -> None:
    row = json.loads(run("extract", path, "--json", "--published", "2021-01-11"))
    assert (row["id"], row["country_iso2"], row["election_date"]) == ("007", ["KZ"], "2021-01-10")
    assert all(STATEMENT[item["start"] : item["end"]] == item["quote"] for item in row["findings"])


def test_extract_shows_a_table(path: Path) -> None:
    assert "OSCE/ODIHR" in run("extract", path)


def test_every_process_rings_the_broker_of_the_settings(settings: Settings) -> None:
    code = "import django; django.setup(); from celery import current_app; print(current_app.main)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "electionwatch"
