"""Where and when people voted."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.codes import validate_code
from apps.core.fields import TranslatedField, translated
from apps.core.models import Publishable, PublishableQuerySet
from apps.elections.choices import ElectionStatus, ElectionType, RegionKind


class Country(models.Model):
    """A country by its ISO 3166-1 codes; reference data."""

    iso2 = models.CharField(_("ISO code"), max_length=2, unique=True)
    iso3 = models.CharField(_("three-letter ISO code"), max_length=3, unique=True)
    names = TranslatedField(_("names"))
    map_height = models.PositiveSmallIntegerField(_("height of the map"), null=True, blank=True, editable=False)
    map_source = models.CharField(_("source of the map"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["iso2"]
        constraints = [
            models.CheckConstraint(condition=Q(iso2__regex=r"^[A-Z]{2}$"), name="country_has_an_iso_code"),
            models.CheckConstraint(condition=Q(iso3__regex=r"^[A-Z]{3}$"), name="country_has_a_three_letter_code"),
            models.CheckConstraint(
                condition=Q(map_height__isnull=True) | ~Q(map_source=""), name="map_of_a_country_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return translated(self.names) or self.iso2

    def get_absolute_url(self) -> str:
        return reverse("web:country", args=[self.iso2.lower()])


class RegionQuerySet(models.QuerySet["Region"]):
    def in_force(self, day: date) -> Self:
        """The divisions that existed on a day."""
        return self.filter(Q(began_on__isnull=True) | Q(began_on__lte=day))


class Region(models.Model):
    """A first-level division of a country by its ISO 3166-2 code; reference data.

    `outline` is drawn from a map that an administrator loaded: a path in a box 1,000 wide and `map_height` high.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="regions", verbose_name=_("country"))
    code = models.CharField(_("ISO 3166-2 code"), max_length=10, unique=True)
    names = TranslatedField(_("names"))
    kind = models.CharField(_("kind"), max_length=10, choices=RegionKind, default=RegionKind.REGION)
    began_on = models.DateField(_("exists since"), null=True, blank=True)
    outline = models.TextField(_("outline"), blank=True, editable=False)
    label_at = ArrayField(
        models.SmallIntegerField(), verbose_name=_("place of the label"), size=2, null=True, blank=True, editable=False
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z]{2}-[A-Z0-9]{1,6}$"), name="region_has_an_iso_code"),
            models.CheckConstraint(condition=Q(kind__in=RegionKind.values), name="region_kind_is_known"),
            models.CheckConstraint(
                condition=Q(outline="", label_at__isnull=True)
                | (~Q(outline="") & Q(label_at__isnull=False, label_at__len=2)),
                name="outline_has_a_place_for_its_label",
            ),
        ]

    def __str__(self) -> str:
        return translated(self.names) or self.code


class ElectionQuerySet(PublishableQuerySet["Election"]):
    """Elections as readers ask for them."""


class Election(Publishable):
    """One polling event in one country.

    Turnout, registered voters and numbers of stations are figures with sources, not columns: sources disagree.
    """

    code = models.CharField(_("code"), max_length=80, unique=True, validators=[validate_code])
    country = models.ForeignKey(Country, models.PROTECT, related_name="elections", verbose_name=_("country"))
    types = ArrayField(models.CharField(max_length=20, choices=ElectionType), verbose_name=_("types"))
    first_polling_day = models.DateField(_("first polling day"))
    last_polling_day = models.DateField(_("last polling day"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    is_early = models.BooleanField(_("early"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ElectionStatus, default=ElectionStatus.HELD)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    names = TranslatedField(_("names"))

    objects = ElectionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-first_polling_day", "code"]
        indexes = [models.Index(fields=["-first_polling_day", "code"], name="election_by_polling_day")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(types__contained_by=ElectionType.values) & Q(types__len__gt=0),
                name="election_types_are_known",
            ),
            models.CheckConstraint(condition=Q(status__in=ElectionStatus.values), name="election_status_is_known"),
            models.CheckConstraint(
                condition=Q(last_polling_day__gte=F("first_polling_day")), name="election_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="election_round_counts_from_one"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="election_does_not_replace_itself"),
        ]

    def __str__(self) -> str:
        return translated(self.names) or gettext("%(country)s: %(types)s, %(day)s") % {
            "country": self.country,
            "types": self.type_names,
            "day": formats.date_format(self.first_polling_day),
        }

    def get_absolute_url(self) -> str:
        return reverse("web:election", args=[self.code])

    @property
    def type_names(self) -> str:
        """The types in the reader's language, in the order in which they were entered."""
        labels = dict(ElectionType.choices)
        return ", ".join(str(labels[kind]) for kind in self.types).lower()
