"""Closed sets of polling-station visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormKind(models.TextChoices):
    """What part of election day a form covers."""

    OPENING = "opening", _("Opening")
    VOTING = "voting", _("Voting")
    CLOSING_COUNTING = "closing_counting", _("Closing and counting")
    TABULATION = "tabulation", _("Tabulation")


class Assessment(models.TextChoices):
    """The overall assessment of one visit on the field's four-point scale."""

    VERY_GOOD = "very_good", _("Very good")
    GOOD = "good", _("Good")
    BAD = "bad", _("Bad")
    VERY_BAD = "very_bad", _("Very bad")


class QuestionType(models.TextChoices):
    """What kind of answer a question takes."""

    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("Scale")
    SINGLE_CHOICE = "single_choice", _("Single choice")
    MULTIPLE_CHOICE = "multiple_choice", _("Multiple choice")
    NUMBER = "number", _("Number")
    TEXT = "text", _("Text")
    TIME = "time", _("Time")


class QuestionRole(models.TextChoices):
    """What the checks know a question as, whatever a mission calls it."""

    OPENED_AT = "opened_at", _("When voting began")
    CLOSED_AT = "closed_at", _("When voting ended")
    VOTED_SO_FAR = "voted_so_far", _("People who had voted by then")
    VOTERS = "voters", _("People who voted, by signatures")
    BALLOTS_RECEIVED = "ballots_received", _("Ballot papers received")
    BALLOTS_CAST = "ballots_cast", _("Ballots in the boxes")
    VALID_BALLOTS = "valid_ballots", _("Valid ballots")
    INVALID_BALLOTS = "invalid_ballots", _("Invalid ballots")


class Standing(models.TextChoices):
    """What became of a visit; statistics count those that stand."""

    STANDS = "stands", _("Stands")
    REPLACED = "replaced", _("Replaced by a corrected submission")
    MERGED = "merged", _("Merged with another visit")
    QUARANTINED = "quarantined", _("In quarantine")
    UNDONE = "undone", _("Merged record that was taken apart again")


class Quality(models.TextChoices):
    """What the checks and the people who look after them say of a visit."""

    OK = "ok", _("No remarks")
    FLAGGED = "flagged", _("Flagged")
    VERIFIED = "verified", _("Verified")
    MISSING = "missing", _("Data missing")


class TallyKind(models.TextChoices):
    """What an answer counts as; `chosen` are the choices of a question that takes several."""

    VALUE = "value", _("Answer")
    CHOSEN = "chosen", _("Choice")
    UNSEEN = "unseen", _("Could not observe")
    ASIDE = "aside", _("Set aside")
