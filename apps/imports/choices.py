"""Closed sets of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """How a text came in."""

    URL = "url", _("Address")
    FILE = "file", _("File")
    TEXT = "text", _("Pasted text")


class RunState(models.TextChoices):
    """Where an import stands; the six after `proposing` are ends."""

    QUEUED = "queued", _("Queued")
    FETCHING = "fetching", _("Fetching")
    READING = "reading", _("Reading")
    EXTRACTING = "extracting", _("Extracting")
    PROPOSING = "proposing", _("Proposing")
    READY = "ready", _("Ready for review")
    DUPLICATE = "duplicate", _("Duplicate")
    UNCHANGED = "unchanged", _("Unchanged")
    REJECTED = "rejected", _("Rejected")
    FAILED = "failed", _("Failed")


WORKING = (RunState.FETCHING, RunState.READING, RunState.EXTRACTING, RunState.PROPOSING)
OPEN = (RunState.QUEUED, *WORKING)
ENDED = (RunState.READY, RunState.DUPLICATE, RunState.UNCHANGED, RunState.REJECTED, RunState.FAILED)


class Problem(models.TextChoices):
    """Why a run was rejected or failed: what is wrong, and what to do."""

    EMPTY = "empty", _("The source is empty. Check that you chose the right file or copied the whole text.")
    NOT_TEXT = (
        "not_text",
        _("The source is not text. Save it as plain text in UTF-8, or paste the words themselves."),
    )
    TOO_LARGE = (
        "too_large",
        _("The source is too large. A statement may have at most 2 million bytes: import the relevant part."),
    )
    BAD_ADDRESS = "bad_address", _("This is no web address. Give one that begins with http:// or https://.")
    PRIVATE_ADDRESS = (
        "private_address",
        _(
            "The address does not lead to the public internet, so it is not fetched. "
            "Download the page and import it as a file."
        ),
    )
    NOT_FETCHED = (
        "not_fetched",
        _(
            "The page could not be fetched. "
            "Check the address in a browser, or download the page and import it as a file."
        ),
    )
    TOO_SLOW = (
        "too_slow",
        _("The page did not arrive in time. Try again later, or download the page and import it as a file."),
    )
    NO_WORDS = (
        "no_words",
        _("No article was found on the page. Copy its words and import them as text."),
    )
    UNSUPPORTED_LANGUAGE = (
        "unsupported_language",
        _(
            "The language of the text is not supported. "
            "Supported are Russian, English, Kazakh, Ukrainian, French and Spanish."
        ),
    )
    NO_ELECTION = (
        "no_election",
        _("The text speaks of no election, so there is nothing to import. Check that it is the right text."),
    )
    NO_OBSERVER = (
        "no_observer",
        _(
            "The text names no organisation that observed an election. "
            "Check that it is the right text, or enter the findings by hand."
        ),
    )
    NO_ASSESSMENT = (
        "no_assessment",
        _(
            "The text holds no observer's own assessment of an election. "
            "Check that it is the right text, or enter the findings by hand."
        ),
    )
    GAVE_UP = (
        "gave_up",
        _(
            "The import was tried five times and its process was stopped each time. "
            "Tell an administrator, with the code of the run."
        ),
    )
    OUR_FAULT = (
        "our_fault",
        _(
            "Something went wrong on our side. "
            "The source is kept; try again, and tell an administrator if it happens twice."
        ),
    )


class ProposalKind(models.TextChoices):
    """What a proposal would become."""

    ELECTION = "election", _("Election")
    MISSION = "mission", _("Mission")
    ROLE = "role", _("Person and role")
    FINDING = "finding", _("Finding")
    FIGURE = "figure", _("Figure")
    RECOMMENDATION = "recommendation", _("Recommendation")
    DELIVERABLE = "deliverable", _("Promised report")
    HEADLINE = "headline", _("Headline check")


class ProposalStatus(models.TextChoices):
    """What was decided last."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    HELD = "held", _("On hold")


class Verdict(models.TextChoices):
    """What a person decided about a proposal."""

    ACCEPT = "accept", _("Accept")
    REJECT = "reject", _("Reject")
    HOLD = "hold", _("Hold")
    REOPEN = "reopen", _("Reopen")


class ConfidenceBand(models.TextChoices):
    """The class of the rule that fired, not a probability."""

    EXACT = "exact", _("Exact wording")
    GRAMMAR = "grammar", _("Grammar rule")
    HEURISTIC = "heuristic", _("Rule of thumb")
    PERSON = "person", _("Added by a person")


class DecisionWay(models.TextChoices):
    """How a decision came about; only those made one by one measure a rule."""

    SINGLE = "single", _("One by one")
    BULK = "bulk", _("Many at once")
    CARRIED = "carried", _("Carried over from an earlier version")
