"""What observers saw at polling stations; raw visits are never public, readers see released aggregates only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.codes import visit_code
from apps.core.fields import TranslatedField, translated
from apps.core.models import TimeStamped
from apps.elections.models import Election, Region
from apps.missions.models import Mission
from apps.visits.choices import Assessment, FormKind, QuestionType


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


class Questionnaire(TimeStamped):
    """One version of one form of one mission."""

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="questionnaires", verbose_name=_("mission"))
    form = models.CharField(_("form"), max_length=20, choices=FormKind)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    titles = TranslatedField(_("titles"))

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["mission_id", "form", "version"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "form", "version"], name="questionnaire_version_is_unique"),
            models.CheckConstraint(condition=Q(form__in=FormKind.values), name="questionnaire_form_is_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="questionnaire_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return translated(self.titles) or f"{self.get_form_display()} {self.version}"


class Question(models.Model):
    """One question of a questionnaire. `choices` lists codes with labels in several languages, in order."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="questions", verbose_name=_("questionnaire")
    )
    code = models.CharField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    section = TranslatedField(_("section"))
    labels = TranslatedField(_("labels"))
    type = models.CharField(_("type"), max_length=20, choices=QuestionType)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    condition = models.CharField(_("condition"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["questionnaire_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="questionnaire_has_each_question_once"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="questions_have_their_places"),
            models.CheckConstraint(condition=Q(type__in=QuestionType.values), name="question_type_is_known"),
            models.CheckConstraint(
                condition=~Q(type__in=["scale", "single_choice", "multiple_choice"]) | ~Q(choices=[]),
                name="question_with_choices_lists_them",
            ),
        ]

    def __str__(self) -> str:
        return translated(self.labels) or self.code


class Visit(TimeStamped):
    """One observation of one polling station by one team; personal data of observers is not stored here."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=visit_code, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="visits", verbose_name=_("mission"))
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("questionnaire")
    )
    station = models.ForeignKey(
        PollingStation, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("polling station")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("region")
    )
    form = models.CharField(_("form"), max_length=20, choices=FormKind)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    departed_at = models.DateTimeField(_("departed at"), null=True, blank=True)
    overall = models.CharField(_("overall assessment"), max_length=10, choices=Assessment, blank=True)
    team_code = models.CharField(_("team"), max_length=40, blank=True)
    submission_id = models.CharField(_("submission"), max_length=200)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["mission_id", "-arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "submission_id"], name="mission_has_each_submission_once"),
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

    def __str__(self) -> str:
        return self.code


class Answer(models.Model):
    """One answer, in the column of its type, or the observer's word that it could not be observed."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="answers", verbose_name=_("visit"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("question"))
    could_not_observe = models.BooleanField(_("could not observe"), default=False)
    yes_no = models.BooleanField(_("yes or no"), null=True, blank=True)
    number = models.DecimalField(_("number"), max_digits=15, decimal_places=3, null=True, blank=True)
    choices = ArrayField(models.CharField(max_length=60), null=True, blank=True, verbose_name=_("choices"))
    text = models.TextField(_("text"), null=True, blank=True, max_length=10_000)
    time = models.TimeField(_("time"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["visit_id", "question_id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="visit_answers_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.question_id}"
