"""What observers saw at polling stations; never public, readers see released aggregates only."""

from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from apps.core.codes import visit_code
from apps.core.models import TimeStamped
from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.choices import Assessment, FormKind, Quality, Standing
from apps.visits.models.questionnaires import Questionnaire
from apps.visits.models.stations import PollingStation

# What the index of visits has in place of an unknown region and arrival, so that one order holds them all.
NO_REGION: Final = 0
NEVER: Final = datetime(1900, 1, 1, tzinfo=UTC)


class Visit(TimeStamped):
    """One observation of one polling station by one team; the names of observers are not stored here.

    `answers` maps codes of questions to values: a string (yes, no, a choice, a text, a time as HH:MM), a number, or a
    list of choices; null is the observer's word that it could not be observed, and a code that is not there was left
    open. `region` is that of the station where there is one. Statistics count the visits that stand, but for the
    questions in `set_aside`.
    """

    code = models.CharField(_("code"), max_length=20, default=visit_code, editable=False)
    # Each index and each key of its own would cost every one of millions of rows: the indexes below begin with the
    # mission, and `set_keys` holds the keys of a whole statement against their tables at once.
    mission = models.ForeignKey(
        Mission, models.PROTECT, db_index=False, db_constraint=False, related_name="visits", verbose_name=_("mission")
    )
    questionnaire = models.ForeignKey(
        Questionnaire,
        models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="visits",
        verbose_name=_("questionnaire"),
    )
    station = models.ForeignKey(
        PollingStation,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
        related_name="visits",
        verbose_name=_("polling station"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        db_constraint=False,
        related_name="visits",
        verbose_name=_("region"),
    )
    form = models.CharField(_("form"), max_length=20, choices=FormKind)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    departed_at = models.DateTimeField(_("departed at"), null=True, blank=True)
    overall = models.CharField(_("overall assessment"), max_length=10, choices=Assessment, blank=True)
    team_code = models.CharField(_("team"), max_length=40, blank=True)
    submission_id = models.CharField(_("submission"), max_length=200)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.STANDS)
    set_aside = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("set aside"))
    quality = models.CharField(_("quality"), max_length=10, choices=Quality, default=Quality.OK)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("flags"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("typed in by"),
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["mission_id", "-arrived_at", "id"]
        constraints = [
            # No `unique=True`: it would bring a second index, for searches by the beginning of a code.
            models.UniqueConstraint(fields=["code"], name="visit_code_is_unique"),
            models.UniqueConstraint(
                fields=["mission", "submission_id"],
                condition=~Q(standing=Standing.REPLACED),
                name="mission_has_each_submission_once",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="visit_standing_is_known"),
            models.CheckConstraint(condition=Q(quality__in=Quality.values), name="visit_quality_is_known"),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.REPLACED, Standing.MERGED]) | Q(successor__isnull=False),
                name="replaced_or_merged_visit_names_its_successor",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.QUARANTINED) | ~Q(note=""), name="quarantined_visit_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(form__in=FormKind.values), name="visit_form_is_known"),
            models.CheckConstraint(
                condition=Q(overall="") | Q(overall__in=Assessment.values), name="visit_assessment_is_known"
            ),
            models.CheckConstraint(
                condition=Q(station__isnull=False) | Q(region__isnull=False), name="visit_has_a_station_or_a_region"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True)
                | Q(departed_at__isnull=True)
                | Q(departed_at__gte=F("arrived_at")),
                name="visit_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(submission_id=""), name="visit_has_a_submission_id"),
        ]
        indexes = [
            models.Index(fields=["mission", "station", "form"], name="visit_by_station"),
            models.Index(
                F("mission"),
                F("form"),
                Coalesce("region", Value(NO_REGION)),
                Coalesce("arrived_at", Value(NEVER)),
                F("id"),
                name="visit_by_place_and_arrival",
            ),
            models.Index(fields=["mission", "id"], condition=~Q(quality=Quality.OK), name="visit_with_remarks"),
            models.Index(fields=["entered_by"], condition=Q(entered_by__isnull=False), name="visit_by_hand"),
            models.Index(fields=["successor"], condition=Q(successor__isnull=False), name="visit_by_successor"),
        ]

    def __str__(self) -> str:
        return self.code
