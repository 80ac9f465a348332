"""A claim rests on quotes, or on a reference where no text of it is held; a promise knows the day it is counted from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.page_changes import hidden_from_pages, moment_is_gone, moment_of, shows_on_pages
from apps.core.triggers import at_commit, before, frozen_once_published

CLAIMS = ("finding", "figure", "recommendation", "deliverable")
FULFILMENT = ("fulfilled_by_id", "fulfilled_on")


def rests_on_something(claim: str, *, reference: bool) -> str:
    """The function of the trigger on claims: quotes or a reference; before, drafts entered by hand needed neither."""
    name = f"{claim}_rests_on_a_quote"
    supported = f"EXISTS (SELECT 1 FROM findings_evidence WHERE {claim}_id = NEW.id AND relation = 'supports')"
    quoted = f"EXISTS (SELECT 1 FROM findings_evidence WHERE {claim}_id = NEW.id)"
    if reference:
        rules = f"""
            IF claim.entered_from_title = '' AND NOT {supported} THEN
                RAISE EXCEPTION 'a claim rests on a quote, or on a reference where no text is held'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            IF claim.entered_from_title <> '' AND {quoted} THEN
                RAISE EXCEPTION 'a claim with quotes needs no reference'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{claim}_rests_on_quotes_or_a_reference';
            END IF;"""
    else:
        rules = f"""
            IF (claim.origin = 'imported' OR claim.state <> 'draft') AND NOT {supported} THEN
                RAISE EXCEPTION 'an imported or published claim rests on a quote'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;"""
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE claim findings_{claim}%ROWTYPE;
        BEGIN
            SELECT * INTO claim FROM findings_{claim} WHERE id = NEW.id;
            IF NOT FOUND THEN RETURN NULL; END IF;
            {rules}
            RETURN NULL;
        END $body$;
    """


def owner(row: str, columns: str) -> str:
    """The claim of a piece of evidence."""
    kinds = (f"SELECT {columns} FROM findings_{claim} WHERE id = {row}.{claim}_id" for claim in CLAIMS)
    return f"({' UNION ALL '.join(kinds)}) AS claim"


def keeps_a_quote(name: str, condition: str) -> str:
    return f"""
        BEGIN
            IF EXISTS (SELECT 1 FROM {owner("OLD", "origin, entered_from_title")} WHERE {condition}) AND NOT EXISTS (
                SELECT 1 FROM findings_evidence
                WHERE relation = 'supports'
                  AND (finding_id, figure_id, recommendation_id, deliverable_id)
                      IS NOT DISTINCT FROM (OLD.finding_id, OLD.figure_id, OLD.recommendation_id, OLD.deliverable_id)
            ) THEN
                RAISE EXCEPTION 'a claim without a reference keeps at least one quote'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NULL;
        END"""


IMPORTED_KEEPS = at_commit(
    name="imported_claim_keeps_a_quote",
    table="findings_evidence",
    when="DELETE",
    body=keeps_a_quote("imported_claim_keeps_a_quote", "claim.origin = 'imported'"),
)

NO_QUOTES = f"""
    BEGIN
        IF EXISTS (SELECT 1 FROM {owner("NEW", "entered_from_title")} WHERE claim.entered_from_title <> '') THEN
            RAISE EXCEPTION 'a claim with a reference has no quotes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_with_a_reference_has_no_quotes';
        END IF;
        RETURN NULL;
    END"""

DAY_IS_SET_ONCE = """
    BEGIN
        IF OLD.state <> 'draft' AND (
            (OLD.due_on IS NOT NULL AND NEW.due_on IS DISTINCT FROM OLD.due_on)
            OR (OLD.counted_from IS NOT NULL AND NEW.counted_from IS DISTINCT FROM OLD.counted_from)
        ) THEN
            RAISE EXCEPTION 'the day of a public promise is set once; correcting it makes a new promise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'day_of_a_public_promise_is_set_once';
        END IF;
        RETURN NEW;
    END"""


def moment(kind: str, *, reference: bool) -> str:
    """A claim shows with its mission, as soon as one of its texts does; at once where it rests on a reference."""
    texts = f"""(SELECT min(statement_shows_from(v.statement_id)) FROM findings_evidence e
        JOIN statements_quote q ON q.id = e.quote_id JOIN statements_textversion v ON v.id = q.version_id
        WHERE e.{kind}_id = item.id)"""
    standing = "shows_from(item.state, item.embargo_until), mission_shows_from(item.mission_id)"
    if reference:
        texts = f"CASE WHEN item.entered_from_title <> '' THEN '-infinity' ELSE {texts} END"
    return f"latest_of({standing}, {texts})"


