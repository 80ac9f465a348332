"""The form of a country, with the map of its regions."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskForm, field_error
from apps.elections.geojson import LARGEST_FILE, CountryShape, read_shape
from apps.elections.models import Country

if TYPE_CHECKING:
    from django.forms import CheckboxInput, FileInput, TextInput
else:
    from unfold.widgets import UnfoldAdminFileFieldWidget as FileInput
    from unfold.widgets import UnfoldAdminTextInputWidget as TextInput
    from unfold.widgets import UnfoldBooleanWidget as CheckboxInput


class CountryForm(DeskForm):
    """A map is read while the form is checked, so that what is wrong with the file stands beside its field."""

    map_file = forms.FileField(
        label=_("Map file (GeoJSON)"),
        required=False,
        widget=FileInput,
        help_text=_(
            "A FeatureCollection with a Polygon or MultiPolygon for each region, and the region’s ISO 3166-2 code in "
            "its property “iso_3166_2”. Public pages draw tiles instead while there is none."
        ),
    )
    map_credit = forms.CharField(
        label=_("Source of the map"),
        required=False,
        max_length=300,
        widget=TextInput,
        help_text=_("Whoever drew it, and the licence, as readers will see it under the map."),
    )
    map_removed = forms.BooleanField(label=_("Remove the map"), required=False, widget=CheckboxInput)

    shape: CountryShape | None = None

    class Meta:
        model = Country
        fields = ("iso2", "iso3", "names")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.map_source:
            self.fields["map_credit"].initial = self.instance.map_source

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        upload = self.cleaned_data.get("map_file")
        if upload is None:
            return cleaned
        if not self.cleaned_data.get("map_credit"):
            field_error(self, "map_credit", _("Say where the map comes from: readers see it under the map."))
        self.shape = self._shape(upload)
        return cleaned

    def _shape(self, upload: Any) -> CountryShape | None:
        codes = self.instance.regions.values_list("code", flat=True) if self.instance.pk else []
        # One byte more than is allowed is enough to refuse the rest.
        try:
            return read_shape(upload.read(LARGEST_FILE + 1), codes=codes)
        except ValidationError as error:
            self.add_error("map_file", error)
            return None
