"""The ground every test stands on: real PostgreSQL and Redis, the embedded ones unless the environment names others."""

import os
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import psutil
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from electionwatch import embedded
from electionwatch.celery import app
from tests.settings import REAL_BROKER_URL
from tests.template_database import template_database

DATABASE_PREFIX = "test_electionwatch_"


def pytest_report_header() -> str:
    """Say on which services this run stands."""
    names = ", ".join(service.name for service in embedded.needed())
    return f"embedded services: {names or 'none'}; broker: {REAL_BROKER_URL.partition(':')[0]}"


@pytest.fixture(scope="session")
def services() -> None:
    """PostgreSQL and Redis run for the rest of this session."""
    embedded.hold()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    services: None, django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Asked for by pytest-django before it makes the test database."""
    with django_db_blocker.unblock():
        _drop_databases_of_dead_runs()
        _trust_the_machine()
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(scope="session", autouse=True)
def no_session_left(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A server's thread may still hold the test database, which could then not be dropped."""
    yield
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [connection.settings_dict["NAME"]],
        )


@pytest.fixture(autouse=True)
def language() -> None:
    """The language of an earlier test's last request stays active in its thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def clean_cache(services: None) -> Iterator[None]:
    """An empty cache, for tests of what is kept in it."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def eager_tasks() -> Iterator[None]:
    """Celery tasks run at once in this process, and their errors reach the test."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def child_environment(transactional_db: None) -> dict[str, str]:
    """The environment of a process that shares this test's database, and has the real broker and a queue of its own."""
    database = connection.settings_dict
    host = database["HOST"] or database["OPTIONS"].get("host", "")
    user = quote(database["USER"], safe="")
    password = f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
    query = urlencode({"host": host, "port": database["PORT"] or 5432})
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "electionwatch.settings",
        "DATABASE_URL": f"postgres://{user}{password}@/{database['NAME']}?{query}",
        "REDIS_URL": settings.REDIS_URL,
        "CELERY_BROKER_URL": REAL_BROKER_URL,
        "CELERY_QUEUE": f"test-{database['NAME']}",
    }


def _trust_the_machine() -> None:
    """The embedded server need not survive a loss of power during tests, and writing through to the disk costs time."""
    if embedded.POSTGRES not in embedded.needed():
        return
    with connection._nodb_cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        cursor.execute("SELECT pg_reload_conf()")


def _drop_databases_of_dead_runs() -> None:
    """A run killed with -9 leaves its databases behind; their names carry the number of its process."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [DATABASE_PREFIX])
        for (name,) in cursor.fetchall():
            run = name.removeprefix(DATABASE_PREFIX).split("_")[0]
            if run.isdigit() and not psutil.pid_exists(int(run)):
                cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
