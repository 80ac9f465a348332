"""What somebody reads who may not do what they tried."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.translation import override
from django.views.defaults import permission_denied


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "You may not do this."), ("ru", "Это действие вам недоступно."), ("kk", "Бұл әрекетке рұқсатыңыз жоқ.")],
)
def test_a_refusal_speaks_the_readers_language(language: str, expected: str) -> None:
    with override(language):
        page = permission_denied(RequestFactory().get("/admin/"), PermissionDenied())
    assert page.status_code == 403
    assert expected in page.content.decode()
