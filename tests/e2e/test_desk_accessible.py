"""axe finds nothing on the desk's pages: by light and by dark, the main ones in three languages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from apps.accounts.models import Invitation
from apps.accounts.services import digest_of
from apps.findings.services import correct
from apps.imports.models import ImportRun
from apps.imports.services.bulk import accept_all
from apps.imports.services.groups import ensure_groups
from tests import factories
from tests.admin.people import administrator
from tests.e2e.desk import Analyst, an_import, at_the_desk
from tests.imports.conftest import data_dir as data_dir

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST: Final = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
INVITED: Final = "somebody-is-invited-with-this"
# The pages that people look at all day.
MAIN: Final = ("dashboard", "findings", "review", "checklist", "quality")


def faults(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """What axe finds: the rule, the element and the remedy."""
    for rule in Axe().run(page, options=options).response["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {node['html'][:200]} ({node['failureSummary'].splitlines()[-1].strip()})"


def addresses(run: ImportRun) -> dict[str, str]:
    """Every kind of page that somebody sees after logging in."""
    claim = factories.public_world()
    draft = correct(claim=claim, by=factories.editor())
    left = run.proposals.filter(status="open").values_list("pk", flat=True).first()
    review = reverse("admin:imports_importrun_review", args=[run.pk])
    claim_page = "admin:findings_finding_change"
    return {
        "dashboard": reverse("admin:index"),
        "findings": reverse("admin:findings_finding_changelist"),
        "imports": reverse("admin:imports_importrun_changelist"),
        "new import": reverse("admin:imports_importrun_add"),
        "new finding": reverse("admin:findings_finding_add"),
        "published finding": reverse(claim_page, args=[claim.pk]),
        "correction": reverse(claim_page, args=[draft.pk]),
        "history": reverse("admin:findings_finding_history", args=[claim.pk]),
        "mission": reverse("admin:missions_mission_change", args=[claim.mission_id]),
        "statement": reverse("admin:statements_statement_changelist"),
        "review": f"{review}?edit={left}",
        "split": f"{review}?split={left}",
        "checklist": reverse("admin:imports_importrun_checklist", args=[run.pk]),
        "bulk": reverse("admin:imports_importrun_bulk", args=[run.pk]),
        "quality": reverse("admin:imports_importrun_quality"),
        "audit": reverse("admin:core_auditevent_changelist"),
        "people": reverse("admin:auth_user_changelist"),
        "new token": reverse("admin:accounts_servicetoken_add"),
        "new invitation": reverse("admin:accounts_invitation_add"),
        "set-up": reverse("accounts:set_up_second_factor"),
        "password": reverse("admin:password_change"),
    }


def look(desk: Analyst, pages: dict[str, str]) -> str:
    """What axe finds, a line each: by all rules by light; by dark only colours are other."""
    found: list[str] = []
    for name, address in pages.items():
        desk.page.emulate_media(color_scheme="light")
        desk.page.goto(address)
        found += [f"{name}, light: {fault}" for fault in faults(desk.page, RULES)]
        desk.page.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {fault}" for fault in faults(desk.page, CONTRAST)]
    return "\n".join(found)


@pytest.fixture
def run(db: None) -> ImportRun:
    made = an_import()
    accept_all(run=made, by=factories.editor(), at=factories.NOW)
    return made


def test_axe_finds_nothing_on_any_page(desk_browser: Browser, live_server: LiveServer, run: ImportRun) -> None:
    pages = addresses(run)
    with at_the_desk(desk_browser, live_server, run=run, user=administrator()) as desk:
        assert look(desk, pages) == ""


@pytest.mark.parametrize("locale", ["ru-RU", "kk-KZ"])
def test_axe_finds_nothing_on_the_main_pages_in_other_languages(
    desk_browser: Browser, live_server: LiveServer, run: ImportRun, locale: str
) -> None:
    pages = {name: address for name, address in addresses(run).items() if name in MAIN}
    with at_the_desk(desk_browser, live_server, run=run, user=administrator(), locale=locale) as desk:
        assert look(desk, pages) == ""
        assert desk.page.locator("html").get_attribute("lang") == locale[:2]


def test_axe_finds_nothing_on_the_way_in(desk_browser: Browser, live_server: LiveServer, run: ImportRun) -> None:
    ensure_groups()
    Invitation.objects.create(
        email="a@example.org",
        group=Group.objects.get(name="analyst"),
        digest=digest_of(INVITED),
        invited_by=administrator(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    pages = {
        "login": reverse("admin:login"),
        "invitation": reverse("accounts:invitation", args=[INVITED]),
        "no invitation": reverse("accounts:invitation", args=["never-made"]),
    }
    with at_the_desk(desk_browser, live_server, run=run) as desk:
        desk.context.clear_cookies()
        assert look(desk, pages) == ""
