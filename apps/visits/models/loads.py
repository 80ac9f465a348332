"""Loads: a file of visits or stations on its way into the database, and what is wrong with its rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.codes import load_code
from apps.core.models import TimeStamped
from apps.elections.models import Election
from apps.missions.models import Mission
from apps.visits.answers import Fault
from apps.visits.choices import LoadKind, LoadOrigin, LoadState, Trouble
from apps.visits.models.questionnaires import Questionnaire

MAX_ATTEMPTS = 5


class Load(TimeStamped):
    """One file on its way in. The row is the job; a Celery message is only a doorbell that carries its id.

    Rows go in by parts, each in one transaction with the number of rows read so far, so that whoever takes a load over
    goes on behind the last part. `lease_token` fences off a worker that comes back late, `attempts` counts the claims
    since the last part, so that a poisonous row stops after five.
    """

    code = models.CharField(_("code"), max_length=20, unique=True, default=load_code, editable=False)
    kind = models.CharField(_("what it holds"), max_length=10, choices=LoadKind, default=LoadKind.VISITS)
    origin = models.CharField(_("by what way"), max_length=10, choices=LoadOrigin, default=LoadOrigin.DESK)
    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, blank=True, related_name="loads", verbose_name=_("mission")
    )
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, null=True, blank=True, related_name="loads", verbose_name=_("questionnaire")
    )
    election = models.ForeignKey(Election, models.PROTECT, related_name="loads", verbose_name=_("election"))
    name = models.CharField(_("file name"), max_length=300)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    ending = models.CharField(_("kind of file"), max_length=10)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    headings = models.JSONField(_("headings"), default=list, blank=True)
    mapping = models.JSONField(_("mapping"), default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )

    state = models.CharField(_("state"), max_length=10, choices=LoadState, default=LoadState.MAPPING)
    trouble = models.CharField(_("problem"), max_length=20, choices=Trouble, blank=True)
    found = models.JSONField(_("what was found"), default=dict, blank=True)
    rows = models.PositiveIntegerField(_("rows read"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    replaced = models.PositiveIntegerField(_("replaced"), default=0)
    same = models.PositiveIntegerField(_("there already"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    rung_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("file forgotten at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("load")
        verbose_name_plural = _("loads")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LoadKind.values), name="load_kind_is_known"),
            models.CheckConstraint(condition=Q(origin__in=LoadOrigin.values), name="load_origin_is_known"),
            models.CheckConstraint(condition=Q(state__in=LoadState.values), name="load_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=LoadKind.VISITS, mission__isnull=False, questionnaire__isnull=False)
                | Q(kind=LoadKind.STATIONS, mission__isnull=True, questionnaire__isnull=True),
                name="load_of_visits_has_a_form_of_a_mission",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="load_names_its_file_by_hash"),
            models.CheckConstraint(
                condition=~Q(state=LoadState.FAILED) | ~Q(trouble=""), name="failed_load_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=LoadState.RUNNING, lease_token__isnull=False, lease_until__isnull=False)
                | ~Q(state=LoadState.RUNNING) & Q(lease_token__isnull=True, lease_until__isnull=True),
                name="running_load_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(attempts__gte=0, attempts__lte=MAX_ATTEMPTS), name="load_is_tried_five_times_at_most"
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until", "id"], condition=Q(state__in=["waiting", "running"]), name="load_still_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.name}" if self.name else self.code

    @property
    def is_over(self) -> bool:
        return self.state in (LoadState.DONE, LoadState.FAILED)


class LoadProblem(models.Model):
    """What is wrong with one value of one line of a file; the sentence of the fault says what to do."""

    load = models.ForeignKey(Load, models.CASCADE, related_name="problems", db_index=False, verbose_name=_("load"))
    line = models.PositiveIntegerField(_("line"))
    column = models.CharField(_("column"), max_length=300, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    fault = models.CharField(_("problem"), max_length=20, choices=Fault)

    class Meta:
        verbose_name = _("problem of a load")
        verbose_name_plural = _("problems of loads")
        ordering = ["load_id", "line", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(fault__in=Fault.values), name="problem_of_a_load_is_known"),
        ]
        indexes = [models.Index(fields=["load", "line", "id"], name="problems_by_line")]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_fault_display()}"
