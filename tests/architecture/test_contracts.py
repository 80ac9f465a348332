"""The house keeps its plan: who may import whom, and how big a room may be."""

import ast
import subprocess
import sys

from tests.architecture.tracked import ROOT, files_with, name_of

LONGEST_FILE = 400
CODE = ("apps", "electionwatch", "benchmarks", "scripts", "tests")


def test_import_contracts_are_kept() -> None:
    command = [str(ROOT / ".venv" / "bin" / "lint-imports"), "--no-cache"]
    if not (ROOT / ".venv").exists():
        command = [sys.executable, "-m", "importlinter.cli", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_extraction_loads_without_django_or_celery() -> None:
    code = "import sys, apps.extraction; sys.exit(bool({'django', 'celery'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {
        name_of(path): len(path.read_text().splitlines())
        for path in files_with(".py", under=CODE)
        if "migrations" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        name_of(path)
        for path in files_with(".py", under=("apps", "electionwatch"))
        if "migrations" not in path.parts
        and path.name != "apps.py"
        and (tree := ast.parse(path.read_text())).body
        and not ast.get_docstring(tree)
    ]
    assert silent == []
