"""The web application's closed sets and extraction's are the same, but for differences that have a reason."""

import pytest
from django.db import models

from apps.core import choices as core
from apps.elections import choices as elections
from apps.extraction import vocabulary
from apps.findings import choices as findings
from apps.imports import choices as imports

SAME = [
    (findings.Voice, vocabulary.Voice, set()),
    # Extraction leaves the judgement open where it cannot tell; an analyst closes it before there is a finding.
    (findings.Sentiment, vocabulary.Sentiment, {"unrated"}),
    (findings.Topic, vocabulary.Topic, set()),
    # The period of a promised report is a deliverable, not a figure. Who was let in and who came is told by those who
    # count, in words that extraction does not tell apart from who was sent; people enter such figures.
    (
        findings.Measure,
        vocabulary.QuantityKind,
        {"report_due_weeks", "report_due_months", "observers_accredited", "observers_present"},
    ),
    (findings.Comparator, vocabulary.Comparator, set()),
    (findings.ReportType, vocabulary.ReportType, set()),
    (findings.Anchor, vocabulary.Anchor, set()),
    (findings.HeadlineReason, vocabulary.HeadlineReason, set()),
    (elections.ElectionType, vocabulary.ElectionType, set()),
]


@pytest.mark.parametrize(("ours", "theirs", "left_out"), SAME, ids=lambda value: getattr(value, "__name__", ""))
def test_the_two_sets_are_the_same(ours: type[models.TextChoices], theirs: type, left_out: set[str]) -> None:
    assert set(ours.values) - left_out == {str(member) for member in theirs} - left_out  # type: ignore[attr-defined]


def test_confidence_is_that_of_a_rule_or_a_persons_own() -> None:
    rules = {str(member) for member in vocabulary.Confidence}
    assert set(imports.ConfidenceBand.values) == rules | {imports.ConfidenceBand.PERSON}


def test_every_reason_why_a_text_is_no_statement_can_be_told_to_people() -> None:
    assert {reason.value for reason in vocabulary.NotAStatement} <= set(imports.Problem.values)


def test_there_are_twenty_two_topics() -> None:
    assert len(findings.Topic) == 22


def test_every_language_has_a_code_that_fits_its_column() -> None:
    assert {len(code) for code in core.ContentLanguage.values} <= {2, 3}
