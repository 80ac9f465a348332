"""Who observed an election, in what format, led by whom, and in which texts they speak."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from apps.core.codes import validate_code
from apps.core.fields import TranslatedField, translated
from apps.core.models import Publishable, PublishableQuerySet, TimeStamped, published_condition
from apps.elections.models import Country, Election
from apps.missions.catalogue import shipped_codes
from apps.missions.choices import (
    WITHOUT_SYSTEMATIC_ELECTION_DAY,
    MissionFormat,
    OrganisationKind,
    RoleKind,
    StatementRelation,
)
from apps.statements.models import Quote, Statement


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """An import or an analyst may add a body for a mission that is still a draft: it must not give the draft away."""

    def observing(self) -> "OrganisationQuerySet":
        """Bodies with a public mission, their own or one of a part of theirs."""
        missions = Mission.objects.public()
        own, of_part = (
            missions.filter(organisation=OuterRef("pk")),
            missions.filter(organisation__parent=OuterRef("pk")),
        )
        return self.filter(Exists(own) | Exists(of_part))

    def public(self) -> "OrganisationQuerySet":
        """Bodies of the table that ships with the code, which betray nothing, and those that observe in public."""
        shipped = Q(code__in=shipped_codes())
        return self.filter(shipped | Q(pk__in=self.model.objects.observing().values("pk")))


class Organisation(TimeStamped):
    """A body that observes elections; reference data, extended by analysts."""

    code = models.SlugField(_("code"), max_length=60, unique=True, validators=[validate_code])
    short_name = models.CharField(_("short name"), max_length=60, unique=True)
    short_names = TranslatedField(_("short names in other languages"))
    names = TranslatedField(_("names"))
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country")
    )
    website = models.URLField(_("website"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_is_no_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.short_names.get((get_language() or "en").split("-")[0]) or self.short_name

    @property
    def name(self) -> str:
        return translated(self.names) or self.short_name


class MissionQuerySet(PublishableQuerySet["Mission"]):
    @classmethod
    def public_condition(cls, *, at: datetime | None, prefix: str = "") -> Q:
        """A mission is public only where its election is."""
        return published_condition(at=at, prefix=prefix) & published_condition(at=at, prefix=f"{prefix}election__")


class Mission(Publishable):
    """One organisation's observation of one election; a joint IEOM is a mission with member missions.

    Numbers deployed are figures with sources, not columns.
    """

    code = models.CharField(_("code"), max_length=100, unique=True, validators=[validate_code])
    election = models.ForeignKey(Election, models.PROTECT, related_name="missions", verbose_name=_("election"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="missions", verbose_name=_("organisation")
    )
    format = models.CharField(_("format"), max_length=20, choices=MissionFormat, default=MissionFormat.OTHER)
    joint_mission = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("member of joint mission")
    )
    mandate = TranslatedField(_("mandate and its limits"))
    sample_is_random = models.BooleanField(_("stations were a random sample"), default=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    statements = models.ManyToManyField(
        Statement, through="MissionStatement", related_name="missions", verbose_name=_("statements")
    )

    objects = MissionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        ordering = ["election_id", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["election", "organisation", "format"], name="organisation_has_one_mission_of_a_format"
            ),
            models.CheckConstraint(condition=Q(format__in=MissionFormat.values), name="mission_format_is_known"),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="mission_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=~Q(joint_mission=F("id")), name="mission_is_no_member_of_itself"),
        ]

    def __str__(self) -> str:
        return gettext("%(organisation)s at %(election)s") % {
            "organisation": self.organisation,
            "election": self.election,
        }

    def get_absolute_url(self) -> str:
        return reverse("web:mission", args=[self.code])

    def embargoes(self) -> list[datetime]:
        return [*super().embargoes(), *self.election.embargoes()]

    @property
    def observes_election_day_systematically(self) -> bool:
        return self.format not in WITHOUT_SYSTEMATIC_ELECTION_DAY


class MissionRole(TimeStamped):
    """A person who leads or speaks for a mission, with the words that say so where they are known.

    `name` is in the nominative, as the text's language writes it; `names` holds it in other languages.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="roles", verbose_name=_("mission"))
    name = models.CharField(_("name"), max_length=200)
    names = TranslatedField(_("name in other languages"))
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind, default=RoleKind.OTHER)
    title = models.CharField(_("role as the text puts it"), max_length=300, blank=True)
    began_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, blank=True, related_name="roles", verbose_name=_("quote")
    )

    class Meta:
        verbose_name = _("mission role")
        verbose_name_plural = _("mission roles")
        ordering = ["mission_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "name", "kind"], name="person_has_a_role_once"),
            models.CheckConstraint(condition=Q(kind__in=RoleKind.values), name="role_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="role_has_a_name"),
            models.CheckConstraint(
                condition=Q(began_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="role_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name as the reader's language writes it, where somebody entered it."""
        return self.names.get((get_language() or "en").split("-")[0]) or self.name


class MissionStatement(models.Model):
    """That a statement carries a mission's words."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="statement_links", verbose_name=_("mission"))
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="mission_links", verbose_name=_("statement"))
    relation = models.CharField(_("relation"), max_length=10, choices=StatementRelation)

    class Meta:
        verbose_name = _("statement of a mission")
        verbose_name_plural = _("statements of missions")
        constraints = [
            models.UniqueConstraint(fields=["mission", "statement"], name="mission_has_a_statement_once"),
            models.CheckConstraint(
                condition=Q(relation__in=StatementRelation.values), name="statement_relation_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.statement_id}"
