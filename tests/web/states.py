"""Every public model in every state that readers must not see: draft, under embargo, taken back before its time."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from apps.core.services import withdraw
from apps.findings.models import AuthorityReply, Deliverable, ErrorReport, Figure, Finding, Recommendation
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.visits.models import PollingStation, StatisticsRelease
from tests import factories as make
from tests.admin.people import a_proposal, a_run
from tests.visits.builders import visits
from tests.web.world import World

SECRET = "hushed words"
Hide = Callable[[World], list[str]]
NUMBERS = count()
SECRET_NUMBERS = {"forms": [], "note": SECRET}


def embargoed() -> dict[str, Any]:
    return {"embargo_until": timezone.now() + timedelta(hours=1)}


def in_every_hidden_state(new: Callable[..., Any]) -> list[Any]:
    """A draft, one under embargo, and one that was withdrawn before its embargo ended."""
    draft, later, gone = new(), make.published(new(**embargoed())), make.published(new(**embargoed()))
    withdraw(record=gone, by=make.editor(), at=make.NOW, note=SECRET)
    return [draft, later, gone]


def claims_of_every_kind(world: World) -> list[str]:
    found = []
    for kind in (make.finding, make.figure, make.recommendation, make.deliverable):
        of: Any = kind
        found += in_every_hidden_state(
            lambda of=of, **fields: of(world.limited, world.report, summary={"en": SECRET}, **fields)
        )
    return [claim.get_absolute_url() for claim in found]


def texts_missions_and_elections(world: World) -> list[str]:
    numbers = iter(range(100))

    def text(**fields: Any) -> Any:
        return make.statement(f"{SECRET} {next(numbers)}\n\nNobody reads this yet.\n", of=world.limited, **fields)

    def vote(**fields: Any) -> Any:
        return make.election(f"zs-{next(numbers)}", names={"en": SECRET}, **fields)

    def observers(**fields: Any) -> Any:
        body = make.organisation(f"hs-{next(numbers)}", f"{SECRET} {next(numbers)}")
        return make.mission(f"zs-{next(numbers)}", organisation=body, **fields)

    found = [record for new in (text, vote, observers) for record in in_every_hidden_state(new)]
    return [record.get_absolute_url() for record in found]


def claims_of_which_no_text_is_held(world: World) -> list[str]:
    found = []
    for kind in (Finding, Figure, Recommendation, Deliverable):
        of: Any = kind
        found += in_every_hidden_state(
            lambda of=of, **fields: make.without_text(
                world.limited, of, summary={"en": SECRET}, entered_from_title=SECRET, **fields
            )
        )
    return [claim.get_absolute_url() for claim in found]


def what_became_of_recommendations(world: World) -> list[str]:
    """Judged by missions, and at elections, that readers do not see yet."""
    words = make.quote("Preparations were efficient", world.report)
    votes = in_every_hidden_state(lambda **fields: make.election(f"zf-{next(NUMBERS)}", **fields))
    for vote in votes:
        body = make.organisation(f"hf-{next(NUMBERS)}", f"{SECRET} judge {next(NUMBERS)}")
        judge = make.published(make.mission(f"zf-{next(NUMBERS)}", election=vote, organisation=body))
        make.follow_up(world.recommendation, words, author=judge)

    def judging(**fields: Any) -> Any:
        body = make.organisation(f"hf-{next(NUMBERS)}", f"{SECRET} judge {next(NUMBERS)}")
        return make.mission(f"zf-{next(NUMBERS)}", election=world.election, organisation=body, **fields)

    for judge in in_every_hidden_state(judging):
        make.follow_up(world.recommendation, words, author=judge)
    return []


def notices_to_people(world: World) -> list[str]:
    person = make.user()
    for kind in NoticeKind:
        Notice.objects.create(
            person=person, kind=kind, event=SECRET, record={"en": SECRET}, address=f"/admin/{SECRET}/"
        )
    return []


def visits_that_nobody_released(world: World) -> list[str]:
    station = PollingStation.objects.create(election=world.election, code=SECRET, name=SECRET)
    visits(world.limited, 40, station=station, overall="good", team_code=SECRET, note=SECRET)
    return []


def what_machines_proposed(world: World) -> list[str]:
    a_proposal(a_run(world.report), "lacked genuine competition", "finding", {"summary": SECRET}, rule=SECRET)
    return []


def replies_of_authorities(world: World) -> list[str]:
    def reply(**fields: Any) -> AuthorityReply:
        return AuthorityReply.objects.create(
            finding=world.criticism,
            stance="rejected",
            author={"en": SECRET},
            replied_on=date(2021, 2, 1),
            quote=make.quote("Preparations were efficient", world.report),
            **fields,
        )

    in_every_hidden_state(reply)
    return []


def judgements_of_headlines(world: World) -> list[str]:
    words = iter(("Mission", "praises", "conduct"))
    in_every_hidden_state(lambda **fields: make.headline_check(world.report, next(words), is_supported=True, **fields))
    return []


def releases_of_statistics(world: World) -> list[str]:
    """A mission has one published release at a time, so each state is another mission's."""
    missions = iter((world.limited, world.limited, world.other))
    in_every_hidden_state(
        lambda **fields: StatisticsRelease.objects.create(mission=next(missions), numbers=SECRET_NUMBERS, **fields)
    )
    return []


def reports_of_readers(world: World) -> list[str]:
    by = make.user()
    states: list[dict[str, Any]] = [
        {"state": "open"},
        {"state": "answered", "answer": SECRET, "closed_at": make.NOW, "closed_by": by},
        {"state": "rejected", "answer": SECRET, "closed_at": make.NOW, "closed_by": by},
    ]
    for state in states:
        ErrorReport.objects.create(
            finding=world.criticism, problem="words", message=SECRET, email="hushed@example.org", language="en", **state
        )
    return []


EVERY_STATE: list[Hide] = [
    claims_of_every_kind,
    texts_missions_and_elections,
    replies_of_authorities,
    judgements_of_headlines,
    releases_of_statistics,
    reports_of_readers,
    claims_of_which_no_text_is_held,
    what_became_of_recommendations,
    notices_to_people,
    visits_that_nobody_released,
    what_machines_proposed,
]
