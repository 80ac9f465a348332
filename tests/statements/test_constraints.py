"""What the database refuses of statements, their text versions and quotes."""

import hashlib
from typing import Any

import pytest

from apps.statements.models import Publisher, Quote, Statement, TextVersion
from tests import factories as make
from tests.violations import Violation, change, delete, publication_rules, rule_that_refuses

FLAG = "\U0001f1f0\U0001f1ff"


def _publisher_twice() -> Publisher:
    return Publisher.objects.create(code=make.publisher().code, kind="press")


def _of_itself(column: str) -> None:
    statement = make.statement()
    change(statement, **{column: statement.pk})


def _twice(column: str) -> None:
    change(make.statement(), **{column: getattr(make.statement(), column)})


def _text(body: str = "Other words.", **fields: Any) -> TextVersion:
    values: dict[str, Any] = {
        "statement": make.statement(),
        "number": 2,
        "body": body,
        "sha256": hashlib.sha256(body.encode()).hexdigest(),
        "language": "en",
        "fetched_at": make.NOW,
        **fields,
    }
    return TextVersion.objects.create(**values)


def _quote(start: int, end: int, exact: str, body: str = make.BODY) -> Quote:
    text = make.statement(body).versions.get()
    return Quote.objects.create(version=text, start=start, end=end, exact=exact)


def _quote_twice() -> None:
    quote = _quote(0, 7, "Mission")
    Quote.objects.create(version=quote.version, start=0, end=7, exact="Mission")


def _past_the_end() -> Quote:
    return _quote(len(make.BODY) - 4, len(make.BODY) + 1, make.BODY[-4:])


VIOLATIONS = [
    *publication_rules("statement", "statements_statement", make.statement),
    Violation(
        "published_statement_stays_what_it_is",
        lambda: change(make.published(make.statement(authenticity="retold")), authenticity="original"),
    ),
    Violation("statements_publisher_code_key", _publisher_twice),
    Violation("publisher_kind_is_known", lambda: change(make.publisher(), kind="oracle")),
    Violation("statements_statement_code_key", lambda: _twice("code")),
    Violation("statements_statement_source_key_key", lambda: _twice("source_key")),
    Violation("statement_kind_is_known", lambda: change(make.statement(), kind="poem")),
    Violation("statement_authenticity_is_known", lambda: change(make.statement(), authenticity="rumour")),
    Violation("statement_language_is_known", lambda: change(make.statement(), language="tlh")),
    Violation("statement_has_a_title", lambda: change(make.statement(), title="")),
    Violation("statement_is_no_copy_of_itself", lambda: _of_itself("copy_of")),
    Violation("statement_is_no_translation_of_itself", lambda: _of_itself("translation_of")),
    Violation("statement_has_each_text_once", lambda: _text(body=make.BODY)),
    Violation("statement_numbers_its_versions", lambda: _text(number=1)),
    Violation("text_version_has_words", lambda: _text(body="")),
    Violation("text_version_language_is_known", lambda: _text(language="tlh")),
    Violation("text_version_matches_its_hash", lambda: _text(sha256="0" * 64)),
    Violation("text_version_never_changes", lambda: change(_text(), url="https://example.org/"), "changed"),
    Violation("text_version_never_changes", lambda: delete(_text()), "deleted"),
    Violation("quote_is_stored_once_per_span", _quote_twice),
    Violation("quote_is_not_empty", lambda: _quote(5, 5, "")),
    Violation("quote_is_as_long_as_its_span", _past_the_end),
    Violation("quote_is_the_exact_words", lambda: _quote(0, 7, "mission"), "another letter"),
    Violation("quote_is_the_exact_words", lambda: _quote(1, 8, "Mission"), "one letter off"),
    Violation("quote_is_the_exact_words", lambda: _quote(5, 10, "votes", f"{FLAG} votes"), "counted in UTF-16 units"),
    Violation("quote_never_changes", lambda: change(_quote(0, 7, "Mission"), exact="mission")),
]


@pytest.mark.django_db
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


@pytest.mark.django_db
def test_offsets_of_a_quote_count_code_points() -> None:
    assert _quote(3, 8, "votes", f"{FLAG} votes").exact == "votes"


@pytest.mark.django_db
def test_a_draft_statement_without_texts_may_be_deleted() -> None:
    statement = Statement.objects.create(kind="news_report", title="T", language="en", source_key="test:none")
    delete(statement)
    assert not Statement.objects.filter(pk=statement.pk).exists()
