"""What import tests stand on: a folder for originals, reference rows, and runs that are worked on in this process."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from apps.elections.models import Country
from apps.imports.models import ImportRun
from apps.imports.services.start import ImportOptions, start_text
from apps.imports.services.work import perform
from apps.missions.models import Organisation
from tests import factories
from tests.imports.texts import STATEMENT

Import = Callable[..., ImportRun]


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def reference(db: None) -> None:
    """The countries and organisations that the test texts name."""
    factories.country()
    Country.objects.create(iso2="BY", iso3="BLR", names={"en": "Belarus"})
    for code, name in (("osce-odihr", "OSCE/ODIHR"), ("cis", "CIS")):
        Organisation.objects.create(code=code, short_name=name, kind="intergovernmental")


@pytest.fixture
def imported(reference: None) -> Import:
    """Imports a text in this process and returns the run as it ended."""

    def do(text: str = STATEMENT, *, published: date = date(2021, 1, 11), **options: object) -> ImportRun:
        chosen = ImportOptions(published_on=published, **options)  # type: ignore[arg-type]
        run = start_text(text=text, options=chosen, wake=False)
        perform(run_id=run.pk)
        run.refresh_from_db()
        return run

    return do


@pytest.fixture
def editor(db: None) -> User:
    return factories.editor()
