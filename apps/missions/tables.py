"""Organisations, missions and the people who speak for them as tables."""

from apps.core.tables import Table, day, reference, texts
from apps.elections.models import Country, Election
from apps.missions.models import Mission, MissionRole, Organisation


class OrganisationTable(Table):
    """One organisation a row, named by its code."""

    parent = reference("parent", Organisation)
    country = reference("country", Country, "iso2")
    names_en, names_ru, names_kk = texts("names")

    class Meta(Table.Meta):
        model = Organisation
        import_id_fields = ("code",)
        fields = ("code", "short_name", "kind", "names_en", "names_ru", "names_kk", "parent", "country", "website")
        export_order = fields


class MissionTable(Table):
    """One mission a row, named by its code."""

    election, organisation = reference("election", Election), reference("organisation", Organisation)
    joint_mission = reference("joint_mission", Mission)
    opened_on, closed_on = day("opened_on"), day("closed_on")
    mandate_en, mandate_ru, mandate_kk = texts("mandate")
    shown_only = ("state",)

    class Meta(Table.Meta):
        model = Mission
        import_id_fields = ("code",)
        fields = (
            "code",
            "election",
            "organisation",
            "format",
            "joint_mission",
            "opened_on",
            "closed_on",
            "mandate_en",
            "mandate_ru",
            "mandate_kk",
            "state",
        )
        export_order = fields


class PersonTable(Table):
    """One person's role in a mission a row, named by the mission, the name and the role."""

    mission = reference("mission", Mission)
    began_on, ended_on = day("began_on"), day("ended_on")
    names_en, names_ru, names_kk = texts("names")

    class Meta(Table.Meta):
        model = MissionRole
        import_id_fields = ("mission", "name", "kind")
        fields = ("mission", "name", "kind", "title", "names_en", "names_ru", "names_kk", "began_on", "ended_on")
        export_order = fields
