"""Organisations that observe: known names, unique codes, and never over what an analyst entered."""

from typing import Any

import pytest
import yaml
from django.core.validators import URLValidator

from apps.core.codes import validate_code
from apps.elections.services import load_countries
from apps.missions.catalogue import Entry, organisation_entries
from apps.missions.choices import OrganisationKind
from apps.missions.models import Organisation
from apps.missions.services import load_organisations, load_publishers
from apps.statements.models import Publisher
from tests.architecture.tracked import ROOT

PACK = ROOT / "apps" / "extraction" / "packs" / "organisations.yaml"
ENTRIES = organisation_entries()


def _named_by_extraction() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(PACK.read_text())["organisations"]
    return entries


@pytest.fixture
def organisations(db: None) -> None:
    load_countries()
    load_organisations()


def _values(column: str) -> list[str]:
    return [str(entry.get(column)) for entry in ENTRIES]


@pytest.mark.parametrize("column", ["code", "short", "en"])
def test_no_two_organisations_share(column: str) -> None:
    assert sorted(set(_values(column))) == sorted(_values(column))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["code"])
def test_a_line_of_the_table_is_whole(entry: Entry) -> None:
    validate_code(entry["code"])
    assert entry["kind"] in OrganisationKind.values
    assert entry["en"]
    assert entry.get("parent", "osce") in _values("code")
    if "website" in entry:
        URLValidator(schemes=["https"])(entry["website"])


@pytest.mark.parametrize("named", _named_by_extraction(), ids=lambda named: named["code"])
def test_every_organisation_that_extraction_prints_is_there(named: dict[str, Any]) -> None:
    assert named["code"] in _values("short")


@pytest.mark.parametrize(
    "named", [named for named in _named_by_extraction() if named.get("parent")], ids=lambda n: n["code"]
)
def test_extraction_and_the_table_agree_on_what_is_part_of_what(named: dict[str, Any]) -> None:
    short = {entry["code"]: entry["short"] for entry in ENTRIES}
    ours = next(entry for entry in ENTRIES if entry["short"] == named["code"])
    assert short[ours["parent"]] == named["parent"]


@pytest.mark.usefixtures("organisations")
@pytest.mark.parametrize(
    ("code", "short", "kind", "parent"),
    [
        ("osce", "OSCE", "intergovernmental", None),
        ("osce-odihr", "OSCE/ODIHR", "intergovernmental", "osce"),
        ("osce-pa", "OSCE PA", "parliamentary", "osce"),
        ("eu-eom", "EU EOM", "regional", "eu"),
        ("cis-ipa", "CIS IPA", "parliamentary", "cis"),
        ("parlasur", "Parlasur", "parliamentary", "mercosur"),
        ("carter-center", "Carter Center", "international_ngo", None),
        ("erkindik-qanaty", "Erkindik Qanaty", "citizen", None),
    ],
)
def test_a_known_organisation(code: str, short: str, kind: str, parent: str | None) -> None:
    found = Organisation.objects.get(code=code)
    assert (found.short_name, found.kind, found.parent.code if found.parent else None) == (short, kind, parent)


@pytest.mark.usefixtures("organisations")
def test_the_large_observers_are_named_in_three_languages() -> None:
    codes = ("osce", "osce-odihr", "osce-pa", "pace", "ep", "cis", "cis-ipa", "csto-pa", "sco", "ots", "turkpa", "oic")
    for organisation in Organisation.objects.filter(code__in=codes):
        assert set(organisation.names) == {"en", "ru", "kk"}


@pytest.mark.usefixtures("organisations")
def test_loading_again_adds_nothing() -> None:
    assert (load_organisations(), Organisation.objects.count()) == (0, len(ENTRIES))


@pytest.mark.usefixtures("organisations")
def test_loading_again_keeps_what_an_analyst_corrected() -> None:
    Organisation.objects.filter(code="osce").update(names={"en": "The OSCE"})
    load_organisations()
    assert Organisation.objects.get(code="osce").names == {"en": "The OSCE"}


@pytest.mark.django_db
def test_a_parent_that_an_analyst_made_under_another_code_is_found() -> None:
    load_countries()
    entered = Organisation.objects.create(code="the-osce", short_name="OSCE", kind="other")
    load_organisations()
    assert Organisation.objects.get(code="osce-odihr").parent == entered
    assert not Organisation.objects.filter(code="osce").exists()


@pytest.mark.django_db
def test_organisations_with_a_site_are_publishers_too() -> None:
    assert load_publishers() > 20
    odihr = Publisher.objects.get(code="osce-odihr")
    assert (odihr.kind, odihr.website) == ("observer", "https://www.osce.org/odihr")


@pytest.mark.django_db
def test_loading_publishers_again_adds_nothing() -> None:
    load_publishers()
    assert load_publishers() == 0
