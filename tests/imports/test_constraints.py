"""What the database refuses of import runs, proposals and decisions."""

import hashlib
import uuid
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from apps.imports.choices import ENDED, WORKING, RunState
from apps.imports.models import Decision, DecisionDraft, ImportRun, Proposal, RawFile, ReviewLock, SecondOpinion
from tests import factories as make
from tests.violations import Violation, change, delete, rule_that_refuses

HASH = hashlib.sha256(b"words").hexdigest()
NO_RULE = "nothing refused it"


def raw(**fields: Any) -> RawFile:
    return RawFile.objects.get_or_create(**{"sha256": HASH, "size": 5, **fields})[0]


def run(state: str = "queued", **fields: Any) -> ImportRun:
    """A run that is whole in the given state."""
    values: dict[str, Any] = {"source_kind": "text", "state": state, **fields}
    values.setdefault("raw", raw())
    if state in WORKING:
        values = {"lease_token": uuid.uuid4(), "lease_until": make.NOW, **values}
    if state in ("ready", "duplicate", "unchanged"):
        values.setdefault("statement", make.statement())
    if state in ("rejected", "failed"):
        values.setdefault("problem", "our_fault")
    return ImportRun.objects.create(**values)


def proposal(**fields: Any) -> Proposal:
    source = fields.pop("source", None) or make.statement()
    values: dict[str, Any] = {
        "run": run("ready", statement=source),
        "version": source.versions.get(),
        "kind": "finding",
        "position": 1,
        "start": 0,
        "end": 7,
        "exact": "Mission",
        "payload": {"topic": "media"},
        "rule": "test",
        "confidence": "exact",
        "key": "k",
        **fields,
    }
    return Proposal.objects.create(**values)


def decision(**fields: Any) -> Decision:
    values = {"proposal": proposal(), "verdict": "accept", "by": make.user(), "at": make.NOW, **fields}
    return Decision.objects.create(**{"batch": uuid.uuid4(), **values})


def opinion(**fields: Any) -> SecondOpinion:
    values = {"verdict": "accept", "by": make.user(), "at": make.NOW, "batch": uuid.uuid4(), **fields}
    values.setdefault("proposal", proposal())
    return SecondOpinion.objects.create(**values)


def _second_opinion_of_the_first() -> None:
    first = decision()
    opinion(proposal=first.proposal, by=first.by)


def _drafted_twice() -> None:
    first = DecisionDraft.objects.create(proposal=proposal(), by=make.user())
    DecisionDraft.objects.create(proposal=first.proposal, by=first.by)


def lock(**fields: Any) -> ReviewLock:
    version = make.statement().versions.get()
    return ReviewLock.objects.create(
        version=fields.get("version", version), holder=make.user(), taken_at=make.NOW, until=fields["until"]
    )


def _locked_twice() -> None:
    later = make.NOW + timedelta(minutes=10)
    lock(until=later, version=lock(until=later).version)


def _proposed_twice() -> None:
    source = make.statement()
    proposal(source=source)
    proposal(source=source)


def _same_code() -> None:
    change(run(), code=run().code)


def _allowed(old: str, new: str) -> bool:
    """The edges of section 6 of the design; a working run may begin anew, for its worker may have been killed."""
    if old == new:
        return True
    if old == RunState.QUEUED:
        return new in (RunState.FETCHING, RunState.FAILED, RunState.REJECTED)
    if old in WORKING:
        return True
    return (old, new) == (RunState.FAILED, RunState.QUEUED)


def _move(old: str, new: str) -> None:
    """To a row that is whole in the new state too, so that only the edge can be wrong."""
    leased = {"lease_token": uuid.uuid4(), "lease_until": make.NOW}
    change(run(old), state=new, problem="our_fault", statement=make.statement(), **leased)


MOVES = list(product(RunState.values, repeat=2))
KEPT: dict[str, Any] = {
    "payload": {"topic": "campaign"}, "kind": "figure", "start": 1, "end": 6, "exact": "Other", "key": "k2"
}  # fmt: skip

