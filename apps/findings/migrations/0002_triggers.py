"""Published claims are frozen, and none stands without a quote."""

from django.db import migrations

from apps.core.triggers import at_commit, before, frozen_once_published, publication_edges

CLAIMS = ("finding", "figure", "recommendation", "deliverable")


def claim_has_a_quote(claim: str) -> migrations.RunSQL:
    """Looks at commit, so that claim and evidence may be written in either order."""
    name = f"{claim}_rests_on_a_quote"
    return at_commit(
        name=name,
        table=f"findings_{claim}",
        when="INSERT OR UPDATE",
        body=f"""
        DECLARE claim findings_{claim}%ROWTYPE;
        BEGIN
            SELECT * INTO claim FROM findings_{claim} WHERE id = NEW.id;
            IF FOUND AND (claim.origin = 'imported' OR claim.state <> 'draft')
               AND NOT EXISTS (SELECT 1 FROM findings_evidence WHERE {claim}_id = NEW.id AND relation = 'supports') THEN
                RAISE EXCEPTION 'an imported or published claim rests on a quote'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NULL;
        END""",
    )


EVIDENCE_IS_KEPT = """
    DECLARE claim_state text; item findings_evidence%ROWTYPE;
    BEGIN
        IF TG_OP = 'INSERT' THEN item := NEW; ELSE item := OLD; END IF;
        SELECT state INTO claim_state FROM (
            SELECT state FROM findings_finding WHERE id = item.finding_id
            UNION ALL SELECT state FROM findings_figure WHERE id = item.figure_id
            UNION ALL SELECT state FROM findings_recommendation WHERE id = item.recommendation_id
            UNION ALL SELECT state FROM findings_deliverable WHERE id = item.deliverable_id
        ) AS claim;
        IF claim_state IS NOT NULL AND claim_state <> 'draft' THEN
            RAISE EXCEPTION 'the quotes of a published claim stay as they are'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_of_published_claim_is_kept';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'evidence is removed and added, never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_of_published_claim_is_kept';
        END IF;
        RETURN NEW;
    END"""

DRAFT_KEEPS_ITS_LAST_QUOTE = """
    BEGIN
        IF EXISTS (
            SELECT 1 FROM (
                SELECT 'finding' AS kind, id, origin FROM findings_finding WHERE id = OLD.finding_id
                UNION ALL SELECT 'figure', id, origin FROM findings_figure WHERE id = OLD.figure_id
                UNION ALL SELECT 'recommendation', id, origin FROM findings_recommendation
                    WHERE id = OLD.recommendation_id
                UNION ALL SELECT 'deliverable', id, origin FROM findings_deliverable WHERE id = OLD.deliverable_id
            ) AS claim WHERE claim.origin = 'imported'
        ) AND NOT EXISTS (
            SELECT 1 FROM findings_evidence
            WHERE relation = 'supports'
              AND (finding_id, figure_id, recommendation_id, deliverable_id)
                  IS NOT DISTINCT FROM
                  (OLD.finding_id, OLD.figure_id, OLD.recommendation_id, OLD.deliverable_id)
        ) THEN
            RAISE EXCEPTION 'an imported claim keeps at least one quote'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'imported_claim_keeps_a_quote';
        END IF;
        RETURN NULL;
    END"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial"), ("statements", "0002_triggers"), ("missions", "0002_triggers")]

    operations = [
        *(publication_edges(f"findings_{claim}") for claim in (*CLAIMS, "headlinecheck")),
        *(frozen_once_published(f"findings_{claim}") for claim in ("finding", "figure", "recommendation")),
        frozen_once_published("findings_deliverable", but=("fulfilled_by_id", "fulfilled_on")),
        frozen_once_published("findings_headlinecheck"),
        *(claim_has_a_quote(claim) for claim in CLAIMS),
        before(
            name="evidence_of_published_claim_is_kept",
            table="findings_evidence",
            when="INSERT OR UPDATE OR DELETE",
            body=EVIDENCE_IS_KEPT,
        ),
        at_commit(
            name="imported_claim_keeps_a_quote",
            table="findings_evidence",
            when="DELETE",
            body=DRAFT_KEEPS_ITS_LAST_QUOTE,
        ),
    ]
