"""Replies and commitments belong to one claim, and readers see a reply only once it and its text are public."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from apps.findings.links import CLAIM_LINKS
from apps.findings.models import AuthorityReply, ClaimObligation, Finding, Obligation
from apps.findings.obligations import load_obligations
from tests import factories as make
from tests.violations import Violation, change, frozen_rules, publication_rules, rule_that_refuses

ANSWER = "The commission answers\n\nThe commission takes hushed note of it.\n"


def finding() -> Finding:
    return make.finding(make.mission(), make.statement(of=make.mission()))


def reply(**fields: Any) -> AuthorityReply:
    values: dict[str, Any] = {"stance": "noted", "author": {"en": "The commission"}, "replied_on": date(2021, 2, 1)}
    values.update(fields)
    if not set(CLAIM_LINKS) & set(values):
        values["finding"] = finding()
    if "quote" not in values:
        values["quote"] = make.quote("takes hushed note of it", make.statement(ANSWER))
    return AuthorityReply.objects.create(**values)


def commitment() -> Obligation:
    return Obligation.objects.get_or_create(
        code="c-1",
        defaults={"position": 1, "instrument": {"en": "Copenhagen"}, "paragraph": "7.6", "text": {"en": "Q"}},
    )[0]


def link(**fields: Any) -> ClaimObligation:
    values: dict[str, Any] = {"obligation": commitment(), "relation": "at_odds", **fields}
    if not set(CLAIM_LINKS) & set(values):
        values["finding"] = finding()
    return ClaimObligation.objects.create(**values)


def linked_twice(kind: str) -> None:
    place = make.mission()
    claim = getattr(make, kind)(place, make.statement(of=place))
    for _ in range(2):
        link(**{kind: claim})


def same_code(model: Any, row: Any) -> None:
    model.objects.filter(pk=row.pk).update(code="same")
    other = reply() if model is AuthorityReply else Obligation.objects.create(code="c-2", position=2, paragraph="1")
    model.objects.filter(pk=other.pk).update(code="same")


VIOLATIONS = [
    *publication_rules("authorityreply", "findings_authorityreply", reply),
    *frozen_rules("findings_authorityreply", reply, stance="rejected"),
    Violation("reply_answers_exactly_one_claim", lambda: reply(finding=None)),
    Violation("reply_stance_is_known", lambda: reply(stance="angry")),
    Violation("findings_authorityreply_code_key", lambda: same_code(AuthorityReply, reply())),
    Violation("findings_obligation_code_key", lambda: same_code(Obligation, commitment())),
    Violation("obligation_belongs_to_exactly_one_claim", lambda: link(finding=None)),
    Violation("obligation_relation_is_known", lambda: link(relation="loves")),
    *(
        Violation(f"{kind}_touches_an_obligation_once", lambda kind=kind: linked_twice(kind))  # type: ignore[misc]
        for kind in CLAIM_LINKS
    ),
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_database_refuses(violation: Violation) -> None:
    assert rule_that_refuses(violation.act) == violation.rule


def page(client: Client, claim: Finding) -> str:
    return client.get(f"/en{claim.get_absolute_url()[3:]}").content.decode()


def test_readers_see_a_public_reply_with_its_words(client: Client) -> None:
    claim, source = make.public_world(), make.published(make.statement(ANSWER))
    make.published(reply(finding=claim, quote=make.quote("takes hushed note of it", source)))
    shown = page(client, claim)
    assert ("hushed" in shown, "The commission" in shown) == (True, True)


def test_a_draft_reply_leaves_no_trace(client: Client) -> None:
    claim = make.public_world()
    before = page(client, claim)
    reply(finding=claim)
    assert page(client, claim) == before


def test_a_reply_of_an_unpublished_text_leaves_no_trace(client: Client) -> None:
    claim = make.public_world()
    before = page(client, claim)
    make.published(reply(finding=claim))
    assert page(client, claim) == before


def test_readers_see_the_commitment_in_their_language(client: Client) -> None:
    claim = make.public_world()
    load_obligations()
    link(finding=claim, obligation=Obligation.objects.get(code="copenhagen-7.6"))
    assert "Parties may be founded freely" in page(client, claim)
    russian = client.get(claim.get_absolute_url().replace("/en/", "/ru/")).content.decode()
    assert "Партии можно свободно создавать" in russian


def test_the_table_is_loaded_once_and_in_three_languages() -> None:
    assert (load_obligations(), load_obligations(), Obligation.objects.count()) == (18, 18, 18)
    assert all(set(row.text) == {"en", "ru", "kk"} for row in Obligation.objects.all())


def test_what_readers_see_of_them_is_watched() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname ~ '^findings_(authority|obligation|claimobl).*pages$'"
        )
        assert cursor.fetchone() == (3,)


def test_a_frozen_reply_cannot_be_changed_past_the_admin() -> None:
    public = make.published(reply())
    assert rule_that_refuses(lambda: change(public, author={"en": "x"})) == (
        "findings_authorityreply_is_frozen_once_published"
    )
