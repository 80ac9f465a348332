"""A request that is too large to be read is answered in words."""

import pytest
from django.conf import settings
from django.test import Client

from tests import factories


@pytest.mark.django_db
def test_a_form_far_over_every_limit_is_explained(client: Client) -> None:
    client.force_login(factories.editor())
    text = "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = client.post("/admin/login/", {"username": text, "password": "x"})
    assert answer.status_code == 400
    assert "too large" in answer.content.decode()
