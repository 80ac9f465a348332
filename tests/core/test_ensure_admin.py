"""The first administrator: made once, with a password that nobody can guess."""

import io
import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import RequestFactory

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("ensure_admin", *arguments, stdout=out)
    return out.getvalue()


def _password(said: str) -> str:
    found = re.search(r"Password: (\S+)", said)
    assert found
    return found.group(1)


def test_the_printed_password_opens_the_door() -> None:
    password = _password(_run())
    person = authenticate(RequestFactory().post("/"), username="admin", password=password)
    assert isinstance(person, User)
    assert person.is_superuser


def test_the_password_is_long_and_new_each_time() -> None:
    first = _password(_run())
    User.objects.all().delete()
    second = _password(_run())
    assert first != second
    assert len(first) == 24


def test_a_second_run_makes_nobody_and_shows_no_password() -> None:
    _run()
    said = _run()
    assert User.objects.count() == 1
    assert "An administrator exists: admin." in said
    assert "Password" not in said


def test_another_name_may_be_chosen() -> None:
    assert "Administrator: ainur " in _run("--username", "ainur")


def test_a_name_that_somebody_else_has_is_refused_with_a_remedy() -> None:
    User.objects.create_user("admin")
    with pytest.raises(CommandError, match="--username"):
        _run()
