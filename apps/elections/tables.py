"""Elections as a table."""

from import_export.fields import Field
from import_export.widgets import IntegerWidget

from apps.core.tables import ListWidget, Table, day, reference, texts
from apps.elections.models import Country, Election


class ElectionTable(Table):
    """One election a row, named by its code."""

    country = reference("country", Country, "iso2")
    types = Field(attribute="types", column_name="types", widget=ListWidget())
    first_polling_day, last_polling_day = day("first_polling_day"), day("last_polling_day")
    round = Field(attribute="round", column_name="round", widget=IntegerWidget())
    names_en, names_ru, names_kk = texts("names")
    shown_only = ("state",)

    class Meta(Table.Meta):
        model = Election
        import_id_fields = ("code",)
        fields = (
            "code",
            "country",
            "types",
            "first_polling_day",
            "last_polling_day",
            "round",
            "is_early",
            "status",
            "names_en",
            "names_ru",
            "names_kk",
            "state",
        )
        export_order = fields
