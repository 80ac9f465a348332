"""Records where another record names them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from apps.api.serializers.fields import Label, Link, Texts, Translated
from apps.elections.models import Country, Election
from apps.missions.models import Mission, Organisation
from apps.statements.models import Publisher, Statement


class PublisherSerializer(serializers.ModelSerializer[Publisher]):
    name = Translated("names")
    names = Texts()
    kind_label = Label("kind")
    website = serializers.CharField(help_text="Empty where unknown.")

    class Meta:
        model = Publisher
        fields = ["code", "name", "names", "kind", "kind_label", "website"]


class StatementBriefSerializer(serializers.ModelSerializer[Statement]):
    """A statement where another record names it; `authenticity` says whether its words may be quoted as theirs."""

    url = Link("statement-detail")
    kind_label = Label("kind")
    authenticity_label = Label("authenticity")
    publisher = PublisherSerializer(allow_null=True)
    source_url = serializers.CharField(source="url", help_text="Where it was published; empty where unknown.")

    class Meta:
        model = Statement
        fields = [
            "code",
            "url",
            "title",
            "kind",
            "kind_label",
            "authenticity",
            "authenticity_label",
            "publisher",
            "language",
            "published_on",
            "source_url",
        ]


class CountryBriefSerializer(serializers.ModelSerializer[Country]):
    code = serializers.SerializerMethodField(help_text="ISO 3166-1, in lower case.")
    url = serializers.SerializerMethodField()
    name = Translated("names")

    class Meta:
        model = Country
        fields = ["code", "url", "name"]

    def get_code(self, country: Country) -> str:
        return country.iso2.lower()

    @extend_schema_field(serializers.URLField())
    def get_url(self, country: Country) -> str:
        return reverse("api:country-detail", args=[country.iso2.lower()], request=self.context["request"])


class OrganisationBriefSerializer(serializers.ModelSerializer[Organisation]):
    url = Link("organisation-detail")
    name = serializers.CharField()

    class Meta:
        model = Organisation
        fields = ["code", "url", "short_name", "name"]


class ElectionBriefSerializer(serializers.ModelSerializer[Election]):
    url = Link("election-detail")
    name = serializers.CharField(source="__str__")

    class Meta:
        model = Election
        fields = ["code", "url", "name"]


class MissionBriefSerializer(serializers.ModelSerializer[Mission]):
    """A mission where another record names it; the election's code stands in the mission's own page."""

    url = Link("mission-detail")
    name = serializers.CharField(source="__str__")
    organisation = OrganisationBriefSerializer()
    format_label = Label("format")

    class Meta:
        model = Mission
        fields = ["code", "url", "name", "organisation", "format", "format_label"]
