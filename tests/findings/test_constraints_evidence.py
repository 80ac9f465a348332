"""No quote, no claim: what the database refuses of the evidence under claims."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.findings.models import Deliverable, Evidence, Figure, Finding, Recommendation
from apps.missions.models import Mission
from tests import factories as make
from tests.violations import Violation, change, delete, rule_that_refuses, settle

CLAIMS: dict[str, tuple[Callable[..., Any], Callable[[Mission], Any]]] = {
    "finding": (
        make.finding,
        lambda of: Finding(mission=of, voice="reporter", topic="media", sentiment="mixed"),
    ),
    "figure": (make.figure, lambda of: Figure(mission=of, voice="reporter", measure="candidates", value=5)),
    "recommendation": (make.recommendation, lambda of: Recommendation(mission=of, voice="reporter", topic="media")),
    "deliverable": (make.deliverable, lambda of: Deliverable(mission=of, voice="reporter", report="final")),
}


def claim(kind: str, **fields: Any) -> Any:
    mission = make.mission()
    return CLAIMS[kind][0](mission, make.statement(of=mission), **fields)


def _without_a_quote(kind: str, **fields: Any) -> Any:
    bare = CLAIMS[kind][1](make.mission())
    for name, value in fields.items():
        setattr(bare, name, value)
    bare.save()
    return bare


def _published_without_a_quote(kind: str) -> None:
    change(_without_a_quote(kind), state="published", published_at=make.NOW, published_by=make.user())


def _only_contradicted(kind: str) -> None:
    bare = _without_a_quote(kind, origin="imported")
    cited = make.quote("Observers visited", make.statement())
    Evidence.objects.create(**{kind: bare, "quote": cited, "relation": "contradicts"})


def _loses_its_quote(kind: str) -> None:
    imported = claim(kind)
    settle()
    delete(imported.evidence.get())


def _quotes_and_reference(kind: str) -> None:
    entered = make.without_text(make.mission(), CLAIMS[kind][1](make.mission()).__class__)
    settle()
    Evidence.objects.create(**{kind: entered, "quote": make.quote("Mission", make.statement())})


def _reference_beside_quotes(kind: str) -> None:
    change(claim(kind, voice="reporter", summary={"en": "Said"}), **make.REFERENCE)


def _cites_twice(kind: str) -> None:
    made = claim(kind)
    Evidence.objects.create(**{kind: made, "quote": made.evidence.get().quote})


def _quote_added_after(kind: str) -> None:
    public = make.published(claim(kind))
    Evidence.objects.create(**{kind: public, "quote": make.quote("Mission", make.statement())})


def _quote_taken_after(kind: str) -> None:
    delete(make.published(claim(kind)).evidence.get())


def _quote_changed(kind: str) -> None:
    change(claim(kind).evidence.get(), relation="contradicts")


def _rules(kind: str) -> list[Violation]:
    rests, kept = f"{kind}_rests_on_a_quote", "evidence_of_published_claim_is_kept"
    return [
        Violation(rests, lambda: _without_a_quote(kind), "entered without one"),
        Violation(rests, lambda: _without_a_quote(kind, origin="imported"), "imported without one"),
        Violation(rests, lambda: _published_without_a_quote(kind), "published without one"),
        Violation(rests, lambda: _only_contradicted(kind), "only contradicted"),
        Violation("claim_keeps_a_quote", lambda: _loses_its_quote(kind), kind),
        Violation("claim_with_a_reference_has_no_quotes", lambda: _quotes_and_reference(kind), kind),
        Violation(f"{kind}_rests_on_quotes_or_a_reference", lambda: _reference_beside_quotes(kind)),
        Violation(f"{kind}_cites_a_quote_once", lambda: _cites_twice(kind)),
        Violation(kept, lambda: _quote_added_after(kind), f"added to a {kind}"),
        Violation(kept, lambda: _quote_taken_after(kind), f"taken from a {kind}"),
        Violation(kept, lambda: _quote_changed(kind), f"changed under a {kind}"),
    ]


def _of(*kinds: str) -> None:
    quote = make.quote("Mission", make.statement())
    Evidence.objects.create(quote=quote, **{kind: claim(kind) for kind in kinds})


VIOLATIONS = [
    *(violation for kind in CLAIMS for violation in _rules(kind)),
    Violation("evidence_belongs_to_exactly_one_claim", _of, "none"),
    *(
        Violation("evidence_belongs_to_exactly_one_claim", lambda other=other: _of("finding", other), f"also a {other}")  # type: ignore[misc]
        for other in ("figure", "recommendation", "deliverable")
    ),
    Violation(
        "evidence_relation_is_known",
        lambda: Evidence.objects.create(
            finding=claim("finding"), quote=make.quote("Mission", make.statement()), relation="hints"
        ),
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CLAIMS)
def test_a_claim_may_be_written_before_its_quote(kind: str) -> None:
    def write() -> None:
        imported = _without_a_quote(kind, origin="imported")
        Evidence.objects.create(**{kind: imported, "quote": make.quote("Mission", make.statement())})

    assert rule_that_refuses(write) == "nothing refused it"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CLAIMS)
def test_an_imported_draft_goes_with_its_quotes(kind: str) -> None:
    imported = claim(kind, origin="imported")
    assert rule_that_refuses(imported.delete) == "nothing refused it"