VIOLATIONS = [
    Violation("raw_file_is_named_by_its_hash", lambda: raw(sha256="words")),
    Violation("imports_importrun_code_key", _same_code),
    Violation("run_source_is_known", lambda: change(run(), source_kind="gossip")),
    Violation("run_state_is_known", lambda: run("lost")),
    Violation("run_problem_is_known", lambda: change(run(), problem="bad_mood")),
    Violation("run_lease_has_token_and_end", lambda: change(run(), lease_token=uuid.uuid4()), "no end"),
    Violation("run_lease_has_token_and_end", lambda: change(run(), lease_until=make.NOW), "no token"),
    *(
        Violation("working_run_is_leased", lambda state=state: run(state, lease_token=None, lease_until=None), state)  # type: ignore[misc]
        for state in WORKING
    ),
    Violation("run_is_tried_five_times_at_most", lambda: change(run(), attempts=6)),
    Violation("rejected_or_failed_run_has_a_reason", lambda: run("rejected", problem=""), "rejected"),
    Violation("rejected_or_failed_run_has_a_reason", lambda: run("failed", problem=""), "failed"),
    *(
        Violation("finished_run_has_a_statement", lambda state=state: run(state, statement=None), state)  # type: ignore[misc]
        for state in ("ready", "duplicate", "unchanged")
    ),
    Violation("run_from_an_address_has_one", lambda: run(source_kind="url", raw=None)),
    Violation("run_from_a_file_has_one", lambda: run(source_kind="file", raw=None)),
    *(
        Violation("run_moves_along_its_states", lambda old=old, new=new: _move(old, new), f"{old} to {new}")  # type: ignore[misc]
        for old, new in MOVES
        if not _allowed(old, new)
    ),
    Violation("text_version_proposes_each_thing_once", _proposed_twice),
    Violation("proposal_kind_is_known", lambda: proposal(kind="poem")),
    Violation("proposal_status_is_known", lambda: change(proposal(), status="lost")),
    Violation("proposal_confidence_is_known", lambda: change(proposal(), confidence="sure")),
    Violation("proposal_cites_words", lambda: proposal(start=5, end=5, exact="")),
    Violation("only_accepted_proposal_has_a_result", lambda: change(proposal(), result="f-1")),
    Violation("proposal_cites_the_exact_words", lambda: proposal(exact="mission")),
    *(
        Violation("proposal_keeps_the_machine_value", lambda name=name: change(proposal(), **{name: KEPT[name]}), name)  # type: ignore[misc]
        for name in KEPT
    ),
    Violation("decision_verdict_is_known", lambda: decision(verdict="shrug")),
    Violation("proposal_of_a_person_names_the_person", lambda: proposal(confidence="person"), "nobody"),
    Violation("proposal_of_a_person_names_the_person", lambda: proposal(added_by=make.user()), "a rule's"),
    Violation("decision_way_is_known", lambda: decision(way="dream")),
    Violation("decision_on_other_words_says_which", lambda: decision(start=3), "no end"),
    Violation("decision_on_other_words_says_which", lambda: decision(start=3, end=3), "no words"),
    Violation("person_drafts_each_decision_once", _drafted_twice),
    Violation(
        "draft_on_other_words_says_which",
        lambda: DecisionDraft.objects.create(proposal=proposal(), by=make.user(), end=3),
    ),
    Violation("review_lock_ends_after_it_began", lambda: lock(until=make.NOW)),
    Violation("imports_reviewlock_version_id_key", _locked_twice),
    Violation("second_opinion_verdict_is_known", lambda: opinion(verdict="shrug")),
    Violation("second_opinion_is_of_another_person", _second_opinion_of_the_first),
    Violation("proposal_has_one_second_person", lambda: opinion(proposal=opinion().proposal)),
    Violation("second_opinions_are_append_only", lambda: change(opinion(), verdict="reject"), "changed"),
    Violation("second_opinions_are_append_only", lambda: delete(opinion()), "deleted"),
    Violation("decisions_are_append_only", lambda: change(decision(), at=make.NOW - timedelta(days=1)), "changed"),
    Violation("decisions_are_append_only", lambda: delete(decision()), "deleted"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), [move for move in MOVES if _allowed(*move)])
def test_a_run_may_go(old: str, new: str) -> None:
    assert rule_that_refuses(lambda: _move(old, new)) == NO_RULE


def test_every_state_but_the_working_ones_and_the_queue_is_an_end() -> None:
    assert {*ENDED, *WORKING, RunState.QUEUED} == set(RunState)


@pytest.mark.django_db
def test_only_the_decision_may_change_a_proposal() -> None:
    assert rule_that_refuses(lambda: change(proposal(), status="accepted", result="f-1")) == NO_RULE
