"""Fixtures of the public site's tests."""

import pytest

from tests.web.rarer import build_full_world
from tests.web.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def full_world(db: None) -> World:
    """The world with the pages that only some records have as well."""
    return build_full_world()
