"""Every rule that lives in the database has a test that breaks it: the catalogue of PostgreSQL is the list."""

import re
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import connection

from apps.core.choices import SearchKind
from tests.accounts.test_constraints import VIOLATIONS as OF_ACCESS
from tests.core.test_audit import VIOLATIONS as OF_THE_AUDIT
from tests.core.test_change_log import VIOLATIONS as OF_THE_CHANGE_LOG
from tests.core.test_saved_filters import VIOLATIONS as OF_SAVED_FILTERS
from tests.elections.test_constraints import VIOLATIONS as OF_ELECTIONS
from tests.findings.test_constraints import VIOLATIONS as OF_CLAIMS
from tests.findings.test_constraints_evidence import VIOLATIONS as OF_EVIDENCE
from tests.findings.test_reader_reports import VIOLATIONS as OF_REPORTS
from tests.findings.test_responses import VIOLATIONS as OF_RESPONSES
from tests.imports.test_constraints import VIOLATIONS as OF_IMPORTS
from tests.missions.test_constraints import VIOLATIONS as OF_MISSIONS
from tests.notices.test_constraints import VIOLATIONS as OF_NOTICES
from tests.statements.test_constraints import VIOLATIONS as OF_STATEMENTS
from tests.violations import Violation
from tests.visits.test_constraints import VIOLATIONS as OF_VISITS

ALL: list[list[Violation]] = [
    OF_THE_CHANGE_LOG,
    OF_THE_AUDIT,
    OF_ACCESS,
    OF_SAVED_FILTERS,
    OF_NOTICES,
    OF_STATEMENTS,
    OF_ELECTIONS,
    OF_MISSIONS,
    OF_CLAIMS,
    OF_EVIDENCE,
    OF_RESPONSES,
    OF_REPORTS,
    OF_VISITS,
    OF_IMPORTS,
]
TESTED = {violation.rule for violations in ALL for violation in violations}

# These triggers refuse nothing. One draws the cursor, which `test_change_log` watches from two connections; one makes
# the chain of the audit, and those named …_is_audited write it, which `test_audit` watches; the others keep
# the words that search finds, which `tests/web/test_search.py` watches, and the log of what changes pages, which
# `tests/web/test_conditional.py` watches. Those of visits count them, which `tests/visits/test_tallies.py` watches.
REFUSES_NOTHING = {
    "audit_event_joins_the_ledger",
    "visit_is_in_the_region_of_its_station",
    "station_takes_its_visits_along",
    "visits_visit_is_tallied_on_delete",
    *(f"visits_pollingstation_is_tallied_on_{event}" for event in ("insert", "update", "delete")),
    "change_cursor_grows_in_commit_order",
    "evidence_is_searchable",
    "text_version_is_searchable",
    *(f"{kind}_is_searchable" for kind in SearchKind.values),
}

# Checks, and unique indexes that are no primary key.
CONSTRAINTS = """
    SELECT conname FROM pg_constraint WHERE contype IN ('c', 'x') AND conrelid = ANY(%(tables)s::regclass[])
    UNION
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indisunique AND NOT i.indisprimary AND i.indrelid = ANY(%(tables)s::regclass[])
"""
TRIGGERS = """
    SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND t.tgrelid = ANY(%(tables)s::regclass[])
"""


def _ask(query: str) -> Iterable[tuple[str, ...]]:
    ours = [model._meta.db_table for app in apps.get_app_configs() for model in app.get_models() if _is_ours(app.name)]
    with connection.cursor() as cursor:
        cursor.execute(query, {"tables": ours})
        return list(cursor.fetchall())


def _is_ours(app: str) -> bool:
    return app.startswith("apps.")


def _columns_that_count_from_nought() -> set[str]:
    """The checks that Django makes for its positive integers; Django tests them."""
    return {
        f"{model._meta.db_table}_{field.column}_check"
        for app in apps.get_app_configs()
        if _is_ours(app.name)
        for model in app.get_models()
        for field in model._meta.local_fields
        if "Positive" in type(field).__name__
    }


def _constraints() -> set[str]:
    return {name for (name,) in _ask(CONSTRAINTS)} - _columns_that_count_from_nought()


def _triggers() -> dict[str, set[str]]:
    """Each trigger with the names under which it refuses."""
    return {name: set(re.findall(r"CONSTRAINT = '(\w+)'", source)) for name, source in _ask(TRIGGERS)}


@pytest.mark.django_db
def test_the_catalogue_is_read() -> None:
    assert {"quote_is_not_empty", "finding_cites_a_quote_once", "statements_statement_code_key"} <= _constraints()
    assert {"quote_is_the_exact_words", "visits_visit_is_tallied_on_insert"} <= set(_triggers())


@pytest.mark.django_db
def test_every_constraint_has_a_test_that_violates_it() -> None:
    assert _constraints() - TESTED == set()


@pytest.mark.django_db
def test_every_refusal_of_a_trigger_has_a_test() -> None:
    assert set().union(*_triggers().values()) - TESTED == set()


@pytest.mark.django_db
def test_a_trigger_that_never_refuses_is_known() -> None:
    silent = {name for name, rules in _triggers().items() if not rules}
    assert {name for name in silent if not name.endswith(("_shows_on_pages", "_is_audited"))} == REFUSES_NOTHING


@pytest.mark.django_db
def test_no_test_names_a_rule_that_is_gone() -> None:
    assert TESTED - _constraints() - set().union(*_triggers().values()) == set()
