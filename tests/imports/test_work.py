"""One import from source to proposals."""

from datetime import date

import pytest

from apps.imports.choices import Problem, ProposalKind, RunState
from apps.imports.fetch import Page
from apps.imports.models import ImportRun, Proposal
from apps.imports.problems import Rejected
from apps.imports.services import work
from apps.imports.services.start import ImportOptions, start_text, start_url
from apps.imports.services.work import perform
from apps.statements.models import Statement, TextVersion
from tests.imports.conftest import Import
from tests.imports.texts import BRIEFING, RECIPE, STATEMENT


def test_a_statement_ends_ready_with_its_text_and_proposals(imported: Import) -> None:
    run = imported()
    assert run.state == RunState.READY
    assert run.version is not None
    assert run.version.body == STATEMENT.strip()
    assert set(run.proposals.values_list("kind", flat=True)) >= {
        ProposalKind.ELECTION,
        ProposalKind.MISSION,
        ProposalKind.FINDING,
        ProposalKind.FIGURE,
    }


def test_every_proposal_cites_the_exact_words(imported: Import) -> None:
    run = imported(BRIEFING, published=date(2015, 10, 12))
    assert run.version is not None
    proposals = Proposal.objects.filter(run=run)
    assert proposals
    assert all(run.version.body[item.start : item.end] == item.exact for item in proposals)


def test_nothing_is_published_by_an_import(imported: Import) -> None:
    imported()
    assert not Statement.objects.public().exists()


def test_the_run_passes_through_its_states_in_order(reference: None) -> None:
    seen: list[RunState] = []
    run = start_text(text=STATEMENT, options=ImportOptions(published_on=date(2021, 1, 11)), wake=False)
    perform(run_id=run.pk, watch=seen.append)
    assert seen == ["fetching", "reading", "extracting", "proposing", "ready"]


def test_the_same_text_twice_changes_nothing(imported: Import) -> None:
    first = imported()
    second = imported()
    assert (second.state, second.statement) == (RunState.DUPLICATE, first.statement)
    assert (Statement.objects.count(), TextVersion.objects.count()) == (1, 1)
    assert Proposal.objects.count() == Proposal.objects.filter(run=first).count()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (RECIPE, {Problem.NO_ELECTION, Problem.NO_OBSERVER}),
        ("The parliament adopted the budget for next year on Tuesday.", {Problem.NO_ELECTION, Problem.NO_OBSERVER}),
        (
            "Ҷумҳурии Тоҷикистон интихоботи президентӣ баргузор намуд ва мушоҳидон онро баҳо доданд.",
            {Problem.UNSUPPORTED_LANGUAGE},
        ),
    ],
    ids=["recipe", "budget", "Tajik"],
)
def test_what_is_no_observation_statement_is_rejected_with_a_reason(
    imported: Import, text: str, problems: set[Problem]
) -> None:
    run = imported(text)
    assert run.state == RunState.REJECTED
    assert run.problem in problems
    assert not Statement.objects.exists()


def fake_page(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    page = Page(url="https://example.org/a", body=text.encode(), media_type="text/plain")
    monkeypatch.setattr(work, "fetch", lambda _url: page)


def from_url() -> ImportRun:
    run = start_url(url="https://example.org/a", options=ImportOptions(published_on=date(2021, 1, 11)), wake=False)
    perform(run_id=run.pk)
    run.refresh_from_db()
    return run


def test_an_unchanged_page_is_noticed(reference: None, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_page(monkeypatch, STATEMENT)
    assert [from_url().state, from_url().state] == [RunState.READY, RunState.UNCHANGED]


def test_a_changed_page_makes_a_new_version_of_the_same_statement(
    reference: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_page(monkeypatch, STATEMENT)
    first = from_url()
    fake_page(monkeypatch, STATEMENT.replace("efficiently", "very efficiently"))
    second = from_url()
    assert second.statement == first.statement
    assert list(TextVersion.objects.values_list("number", flat=True)) == [1, 2]


def test_the_words_of_a_known_statement_at_another_address_are_a_duplicate(
    imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = imported()
    fake_page(monkeypatch, STATEMENT)
    assert (from_url().state, Statement.objects.get()) == (RunState.DUPLICATE, first.statement)


def test_a_refused_address_rejects_the_run(reference: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_url: str) -> Page:
        raise Rejected(Problem.PRIVATE_ADDRESS)

    monkeypatch.setattr(work, "fetch", refuse)
    run = from_url()
    assert (run.state, run.problem) == (RunState.REJECTED, Problem.PRIVATE_ADDRESS)


def test_a_fault_of_ours_puts_the_run_back_and_gives_up_after_five(
    reference: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(work, "extract", broken)
    run = start_text(text=STATEMENT, wake=False)
    states = [perform(run_id=run.pk) for _attempt in range(6)]
    run.refresh_from_db()
    assert states == ["queued"] * 4 + ["failed", None]
    assert (run.problem, Statement.objects.count()) == (Problem.OUR_FAULT, 0)
