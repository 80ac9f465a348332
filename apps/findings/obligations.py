"""The reference table of commitments, which ships with the code."""

from pathlib import Path

from django.db import transaction

from apps.core.reference import read_table
from apps.findings.models import Obligation

TABLE = Path(__file__).resolve().parent / "reference" / "obligations.yaml"
LANGUAGES = ("en", "ru", "kk")


@transaction.atomic
def load_obligations() -> int:
    """Bring the table into the database; returns how many commitments there are."""
    table = read_table(TABLE)
    for position, entry in enumerate(table["obligations"], start=1):
        Obligation.objects.update_or_create(
            code=entry["code"],
            defaults={
                "position": position,
                "instrument": table["instruments"][entry["of"]],
                "paragraph": entry["paragraph"],
                "text": {language: entry[language] for language in LANGUAGES},
            },
        )
    return len(table["obligations"])
