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


class LoadKind(models.TextChoices):
    """What a file holds."""

    VISITS = "visits", _("Visits")
    STATIONS = "stations", _("Polling stations")


class LoadState(models.TextChoices):
    """How far a load has come."""

    MAPPING = "mapping", _("Waits for its columns to be confirmed")
    WAITING = "waiting", _("Waits for a worker")
    RUNNING = "running", _("Is loading")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class LoadOrigin(models.TextChoices):
    """By what way a file came."""

    DESK = "desk", _("Sent in at the desk")
    API = "api", _("API")
    COMMAND = "command", _("Command")


class Trouble(models.TextChoices):
    """Why a whole file cannot be read, and what to do; `%(…)s` stands for what was found."""

    ENDING = "ending", _("“%(ending)s” is not known: give .csv, .xlsx, .json or .ndjson.")
    NO_CSV = "no_csv", _("The file is no CSV in UTF-8 (%(error)s). Save it as “CSV UTF-8”.")
    NO_HEADINGS = "no_headings", _("The file has no headings. Its first row has to name the columns.")
    NO_WORKBOOK = "no_workbook", _("This is no workbook (%(error)s). Save it as .xlsx or CSV.")
    DAMAGED = "damaged", _("The workbook is damaged (%(error)s). Save it anew.")
    INFLATED = "inflated", _("The workbook is too large once unpacked. Save it as CSV.")
    SHEET_TOO_LARGE = "sheet_too_large", _("The sheet has more than %(rows)s rows or %(columns)s columns. Divide it.")
    NOT_UTF8 = "not_utf8", _("The file is not in UTF-8 (%(error)s). Save it in UTF-8.")
    NO_JSON = "no_json", _("This is no JSON (%(error)s). Export it anew.")
    JSON_TOO_LARGE = "json_too_large", _("The JSON is too large to be read at once. Export CSV or NDJSON.")
    NO_LIST = "no_list", _("The JSON holds no list of submissions. Export the submissions themselves.")
    NO_ID_COLUMN = (
        "no_id_column",
        _("No column tells submissions apart. Choose the column that has a value of its own in every row."),
    )
    NO_CODE_COLUMN = "no_code_column", _("No column holds the codes of the stations. Choose it.")
    NO_FILE = "no_file", _("The file is no longer kept. Send it again.")
    FORM_TOO_LARGE = "form_too_large", _("A form of more than 2 MB is not opened. Take pictures and other sheets out.")
    FORM_TOO_LONG = "form_too_long", _("The sheet “%(sheet)s” has more than %(rows)s rows. Divide the form.")
    NAME = "name", _("“%(name)s” cannot be a name in an XLSForm. Use letters, digits and underscores.")
    CHOICE_BLANK = "choice_blank", _("The choice “%(code)s” has a blank in its code. Use underscores.")
    GAVE_UP = "gave_up", _("Loading broke off five times at the same place. Tell those who run this site.")
