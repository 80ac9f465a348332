"""Starting an import, and how it goes."""

import re
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from apps.api.serializers.fields import Label, Link
from apps.core.choices import ContentLanguage
from apps.core.codes import CODE_PATTERN
from apps.imports.choices import ProposalStatus
from apps.imports.models import ImportRun
from apps.statements.choices import Authenticity, StatementKind
from apps.statements.models import Publisher

SOURCES = ("url", "text", "file")


class PublisherField(serializers.SlugRelatedField[Publisher]):
    """A publisher by its code; anything that is no text a code could be is not looked up."""

    def to_internal_value(self, data: Any) -> Publisher:
        if not isinstance(data, str) or not re.fullmatch(CODE_PATTERN, data):
            self.fail("invalid")
        return super().to_internal_value(data)


class ImportRequestSerializer(serializers.Serializer[Any]):
    """One source, and what is known of it. Whether the source itself is any good is for the import to say."""

    url = serializers.CharField(required=False, allow_blank=True, max_length=2000, help_text="A public web address.")
    text = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, help_text="The words themselves, at most 2 MB."
    )
    file = serializers.FileField(
        required=False, allow_empty_file=True, max_length=300, help_text="Text or HTML, at most 2 MB; multipart only."
    )
    name = serializers.CharField(required=False, max_length=300, help_text="What to call pasted text.")
    published_on = serializers.DateField(
        required=False, input_formats=["%Y-%m-%d"], help_text="Anchors dates that the text gives without a year."
    )
    language = serializers.ChoiceField(required=False, choices=ContentLanguage.choices)
    statement_kind = serializers.ChoiceField(required=False, choices=StatementKind.choices)
    publisher = PublisherField(
        required=False, slug_field="code", queryset=Publisher.objects.all(), help_text="The publisher's code."
    )
    authenticity = serializers.ChoiceField(
        required=False, choices=Authenticity.choices, help_text="`retold` for words that are not those published."
    )
    facts_from = serializers.CharField(required=False, max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if unknown := set(self.initial_data) - set(self.fields):
            message = _("This field is not known here. Known are: %(names)s.") % {"names": ", ".join(self.fields)}
            raise serializers.ValidationError({name: [message] for name in sorted(unknown)}, code="unknown")
        if sum(source in attrs for source in SOURCES) != 1:
            raise serializers.ValidationError(_("Give exactly one source: url, text or file."), code="one_source")
        return attrs


class CountsByStatusSerializer(serializers.Serializer[Any]):
    """Proposals by what was decided last."""

    open = serializers.IntegerField()
    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    held = serializers.IntegerField()


class RunStatementSerializer(serializers.Serializer[Any]):
    """The statement that the import led to; its address answers once it is published."""

    code = serializers.CharField()
    state = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField()


class ImportRunSerializer(serializers.ModelSerializer[ImportRun]):
    """An import: `state` moves on until `is_over`."""

    url = Link("import-detail")
    source_kind_label = Label("source_kind")
    address = serializers.CharField(source="url")
    state_label = Label("state")
    problem_label = serializers.CharField(source="get_problem_display", help_text="What is wrong and what to do.")
    publisher: serializers.SlugRelatedField[Publisher] = serializers.SlugRelatedField(
        slug_field="code", read_only=True, allow_null=True
    )
    proposals = serializers.SerializerMethodField()
    statement = serializers.SerializerMethodField()

    class Meta:
        model = ImportRun
        fields = [
            "code",
            "url",
            "source_kind",
            "source_kind_label",
            "address",
            "name",
            "language",
            "published_on",
            "statement_kind",
            "authenticity",
            "facts_from",
            "publisher",
            "created_at",
            "ended_at",
            "state",
            "state_label",
            "is_over",
            "problem",
            "problem_label",
            "detail",
            "attempts",
            "warnings",
            "proposals",
            "statement",
        ]
        read_only_fields = fields

    @extend_schema_field(CountsByStatusSerializer)
    def get_proposals(self, run: ImportRun) -> dict[str, int]:
        rows = run.proposals.order_by().values_list("status").annotate(count=Count("pk"))
        return {**dict.fromkeys(ProposalStatus.values, 0), **dict(rows)}

    @extend_schema_field(RunStatementSerializer(allow_null=True))
    def get_statement(self, run: ImportRun) -> dict[str, str] | None:
        if run.statement is None:
            return None
        statement = run.statement
        address = reverse("api:statement-detail", args=[statement.code], request=self.context["request"])
        return {"code": statement.code, "state": statement.state, "title": statement.title, "url": address}