def shows_anew(kind: str) -> list[migrations.RunSQL]:
    table, old, new = f"findings_{kind}", moment(kind, reference=False), moment(kind, reference=True)
    return [
        hidden_from_pages(table=table, moment=old, publishable=True),
        moment_is_gone(name=kind, table=table, moment=old),
        moment_of(name=kind, table=table, moment=new),
        shows_on_pages(table=table, moment=new, publishable=True),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0010_indexes_of_long_lists"),
        ("missions", "0006_audit"),
        ("statements", "0005_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="deliverable",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_%(class)ss",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="counted_from",
            field=models.DateField(
                blank=True,
                help_text="The day on which the promised period began.",
                null=True,
                verbose_name="counted from",
            ),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="entered_from_date",
            field=models.DateField(blank=True, null=True, verbose_name="date of the source"),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="entered_from_page",
            field=models.CharField(blank=True, max_length=50, verbose_name="page"),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="entered_from_place",
            field=models.CharField(
                blank=True,
                help_text="Where somebody else can look it up: a web address, or archive, fund and file.",
                max_length=2000,
                verbose_name="address or archive reference",
            ),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="entered_from_publisher",
            field=models.CharField(blank=True, max_length=300, verbose_name="publisher or organisation"),
        ),
        migrations.AddField(
            model_name="deliverable",
            name="entered_from_title",
            field=models.CharField(
                blank=True, help_text="Only where there is no text to quote from.", max_length=500, verbose_name="title"
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_%(class)ss",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="entered_from_date",
            field=models.DateField(blank=True, null=True, verbose_name="date of the source"),
        ),
        migrations.AddField(
            model_name="figure",
            name="entered_from_page",
            field=models.CharField(blank=True, max_length=50, verbose_name="page"),
        ),
        migrations.AddField(
            model_name="figure",
            name="entered_from_place",
            field=models.CharField(
                blank=True,
                help_text="Where somebody else can look it up: a web address, or archive, fund and file.",
                max_length=2000,
                verbose_name="address or archive reference",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="entered_from_publisher",
            field=models.CharField(blank=True, max_length=300, verbose_name="publisher or organisation"),
        ),
        migrations.AddField(
            model_name="figure",
            name="entered_from_title",
            field=models.CharField(
                blank=True, help_text="Only where there is no text to quote from.", max_length=500, verbose_name="title"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_%(class)ss",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="entered_from_date",
            field=models.DateField(blank=True, null=True, verbose_name="date of the source"),
        ),
        migrations.AddField(
            model_name="finding",
            name="entered_from_page",
            field=models.CharField(blank=True, max_length=50, verbose_name="page"),
        ),
        migrations.AddField(
            model_name="finding",
            name="entered_from_place",
            field=models.CharField(
                blank=True,
                help_text="Where somebody else can look it up: a web address, or archive, fund and file.",
                max_length=2000,
                verbose_name="address or archive reference",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="entered_from_publisher",
            field=models.CharField(blank=True, max_length=300, verbose_name="publisher or organisation"),
        ),
        migrations.AddField(
            model_name="finding",
            name="entered_from_title",
            field=models.CharField(
                blank=True, help_text="Only where there is no text to quote from.", max_length=500, verbose_name="title"
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_%(class)ss",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="entered_from_date",
            field=models.DateField(blank=True, null=True, verbose_name="date of the source"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="entered_from_page",
            field=models.CharField(blank=True, max_length=50, verbose_name="page"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="entered_from_place",
            field=models.CharField(
                blank=True,
                help_text="Where somebody else can look it up: a web address, or archive, fund and file.",
                max_length=2000,
                verbose_name="address or archive reference",
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="entered_from_publisher",
            field=models.CharField(blank=True, max_length=300, verbose_name="publisher or organisation"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="entered_from_title",
            field=models.CharField(
                blank=True, help_text="Only where there is no text to quote from.", max_length=500, verbose_name="title"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_from_date__isnull", True),
                        ("entered_from_page", ""),
                        ("entered_from_place", ""),
                        ("entered_from_publisher", ""),
                        ("entered_from_title", ""),
                    ),
                    models.Q(
                        models.Q(("entered_from_title", ""), _negated=True),
                        models.Q(("entered_from_publisher", ""), _negated=True),
                        ("entered_from_date__isnull", False),
                        models.Q(("entered_from_place", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="deliverable_reference_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_from_title", ""), ("origin", "entered"), _connector="OR"),
                name="imported_deliverable_has_no_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("summary", {}), _negated=True), _connector="OR"
                ),
                name="referenced_deliverable_has_a_summary",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("voice", "mission_quote"), _negated=True), _connector="OR"
                ),
                name="referenced_deliverable_is_no_quotation",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted_from__isnull", True),
                    ("due_on__isnull", True),
                    ("due_on__gte", models.F("counted_from")),
                    _connector="OR",
                ),
                name="deliverable_is_due_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_from_date__isnull", True),
                        ("entered_from_page", ""),
                        ("entered_from_place", ""),
                        ("entered_from_publisher", ""),
                        ("entered_from_title", ""),
                    ),
                    models.Q(
                        models.Q(("entered_from_title", ""), _negated=True),
                        models.Q(("entered_from_publisher", ""), _negated=True),
                        ("entered_from_date__isnull", False),
                        models.Q(("entered_from_place", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="figure_reference_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_from_title", ""), ("origin", "entered"), _connector="OR"),
                name="imported_figure_has_no_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("summary", {}), _negated=True), _connector="OR"
                ),
                name="referenced_figure_has_a_summary",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("voice", "mission_quote"), _negated=True), _connector="OR"
                ),
                name="referenced_figure_is_no_quotation",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_from_date__isnull", True),
                        ("entered_from_page", ""),
                        ("entered_from_place", ""),
                        ("entered_from_publisher", ""),
                        ("entered_from_title", ""),
                    ),
                    models.Q(
                        models.Q(("entered_from_title", ""), _negated=True),
                        models.Q(("entered_from_publisher", ""), _negated=True),
                        ("entered_from_date__isnull", False),
                        models.Q(("entered_from_place", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_reference_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_from_title", ""), ("origin", "entered"), _connector="OR"),
                name="imported_finding_has_no_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("summary", {}), _negated=True), _connector="OR"
                ),
                name="referenced_finding_has_a_summary",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("voice", "mission_quote"), _negated=True), _connector="OR"
                ),
                name="referenced_finding_is_no_quotation",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_from_date__isnull", True),
                        ("entered_from_page", ""),
                        ("entered_from_place", ""),
                        ("entered_from_publisher", ""),
                        ("entered_from_title", ""),
                    ),
                    models.Q(
                        models.Q(("entered_from_title", ""), _negated=True),
                        models.Q(("entered_from_publisher", ""), _negated=True),
                        ("entered_from_date__isnull", False),
                        models.Q(("entered_from_place", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recommendation_reference_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_from_title", ""), ("origin", "entered"), _connector="OR"),
                name="imported_recommendation_has_no_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("summary", {}), _negated=True), _connector="OR"
                ),
                name="referenced_recommendation_has_a_summary",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_from_title", ""), models.Q(("voice", "mission_quote"), _negated=True), _connector="OR"
                ),
                name="referenced_recommendation_is_no_quotation",
            ),
        ),
        *(
            migrations.RunSQL(
                sql=rests_on_something(claim, reference=True), reverse_sql=rests_on_something(claim, reference=False)
            )
            for claim in CLAIMS
        ),
        migrations.RunSQL(sql=str(IMPORTED_KEEPS.reverse_sql), reverse_sql=str(IMPORTED_KEEPS.sql)),
        at_commit(
            name="claim_keeps_a_quote",
            table="findings_evidence",
            when="DELETE",
            body=keeps_a_quote("claim_keeps_a_quote", "claim.entered_from_title = ''"),
        ),
        at_commit(
            name="claim_with_a_reference_has_no_quotes", table="findings_evidence", when="INSERT", body=NO_QUOTES
        ),
        *(step for claim in CLAIMS for step in shows_anew(claim)),
        migrations.RunSQL(
            sql=str(frozen_once_published("findings_deliverable", but=FULFILMENT).reverse_sql),
            reverse_sql=str(frozen_once_published("findings_deliverable", but=FULFILMENT).sql),
        ),
        frozen_once_published("findings_deliverable", but=(*FULFILMENT, "counted_from", "due_on")),
        before(
            name="day_of_a_public_promise_is_set_once",
            table="findings_deliverable",
            when="UPDATE",
            body=DAY_IS_SET_ONCE,
        ),
    ]
