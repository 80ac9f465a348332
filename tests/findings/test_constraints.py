"""What the database refuses of claims: findings, figures, recommendations, promised reports."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.findings.models import HeadlineCheck, RecommendationStatus
from tests import factories as make
from tests.violations import Violation, change, frozen_rules, publication_rules, rule_that_refuses

Draft = Callable[..., Any]
PAST = date(2021, 1, 1)


def _of_a_mission(build: Draft) -> Draft:
    def draft(**fields: Any) -> Any:
        mission = make.mission()
        return build(mission, make.statement(of=mission), **fields)

    return draft


finding = _of_a_mission(make.finding)
figure = _of_a_mission(make.figure)
recommendation = _of_a_mission(make.recommendation)
deliverable = _of_a_mission(make.deliverable)


def headline_check(**fields: Any) -> HeadlineCheck:
    return make.headline_check(make.statement(), **fields)


def _claim_rules(kind: str, draft: Draft) -> list[Violation]:
    """What holds for each of the four kinds of claim."""

    def entered(**fields: Any) -> Any:
        return make.without_text(make.mission(), type(draft()), **fields)

    def replaces_itself() -> None:
        claim = draft()
        change(claim, replaces=claim.pk)

    def replaced_twice() -> None:
        first = draft()
        draft(replaces=first)
        draft(replaces=first)

    def published_without_reason() -> None:
        make.published(draft(replaces=draft(), correction_reason=""))

    return [
        *publication_rules(kind, f"findings_{kind}", draft),
        *frozen_rules(
            f"findings_{kind}",
            draft,
            language="fr",
            voice="reporter",
            summary={"en": "Other"},
            origin="imported",
            correction_reason="Other",
        ),
        Violation(f"{kind}_voice_is_known", lambda: change(draft(), voice="crowd")),
        Violation(f"{kind}_origin_is_known", lambda: change(draft(), origin="dreamt")),
        Violation(f"{kind}_does_not_replace_itself", replaces_itself),
        Violation(f"findings_{kind}_replaces_id_key", replaced_twice),
        Violation(f"published_correction_of_{kind}_has_a_reason", published_without_reason),
        Violation(f"findings_{kind}_code_key", lambda: change(draft(), code=draft().code)),
        *(
            Violation(f"{kind}_reference_is_whole", lambda name=name: change(entered(), **{name: ""}), f"no {name}")  # type: ignore[misc]
            for name in ("entered_from_title", "entered_from_publisher", "entered_from_place")
        ),
        Violation(f"{kind}_reference_is_whole", lambda: change(entered(), entered_from_date=None), "no date"),
        Violation(f"imported_{kind}_has_no_reference", lambda: change(entered(), origin="imported")),
        Violation(f"referenced_{kind}_has_a_summary", lambda: change(entered(), summary={})),
        Violation(f"referenced_{kind}_is_no_quotation", lambda: change(entered(), voice="mission_quote")),
        *frozen_rules(f"findings_{kind}", entered, entered_from_page="13"),
    ]


def _status_twice() -> None:
    claim = recommendation()
    for _ in range(2):
        _status(claim)


def _status(claim: Any, status: str = "fully") -> RecommendationStatus:
    return RecommendationStatus.objects.create(
        recommendation=claim, status=status, election=claim.mission.election, author=claim.mission,
        assessed_on=PAST, quote=claim.evidence.get().quote,
    )  # fmt: skip


def _checked_twice() -> None:
    first = headline_check()
    HeadlineCheck.objects.create(quote=first.quote)


VIOLATIONS = [
    *_claim_rules("finding", finding),
    *_claim_rules("figure", figure),
    *_claim_rules("recommendation", recommendation),
    *_claim_rules("deliverable", deliverable),
    *publication_rules("headlinecheck", "findings_headlinecheck", headline_check),
    *frozen_rules("findings_finding", finding, topic="media", sentiment="positive"),
    *frozen_rules("findings_figure", figure, value=Decimal(91), comparator="eq", measure="other", source="other"),
    *frozen_rules("findings_recommendation", recommendation, topic="media", priority="priority"),
    *frozen_rules("findings_deliverable", deliverable, count=9),
    *frozen_rules("findings_headlinecheck", headline_check, is_supported=True),
    Violation("finding_topic_is_known", lambda: change(finding(), topic="weather")),
    Violation("finding_sentiment_is_known", lambda: change(finding(), sentiment="unrated")),
    Violation("figure_measure_is_known", lambda: change(figure(), measure="report_due_weeks")),
    Violation("figure_comparator_is_known", lambda: change(figure(), comparator="ne")),
    Violation("figure_source_is_known", lambda: change(figure(), source="rumour")),
    Violation("figure_is_not_negative", lambda: change(figure(), value=-1)),
    Violation("percentage_is_at_most_a_hundred", lambda: change(figure(), measure="turnout_percent", value=101)),
    Violation(
        "percentage_is_at_most_a_hundred",
        lambda: change(figure(), measure="votes_percent_positive", value=Decimal("100.001")),
        "by a thousandth",
    ),
    Violation("recommendation_topic_is_known", lambda: change(recommendation(), topic="weather")),
    Violation("recommendation_priority_is_known", lambda: change(recommendation(), priority="urgent")),
    Violation("recommendation_addressee_is_known", lambda: change(recommendation(), addressee="everybody")),
    Violation("recommendation_is_assessed_once_a_day", _status_twice),
    Violation("recommendation_status_is_known", lambda: _status(recommendation(), "almost")),
    Violation("deliverable_report_is_known", lambda: change(deliverable(), report="novel")),
    Violation("deliverable_anchor_is_known", lambda: change(deliverable(), anchor="full_moon")),
    Violation("deliverable_period_has_count_and_unit", lambda: change(deliverable(), unit=""), "no unit"),
    Violation("deliverable_period_has_count_and_unit", lambda: change(deliverable(), count=None), "no count"),
    Violation("deliverable_period_has_count_and_unit", lambda: change(deliverable(), unit="moons"), "unknown unit"),
    Violation("deliverable_period_has_count_and_unit", lambda: change(deliverable(), count=0), "none"),
    Violation("fulfilled_deliverable_has_a_date", lambda: change(deliverable(), fulfilled_by=make.statement())),
    Violation("deliverable_is_due_after_its_start", lambda: change(deliverable(), counted_from=date(2021, 3, 9))),
    Violation("day_of_a_public_promise_is_set_once", lambda: change(make.published(deliverable()), due_on=PAST)),
    Violation(
        "day_of_a_public_promise_is_set_once",
        lambda: change(make.published(deliverable(counted_from=PAST)), counted_from=None),
        "start",
    ),
    Violation("findings_headlinecheck_code_key", lambda: change(headline_check(), code=headline_check().code)),
    Violation("findings_headlinecheck_quote_id_key", _checked_twice),
    Violation("headline_verdict_has_a_reason", lambda: change(headline_check(), reason=""), "verdict without reason"),
    Violation("headline_verdict_has_a_reason", lambda: change(headline_check(), is_supported=None), "reason alone"),
    Violation("headline_verdict_has_a_reason", lambda: change(headline_check(), reason="taste"), "unknown reason"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
def test_what_fulfilled_a_published_promise_may_be_filled_in() -> None:
    promise = make.published(deliverable())
    change(promise, fulfilled_by=make.statement(), fulfilled_on=date(2021, 3, 26))
    promise.refresh_from_db()
    assert promise.fulfilled_on == date(2021, 3, 26)


@pytest.mark.django_db
def test_the_day_of_a_published_promise_may_be_filled_in() -> None:
    promise = make.published(deliverable(due_on=None, anchor="process_end"))
    change(promise, counted_from=date(2021, 2, 1), due_on=date(2021, 4, 1))
    promise.refresh_from_db()
    assert promise.due_on == date(2021, 4, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("draft", [finding, figure, recommendation, deliverable])
def test_a_draft_may_change(draft: Draft) -> None:
    claim = draft()
    change(claim, language="fr")
    claim.refresh_from_db()
    assert claim.language == "fr"
