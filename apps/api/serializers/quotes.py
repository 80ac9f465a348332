"""Quotes as selectors of the W3C Web Annotation model."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.api.serializers.brief import StatementBriefSerializer
from apps.statements.choices import Authenticity
from apps.statements.models import Quote

SELECTORS: Final[dict[str, Any]] = {
    "type": "array",
    "minItems": 2,
    "maxItems": 2,
    "items": {
        "oneOf": [
            {
                "type": "object",
                "description": "Unicode code points in the text that `sha256` names, from 0; `end` is not included.",
                "required": ["type", "start", "end"],
                "properties": {
                    "type": {"const": "TextPositionSelector"},
                    "start": {"type": "integer", "minimum": 0},
                    "end": {"type": "integer", "minimum": 1},
                },
            },
            {
                "type": "object",
                "description": "The words, and up to 32 characters before and after them.",
                "required": ["type", "exact", "prefix", "suffix"],
                "properties": {
                    "type": {"const": "TextQuoteSelector"},
                    "exact": {"type": "string"},
                    "prefix": {"type": "string"},
                    "suffix": {"type": "string"},
                },
            },
        ]
    },
}


class QuoteSerializer(serializers.ModelSerializer[Quote]):
    """Exact words of one version of a statement."""

    authenticity = serializers.ChoiceField(
        source="version.statement.authenticity",
        choices=Authenticity.choices,
        help_text="`retold`: words of ours for demonstration, never to be quoted as anybody's.",
    )
    authenticity_label = serializers.CharField(source="version.statement.get_authenticity_display")
    statement = StatementBriefSerializer(source="version.statement")
    version = serializers.IntegerField(source="version.number", help_text="The version of the text, from 1.")
    sha256 = serializers.CharField(source="version.sha256", help_text="The SHA-256 of that version in UTF-8.")
    selector = serializers.SerializerMethodField(help_text="Where the words stand, in both ways of the W3C model.")

    class Meta:
        model = Quote
        fields = ["exact", "authenticity", "authenticity_label", "statement", "version", "sha256", "selector"]

    @extend_schema_field(SELECTORS)
    def get_selector(self, quote: Quote) -> list[dict[str, Any]]:
        """`prefix` and `suffix` come from the query that fetched the quote."""
        context = {name: getattr(quote, name) for name in ("prefix", "suffix")}
        return [
            {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            {"type": "TextQuoteSelector", "exact": quote.exact, **context},
        ]
