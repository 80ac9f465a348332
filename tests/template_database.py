"""A migrated database that test databases are copied from: migrating takes a hundred times as long as a copy.

The copy's name carries a digest of the migrations and of every module of ours they import, so that a change of any of
them makes a new one. What has changed beside them (a model's permissions) Django's own set-up still brings in.
"""

import ast
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from psycopg import sql

from tests.architecture.tracked import ROOT

PREFIX = "template_electionwatch_"
# Any number that no other lock of the cluster has.
LOCK = 8_104_221


def template_database() -> str:
    """The name of the migrated database, which is made where it is missing; those of other migrations are dropped."""
    name = PREFIX + _digest()
    with _alone():
        existing = _templates()
        if name not in existing:
            _make(name)
        for old in existing - {name}:
            _drop(old)
    return name


def _digest() -> str:
    digest = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    for path in sorted(_sources()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> set[Path]:
    """Every migration, and what it imports of ours, through any number of steps."""
    found: set[Path] = set()
    waiting = list((ROOT / "apps").glob("*/migrations/*.py"))
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return found


def _imported(path: Path) -> list[Path]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    places = [ROOT.joinpath(*name.split(".")) for name in names if name.startswith("apps.")]
    files = [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py")]
    return [file for file in files if file.exists()]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes and drops templates; a lock of the session ends with it however it dies."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _templates() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return {name for (name,) in cursor.fetchall()}


def _make(name: str) -> None:
    """Migrate under another name first: half a migration never passes for a template."""
    unfinished = f"{name}_unfinished"
    _drop(unfinished)
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_TEMPLATE_DATABASE": unfinished}
    migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity=0"]
    subprocess.run(migrate, check=True, cwd=ROOT, env=environment)
    with connection._nodb_cursor() as cursor:
        names = sql.Identifier(unfinished), sql.Identifier(name)
        cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))


def _drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
