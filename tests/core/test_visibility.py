"""Who sees what: every state, before and after every embargo, of a record and of all that it stands on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from apps.elections.models import Election
from apps.findings.models import Evidence, Figure, Finding, HeadlineCheck
from apps.missions.models import Mission, Organisation
from apps.statements.models import Quote, Statement
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.NOW
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Standing:
    """The state of one record, and how far its embargo is from the moment of reading."""

    state: str
    embargo: timedelta | None

    @property
    def embargo_until(self) -> datetime | None:
        return None if self.embargo is None else AT + self.embargo

    @property
    def is_over(self) -> bool:
        return self.embargo is None or self.embargo <= timedelta()

    @property
    def is_public(self) -> bool:
        return self.state == "published" and self.is_over

    @property
    def is_addressable(self) -> bool:
        """Public, or public once: withdrawn at the moment of reading, after its embargo."""
        return self.state in ("published", "withdrawn") and self.is_over


STANDINGS = [
    Standing(state, embargo)
    for state, embargo in product(("draft", "published", "withdrawn"), (None, -SECOND, timedelta(), SECOND))
]
# One of each kind is enough where four records are crossed.
FEW = [
    Standing("draft", None),
    Standing("published", None),
    Standing("published", -SECOND),
    Standing("published", SECOND),
    Standing("withdrawn", None),
    Standing("withdrawn", SECOND),
]


def _bring(model: type[models.Model], ids: Iterable[tuple[int, Standing]]) -> None:
    """Walk rows to their standing along the allowed edges, a few statements for all of them."""
    by = make.editor()
    rows: dict[Standing, list[int]] = {}
    for pk, standing in ids:
        rows.setdefault(standing, []).append(pk)
    for standing, pks in rows.items():
        some = model._default_manager.filter(pk__in=pks)
        some.update(embargo_until=standing.embargo_until)
        if standing.state != "draft":
            some.update(state="published", published_at=AT, published_by=by)
        if standing.state == "withdrawn":
            some.update(state="withdrawn", withdrawn_at=AT, withdrawn_by=by, withdrawal_note="Wrong")


def _elections(standings: list[Standing]) -> dict[int, Standing]:
    made = {make.election(f"kz-{number}").pk: standing for number, standing in enumerate(standings)}
    _bring(Election, made.items())
    return made


def _statements(standings: list[Standing]) -> dict[int, Standing]:
    made = {make.statement().pk: standing for standing in standings}
    _bring(Statement, made.items())
    return made


def _missions(elections: dict[int, Standing], standings: list[Standing]) -> dict[int, tuple[Standing, Standing]]:
    """Each standing at each election."""
    made = {}
    for election, (number, standing) in product(elections, enumerate(standings)):
        organisation = Organisation.objects.get_or_create(code=f"o-{number}", short_name=f"O {number}", kind="other")[0]
        row = Mission.objects.create(code=f"m-{election}-{number}", election_id=election, organisation=organisation)
        made[row.pk] = (standing, elections[election])
    _bring(Mission, ((pk, standing) for pk, (standing, _) in made.items()))
    return made


World = dict[int, tuple[Standing, ...]]


@pytest.fixture
def findings() -> World:
    """A finding for each combination of its own standing, its statement's, its mission's and its election's."""
    missions = _missions(_elections(FEW), FEW)
    quotes = {
        make.quote("Mission", Statement.objects.get(pk=pk)): standing for pk, standing in _statements(FEW).items()
    }
    drafts = [
        (Finding(mission_id=mission, topic="media", sentiment="mixed", voice="reporter"), quote, standing)
        for mission, quote, standing in product(missions, quotes, FEW)
    ]
    Finding.objects.bulk_create([finding for finding, _, _ in drafts])
    Evidence.objects.bulk_create([Evidence(finding=finding, quote=quote) for finding, quote, _ in drafts])
    _bring(Finding, ((finding.pk, standing) for finding, _, standing in drafts))
    return {finding.pk: (standing, quotes[quote], *missions[finding.mission_id]) for finding, quote, standing in drafts}


def _ids(queryset: models.QuerySet[Any]) -> set[int]:
    return set(queryset.values_list("pk", flat=True))


