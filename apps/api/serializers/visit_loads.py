"""Loads of visits, and what is wrong with their rows."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.reverse import reverse

from apps.api.serializers.fields import Label
from apps.visits.models import Load, LoadProblem
from apps.visits.sources import in_words


class VisitLoadSerializer(serializers.ModelSerializer[Load]):
    """One load. It is over when `is_over` says so; until then ask again."""

    url = serializers.SerializerMethodField()
    mission = serializers.CharField(source="mission.code", help_text="The mission's code.")
    form = serializers.CharField(source="questionnaire.form", help_text="Which form was filled in.")
    form_version = serializers.IntegerField(source="questionnaire.version")
    state_label = Label("state")
    is_over = serializers.BooleanField(help_text="Whether it is done or has failed.")
    problem = serializers.CharField(source="trouble", help_text="Why the file as a whole failed; empty otherwise.")
    problem_label = serializers.SerializerMethodField()
    mapping = serializers.DictField(
        child=serializers.CharField(), help_text="Field or code of a question → the name in the submissions."
    )
    left_out = serializers.SerializerMethodField()
    problems_url = serializers.SerializerMethodField()

    class Meta:
        model = Load
        fields = [
            "code",
            "url",
            "mission",
            "form",
            "form_version",
            "name",
            "size",
            "sha256",
            "created_at",
            "ended_at",
            "state",
            "state_label",
            "is_over",
            "problem",
            "problem_label",
            "rows",
            "added",
            "replaced",
            "same",
            "refused",
            "mapping",
            "left_out",
            "problems_url",
        ]
        read_only_fields = fields
        extra_kwargs = {
            "rows": {"help_text": _("Submissions read so far.")},
            "same": {"help_text": _("Submissions that are there already with the same content.")},
            "replaced": {"help_text": _("Submissions that correct earlier ones, which are kept.")},
            "refused": {"help_text": _("Submissions with a fault; `problems_url` says which.")},
        }

    def get_url(self, load: Load) -> str:
        return str(reverse("api:visit-load-detail", args=[load.code], request=self.context["request"]))

    def get_problems_url(self, load: Load) -> str:
        return str(reverse("api:visit-load-problems", args=[load.code], request=self.context["request"]))

    def get_problem_label(self, load: Load) -> str:
        return in_words(load.trouble, load.found) if load.trouble else ""

    def get_left_out(self, load: Load) -> list[str]:
        """Names in the submissions that mean nothing here."""
        return [heading for heading in load.headings if heading not in load.mapping.values()]


class LoadProblemSerializer(serializers.ModelSerializer[LoadProblem]):
    """One thing that is wrong with a submission, and what to do about it."""

    problem = serializers.CharField(source="fault", help_text="A word for programs, such as `no_station`.")
    message = serializers.CharField(source="get_fault_display", help_text="What is wrong and what to do.")

    class Meta:
        model = LoadProblem
        fields = ["line", "column", "value", "problem", "message"]
        read_only_fields = fields


class LoadProblemPageSerializer(serializers.Serializer[Any]):
    """A page of problems; follow `next` until it is null."""

    next = serializers.URLField(allow_null=True)
    results = LoadProblemSerializer(many=True)
