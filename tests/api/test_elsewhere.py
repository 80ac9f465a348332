"""Addresses under /api/ that are not ours answer as the API does."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/", "/api/v2/", "/api/v2/findings/"])
def test_an_unknown_version_is_a_problem_in_json(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