def test_a_finding_is_public_where_all_that_it_stands_on_is(findings: World) -> None:
    expected = {pk for pk, standings in findings.items() if all(standing.is_public for standing in standings)}
    assert _ids(Finding.objects.public(at=AT)) == expected


def test_a_withdrawn_finding_keeps_its_page_if_it_ever_was_public(findings: World) -> None:
    expected = {
        pk
        for pk, (own, *others) in findings.items()
        if own.is_addressable and all(standing.is_public for standing in others)
    }
    assert _ids(Finding.objects.addressable(at=AT)) == expected


def test_an_analyst_sees_every_finding_and_a_reader_the_public_ones(findings: World) -> None:
    public = _ids(Finding.objects.public(at=AT))
    assert _ids(Finding.objects.visible_to(make.user("", "core.see_unpublished"), AT)) == set(findings)
    for reader in (None, AnonymousUser(), make.user(), make.user("", "core.publish")):
        assert _ids(Finding.objects.visible_to(reader, AT)) == public


def test_missions_are_public_where_their_election_is() -> None:
    missions = _missions(_elections(STANDINGS), STANDINGS)
    expected = {pk for pk, standings in missions.items() if all(standing.is_public for standing in standings)}
    assert _ids(Mission.objects.public(at=AT)) == expected


def test_elections_are_public_from_the_moment_their_embargo_ends() -> None:
    elections = _elections(STANDINGS)
    assert _ids(Election.objects.public(at=AT)) == {pk for pk, standing in elections.items() if standing.is_public}


def test_statements_are_public_from_the_moment_their_embargo_ends() -> None:
    statements = _statements(STANDINGS)
    assert _ids(Statement.objects.public(at=AT)) == {pk for pk, standing in statements.items() if standing.is_public}


def test_a_headline_check_is_public_where_its_text_is() -> None:
    checks: World = {}
    for statement, standing in _statements(STANDINGS).items():
        text = Statement.objects.get(pk=statement).versions.get()
        for number, own in enumerate(STANDINGS, start=1):
            quote = Quote.objects.create(version=text, start=0, end=number, exact=text.body[:number])
            checks[HeadlineCheck.objects.create(quote=quote).pk] = (own, standing)
    _bring(HeadlineCheck, ((pk, own) for pk, (own, _) in checks.items()))
    expected = {pk for pk, standings in checks.items() if all(standing.is_public for standing in standings)}
    assert _ids(HeadlineCheck.objects.public(at=AT)) == expected


def test_without_a_moment_the_clock_of_the_database_decides() -> None:
    past, future = make.election("kz-past"), make.election("kz-future")
    Election.objects.filter(pk=past.pk).update(embargo_until=timezone.now() - timedelta(minutes=5))
    Election.objects.filter(pk=future.pk).update(embargo_until=timezone.now() + timedelta(minutes=5))
    for election in (past, future):
        make.published(election)
    assert _ids(Election.objects.public()) == {past.pk}


def test_somebody_who_may_no_longer_log_in_sees_what_readers_see() -> None:
    make.election()
    gone = make.user("", "core.see_unpublished", is_active=False)
    assert not Election.objects.visible_to(gone).exists()


def test_a_claim_with_one_public_quote_is_public_and_shows_that_one_only() -> None:
    mission = make.mission()
    shown, hidden = make.statement(of=mission), make.statement(of=mission)
    figure = make.figure(mission, shown)
    Evidence.objects.create(figure=figure, quote=make.quote("13 of 17 regions", hidden))
    for record in (mission.election, mission, shown, figure):
        make.published(record)
    found = Figure.objects.public(at=AT).with_quotes(at=AT).get()
    assert [item.quote.version.statement for item in found.evidence.all()] == [shown]


def test_a_claim_comes_with_its_quotes_in_two_queries(django_assert_num_queries: Any) -> None:
    make.public_world()
    with django_assert_num_queries(2):
        for finding in Finding.objects.public().with_quotes():
            assert [str(item.quote) for item in finding.evidence.all()] == ["lacked genuine competition"]
            assert finding.mission.election.country.iso2 == "KZ"
