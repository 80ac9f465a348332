"""What organisations are called in the reader's language."""

import pytest
from django.utils.translation import override

from apps.elections.services import load_countries
from apps.missions.models import Organisation
from apps.missions.services import load_organisations
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "name"), [("en", "OSCE"), ("ru", "ОБСЕ"), ("kk", "ЕҚЫҰ")])
def test_a_reader_meets_the_short_name_of_his_language(language: str, name: str) -> None:
    organisation = make.organisation("osce", "OSCE", short_names={"ru": "ОБСЕ", "kk": "ЕҚЫҰ"})
    with override(language):
        assert str(organisation) == name
        assert str(make.mission("osce-kz", organisation=organisation)).startswith(name)


def test_without_one_the_name_that_extraction_prints_is_shown() -> None:
    with override("ru"):
        assert str(make.organisation()) == "OSCE/ODIHR"


def test_the_reference_data_know_the_short_names() -> None:
    load_countries()
    load_organisations()
    with override("kk"):
        named = {str(item) for item in Organisation.objects.filter(code__in=["sco", "cis", "osce-odihr"])}
    assert named == {"ШЫҰ", "ТМД", "ЕҚЫҰ ДИАҚБ"}
