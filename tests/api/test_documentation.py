"""docs/api.md names every list, filter, field of an import and reason for withholding."""

from pathlib import Path

import pytest
from django_filters.rest_framework import FilterSet

from apps.api import filters
from apps.api.serializers.imports import ImportRequestSerializer
from apps.api.urls import router
from apps.visits.statistics import Withheld

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
NAMES = {
    *(f"{prefix}/" for prefix, _view, _name in router.registry),
    *(
        name
        for filterset in vars(filters).values()
        if isinstance(filterset, type) and issubclass(filterset, FilterSet)
        for name in getattr(filterset, "base_filters", ())
    ),
    *ImportRequestSerializer().fields,
    *Withheld.values,
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_guide_names(name: str) -> None:
    assert f"`{name}`" in GUIDE
