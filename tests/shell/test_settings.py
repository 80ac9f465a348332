"""The settings are safe without any variable, and stricter in production."""

import os
import stat
import subprocess
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest
from django.test import Client

from electionwatch.secret_key import load_or_create
from tests.architecture.tracked import ROOT

PRODUCTION = {
    "DATABASE_URL": "postgres://database/electionwatch",
    "REDIS_URL": "redis://redis",
    "SECRET_KEY": "a-text-that-is-long-enough-and-has-many-different-letters-0123456789",
    "ALLOWED_HOSTS": "example.org",
}


def settings_with(tmp_path: Path, **variables: str) -> dict[str, object]:
    """What the settings module says in a process with just these variables."""
    names = "DEBUG, HTTPS, SESSION_COOKIE_SECURE, ALLOWED_HOSTS, CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS"
    code = f"from electionwatch.settings import {names}; print({{n: v for n, v in globals().items() if n.isupper()}})"
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **variables}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    result = eval(done.stdout, {"__builtins__": {}})  # noqa: S307 - what our own line above printed
    assert isinstance(result, dict)
    return result


def test_without_variables_it_serves_this_machine_only(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    assert (settings["DEBUG"], settings["HTTPS"]) == (False, False)
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


def test_production_means_https(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, **PRODUCTION)
    assert (settings["DEBUG"], settings["HTTPS"], settings["SESSION_COOKIE_SECURE"]) == (False, True, True)


def test_the_broker_is_the_redis_unless_another_is_named(tmp_path: Path) -> None:
    assert settings_with(tmp_path, **PRODUCTION)["CELERY_BROKER_URL"] == "redis://redis"


def test_publishing_to_rabbitmq_waits_for_its_confirmation(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, **PRODUCTION, CELERY_BROKER_URL="amqp://broker//")
    assert settings["CELERY_BROKER_TRANSPORT_OPTIONS"] == {"confirm_publish": True}


def test_a_generated_key_is_its_owners_alone(tmp_path: Path) -> None:
    load_or_create(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_generated_key_stays(tmp_path: Path) -> None:
    assert load_or_create(tmp_path / "key") == load_or_create(tmp_path / "key")


def test_those_who_come_first_at_once_agree_on_a_key(tmp_path: Path) -> None:
    code = "import sys, pathlib, electionwatch.secret_key as k; print(k.load_or_create(pathlib.Path(sys.argv[1])))"

    def key(_number: int) -> bytes:
        return subprocess.check_output([sys.executable, "-c", code, str(tmp_path / "key")], cwd=ROOT)

    with ThreadPool(4) as pool:
        assert len(set(pool.map(key, range(4)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.mark.django_db
def test_every_page_forbids_what_it_does_not_need(client: Client) -> None:
    headers = client.get("/healthz").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_desk_is_never_kept_by_browsers(client: Client) -> None:
    headers = client.get("/admin/login/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "'unsafe-eval'" in headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_front_door_leads_to_the_readers_language(client: Client) -> None:
    response = client.get("/", headers={"Accept-Language": "kk"})
    assert (response.status_code, response.headers["Location"]) == (302, "/kk/")
