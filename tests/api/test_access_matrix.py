"""Every address of the API, asked by readers, by a session of the admin and by tokens of every scope."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from django.urls import URLResolver, reverse
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.choices import Scope
from apps.accounts.services import issue_token
from apps.api import urls
from apps.imports.services.groups import ensure_groups
from tests import factories
from tests.accounts.test_matrix import ROLES, member
from tests.admin.people import a_load, a_run

# Letters: `-` nobody, `s` an administrator's session without a token; then tokens: of analysts with one scope each
# (imports, visits, drafts), of an observer with all, of a restricted editor and of an administrator with all.
TOKENS: Final = {
    "i": ("A", [Scope.IMPORTS]),
    "v": ("A", [Scope.VISITS]),
    "d": ("A", [Scope.DRAFTS]),
    "o": ("O", list(Scope)),
    "e": ("e", list(Scope)),
    "D": ("D", list(Scope)),
}
EVERYBODY: Final = "-sivdoeD"
READ: Final = (EVERYBODY, "")
RECORDS: Final = (
    "country organisation election mission statement finding figure recommendation deliverable".split()  # noqa: SIM905
)
# Who is answered by GET and by POST.
TABLE: Final = {
    "root": READ,
    "schema": READ,
    "mission-visit-statistics": READ,
    **{f"{record}-{page}": READ for record in RECORDS for page in ("list", "detail")},
    "import-list": ("", "ieD"),
    "import-detail": ("iD", ""),
    "mission-visits": ("", "voD"),
    "visit-load-detail": ("vD", ""),
    "visit-load-problems": ("vD", ""),
}


def routes(patterns: list[Any] | None = None) -> Iterator[str]:
    """The names of the addresses; the pattern without a name is the answer to all others."""
    for one in patterns or urls.urlpatterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns)
        elif one.name:
            yield one.name


@pytest.fixture
def clients(db: None) -> dict[str, APIClient]:
    ensure_groups()
    people = {letter: member(role, is_restricted=letter.islower()) for letter, role in ROLES.items()}
    session = APIClient()
    session.force_login(people["D"])
    clients = {"-": APIClient(), "s": session}
    for letter, (person, scopes) in TOKENS.items():
        _token, secret = issue_token(
            user=people[person], name=letter, scopes=scopes, expires_at=timezone.now() + timedelta(days=1)
        )
        clients[letter] = APIClient()
        clients[letter].credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return clients


def test_each_address_of_the_api_is_in_the_table() -> None:
    assert set(routes()) == set(TABLE)


def world() -> dict[str, str]:
    """One published record of every kind and one import: the code of each, by the name of its page."""
    claim = factories.public_world()
    place, source = claim.mission, claim.evidence.get().quote.version.statement
    made: dict[str, Any] = {
        "figure": factories.figure(place, source),
        "recommendation": factories.recommendation(place, source),
        "deliverable": factories.deliverable(place, source),
    }
    codes = {f"{kind}-detail": factories.published(record).code for kind, record in made.items()}
    return {
        **codes,
        "country-detail": "KZ",
        "organisation-detail": place.organisation.code,
        "election-detail": place.election.code,
        "mission-detail": place.code,
        "mission-visit-statistics": place.code,
        "statement-detail": source.code,
        "finding-detail": claim.code,
        "import-detail": a_run(source).code,
        "mission-visits": place.code,
        **dict.fromkeys(("visit-load-detail", "visit-load-problems"), a_load(place).code),
    }


def test_each_address_answers_whom_the_table_names(clients: dict[str, APIClient]) -> None:
    codes = world()
    logging.disable(logging.WARNING)
    wrong = {}
    for name, answered in TABLE.items():
        address = reverse(f"api:{name}", args=[codes[name]] if name in codes else [])
        for method, who in zip(("get", "post"), answered, strict=True):
            # Pages for everybody look at nobody's token: readers, a session and one token speak for all.
            asked = "-sD" if who == EVERYBODY else EVERYBODY
            found = "".join(letter for letter in asked if _is_answered(clients[letter], method, address))
            if set(found) != set(asked) & set(who):
                wrong[name, method] = found
    logging.disable(logging.NOTSET)
    assert wrong == {}


def _is_answered(client: APIClient, method: str, address: str) -> bool:
    with transaction.atomic():
        status: int = getattr(client, method)(address).status_code
        transaction.set_rollback(True)
    return status not in (401, 403, 404, 405)
