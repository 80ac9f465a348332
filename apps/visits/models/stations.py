"""The register of polling stations of an election."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimeStamped
from apps.elections.models import Election, Region


class PollingStation(TimeStamped):
    """A polling station in the register of one election."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="polling_stations", verbose_name=_("election"))
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=300, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="polling_stations", verbose_name=_("region")
    )
    place = models.CharField(_("place"), max_length=300, blank=True)
    registered_voters = models.PositiveIntegerField(_("registered voters"), null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        verbose_name = _("polling station")
        verbose_name_plural = _("polling stations")
        ordering = ["election_id", "code"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="election_has_each_station_once"),
            # A comparison with NULL is NULL, and PostgreSQL lets a CHECK pass that is NULL: hence `isnull` twice.
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, latitude__range=(-90, 90))
                & Q(longitude__isnull=False, longitude__range=(-180, 180)),
                name="station_coordinates_are_whole_and_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code
