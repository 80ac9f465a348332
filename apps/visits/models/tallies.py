"""Counts that triggers keep while visits are written, so that a dashboard never counts visits.

Nothing else writes them; `manage.py rebuild_statistics` counts anew and compares.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.elections.models import Election, Region
from apps.missions.models import Mission
from apps.visits.choices import TallyKind
from apps.visits.models.questionnaires import Question, Questionnaire
from apps.visits.models.stations import PollingStation


class VisitTally(models.Model):
    """How many visits stand, by form, region, hour of arrival and overall assessment."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+", verbose_name=_("mission"))
    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, null=True, related_name="+", verbose_name=_("questionnaire")
    )
    form = models.CharField(_("form"), max_length=20)
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+", verbose_name=_("region"))
    hour = models.DateTimeField(_("hour"), null=True)
    overall = models.CharField(_("overall assessment"), max_length=10, blank=True)
    visits = models.IntegerField(_("visits"))

    class Meta:
        verbose_name = _("tally of visits")
        verbose_name_plural = _("tallies of visits")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "questionnaire", "form", "region", "hour", "overall"],
                nulls_distinct=False,
                name="visits_are_tallied_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.visits}"


class AnswerTally(models.Model):
    """How many visits that stand gave one answer, by region and hour; `total` adds up the numbers given."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+", verbose_name=_("mission"))
    question = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name=_("question"))
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+", verbose_name=_("region"))
    hour = models.DateTimeField(_("hour"), null=True)
    kind = models.CharField(_("kind"), max_length=10, choices=TallyKind)
    value = models.CharField(_("value"), max_length=60, blank=True)
    visits = models.IntegerField(_("visits"))
    total = models.DecimalField(_("total"), max_digits=24, decimal_places=3, default=0)

    class Meta:
        verbose_name = _("tally of answers")
        verbose_name_plural = _("tallies of answers")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "region", "hour", "kind", "value"],
                nulls_distinct=False,
                name="answers_are_tallied_once",
            ),
            # The triggers mark what does not belong with these words, so that counting and checking is one pass.
            models.CheckConstraint(condition=~Q(kind="stranger"), name="answer_is_on_the_form_of_its_visit"),
            models.CheckConstraint(condition=~Q(kind="unfit"), name="answer_has_the_type_of_its_question"),
        ]
        indexes = [models.Index(fields=["mission"], name="answer_tally_by_mission")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.kind} {self.value} {self.visits}"


class StationTally(models.Model):
    """How many visits that stand a mission made to a polling station."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+", verbose_name=_("mission"))
    station = models.ForeignKey(PollingStation, models.CASCADE, related_name="+", verbose_name=_("polling station"))
    visits = models.IntegerField(_("visits"))

    class Meta:
        verbose_name = _("tally of a station")
        verbose_name_plural = _("tallies of stations")
        constraints = [models.UniqueConstraint(fields=["mission", "station"], name="station_is_tallied_once")]

    def __str__(self) -> str:
        return f"{self.station_id} {self.visits}"


class CoverageTally(models.Model):
    """How many stations of a region a mission visited, and how many voters are registered there."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="+", verbose_name=_("mission"))
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+", verbose_name=_("region"))
    stations = models.IntegerField(_("stations"))
    voters = models.BigIntegerField(_("registered voters"))

    class Meta:
        verbose_name = _("tally of coverage")
        verbose_name_plural = _("tallies of coverage")
        constraints = [
            models.UniqueConstraint(fields=["mission", "region"], nulls_distinct=False, name="coverage_is_tallied_once")
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.stations}"


class RegisterTally(models.Model):
    """How many stations and voters the register of an election has in a region."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="+", verbose_name=_("election"))
    region = models.ForeignKey(Region, models.CASCADE, null=True, related_name="+", verbose_name=_("region"))
    stations = models.IntegerField(_("stations"))
    voters = models.BigIntegerField(_("registered voters"))

    class Meta:
        verbose_name = _("tally of a register")
        verbose_name_plural = _("tallies of registers")
        constraints = [
            models.UniqueConstraint(
                fields=["election", "region"], nulls_distinct=False, name="register_is_tallied_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.stations}"
