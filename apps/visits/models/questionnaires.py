"""What observers are asked: questionnaires in versions, and their questions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import TranslatedField, translated
from apps.core.models import TimeStamped
from apps.missions.models import Mission
from apps.visits.choices import FormKind, QuestionRole, QuestionType


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
    role = models.CharField(_("what the checks know it as"), max_length=20, choices=QuestionRole, blank=True)

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
            models.UniqueConstraint(
                fields=["questionnaire", "role"], condition=~Q(role=""), name="questionnaire_has_each_role_once"
            ),
            models.CheckConstraint(
                condition=Q(role="")
                | Q(role__in=["opened_at", "closed_at"], type="time")
                | Q(role__in=[*QuestionRole.values[2:]], type="number"),
                name="question_role_is_known_and_fits_its_type",
            ),
        ]

    def __str__(self) -> str:
        return translated(self.labels) or self.code
