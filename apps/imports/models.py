"""Imports: the run that is the truth about a job, what it proposes, and what people decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.codes import run_code
from apps.core.models import TimeStamped
from apps.imports.choices import (
    WORKING,
    ConfidenceBand,
    DecisionWay,
    Problem,
    ProposalKind,
    ProposalStatus,
    RunState,
    SourceKind,
    Verdict,
)
from apps.statements.choices import Authenticity, StatementKind
from apps.statements.models import Publisher, Statement, TextVersion

MAX_ATTEMPTS = 5


class RawFile(models.Model):
    """The bytes as they came in, kept on disk under their own hash before any row names them."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("original file")
        verbose_name_plural = _("original files")
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="raw_file_is_named_by_its_hash"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class ImportRun(TimeStamped):
    """One import. The row is the job; a Celery message is only a doorbell that carries its id.

    Work is claimed with a lease: `lease_token` fences off a worker that comes back late, `lease_until` says when
    another may take over, `attempts` counts the claims so that a poisonous text stops after five.
    """

    code = models.CharField(_("code"), max_length=20, unique=True, default=run_code, editable=False)
    source_kind = models.CharField(_("source"), max_length=10, choices=SourceKind)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    name = models.CharField(_("file name"), max_length=300, blank=True)
    raw = models.ForeignKey(
        RawFile, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("original file")
    )
    language = models.CharField(_("language"), max_length=3, blank=True)
    published_on = models.DateField(_("date of publication"), null=True, blank=True)
    statement_kind = models.CharField(_("kind of statement"), max_length=30, choices=StatementKind, blank=True)
    authenticity = models.CharField(
        _("authenticity"), max_length=10, choices=Authenticity, default=Authenticity.ORIGINAL
    )
    facts_from = models.CharField(_("facts from"), max_length=500, blank=True)
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("publisher")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_runs",
        verbose_name=_("assigned to"),
    )

    state = models.CharField(_("state"), max_length=12, choices=RunState, default=RunState.QUEUED)
    problem = models.CharField(_("problem"), max_length=30, choices=Problem, blank=True)
    detail = models.TextField(_("detail"), blank=True, max_length=2000)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    rung_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    pack_version = models.CharField(_("version of the rules"), max_length=64, blank=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("statement")
    )
    version = models.ForeignKey(
        TextVersion, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("text version")
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(source_kind__in=SourceKind.values), name="run_source_is_known"),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_is_known"),
            models.CheckConstraint(
                condition=Q(problem="") | Q(problem__in=Problem.values), name="run_problem_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="run_lease_has_token_and_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WORKING) | Q(lease_token__isnull=False), name="working_run_is_leased"
            ),
            models.CheckConstraint(
                condition=Q(attempts__gte=0, attempts__lte=MAX_ATTEMPTS), name="run_is_tried_five_times_at_most"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RunState.REJECTED, RunState.FAILED]) | ~Q(problem=""),
                name="rejected_or_failed_run_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RunState.READY, RunState.DUPLICATE, RunState.UNCHANGED])
                | Q(statement__isnull=False),
                name="finished_run_has_a_statement",
            ),
            models.CheckConstraint(
                condition=~Q(source_kind=SourceKind.URL) | ~Q(url=""), name="run_from_an_address_has_one"
            ),
            models.CheckConstraint(
                condition=Q(source_kind=SourceKind.URL) | Q(raw__isnull=False) | Q(state=RunState.REJECTED),
                name="run_from_a_file_has_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until", "id"],
                condition=Q(state__in=["queued", "fetching", "reading", "extracting", "proposing"]),
                name="run_still_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.name or self.url or self.get_source_kind_display()}"

    @property
    def is_over(self) -> bool:
        return self.state not in (RunState.QUEUED, *WORKING)


class Proposal(TimeStamped):
    """What extraction suggests about one text version. Nothing public ever reads this table.

    `key` identifies the proposal over re-imports: its kind, span and machine value. `payload` is the machine's
    value and never changes; what a person changed is in the decision. One that a person added names that person.
    `revision` counts what was written about it, so that a decision made on an old page is noticed; `second_look`
    says that a second person is to decide on it too, without seeing the first decision.
    """

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="proposals", verbose_name=_("import"))
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="proposals", verbose_name=_("text version"))
    kind = models.CharField(_("kind"), max_length=20, choices=ProposalKind)
    position = models.PositiveIntegerField(_("position"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("exact words"))
    payload = models.JSONField(_("value"))
    rule = models.CharField(_("rule"), max_length=120)
    confidence = models.CharField(_("confidence"), max_length=10, choices=ConfidenceBand)
    because = models.JSONField(_("words that fired the rule"), default=list, blank=True)
    key = models.CharField(max_length=64, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=ProposalStatus, default=ProposalStatus.OPEN)
    result = models.CharField(_("became"), max_length=140, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    second_look = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["run_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="text_version_proposes_each_thing_once"),
            models.CheckConstraint(condition=Q(kind__in=ProposalKind.values), name="proposal_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="proposal_status_is_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=ConfidenceBand.values), name="proposal_confidence_is_known"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="proposal_cites_words"),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.ACCEPTED) | Q(result=""), name="only_accepted_proposal_has_a_result"
            ),
            models.CheckConstraint(
                condition=Q(confidence=ConfidenceBand.PERSON, added_by__isnull=False)
                | (~Q(confidence=ConfidenceBand.PERSON) & Q(added_by__isnull=True)),
                name="proposal_of_a_person_names_the_person",
            ),
        ]
        indexes = [models.Index(fields=["status", "kind"], name="proposal_by_status")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.exact[:60]}"


class Decision(models.Model):
    """What a person decided about a proposal: append-only, the last one counts.

    `start` and `end` are set where the person chose other words of the text than the machine had marked.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions", verbose_name=_("proposal"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    payload = models.JSONField(_("value as decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    batch = models.UUIDField(_("batch"))
    way = models.CharField(_("way"), max_length=10, choices=DecisionWay, default=DecisionWay.SINGLE)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="decision_verdict_is_known"),
            models.CheckConstraint(condition=Q(way__in=DecisionWay.values), name="decision_way_is_known"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="decision_on_other_words_says_which",
            ),
        ]
        indexes = [models.Index(fields=["batch"], name="decision_by_batch")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.proposal_id}"


class DecisionDraft(models.Model):
    """What somebody has typed about a proposal and not decided yet, so that a lost page loses nothing."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="drafts", verbose_name=_("proposal"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    fields = models.JSONField(_("fields as typed"), default=dict, blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("draft of a decision")
        verbose_name_plural = _("drafts of decisions")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "by"], name="person_drafts_each_decision_once"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="draft_on_other_words_says_which",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.proposal}"


class ReviewLock(models.Model):
    """Who is reviewing a text, and until when. It asks others to wait; what guards the data is `Proposal.revision`."""

    version = models.OneToOneField(
        TextVersion, models.CASCADE, related_name="review_lock", verbose_name=_("text version")
    )
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("held by"))
    taken_at = models.DateTimeField(_("taken at"))
    until = models.DateTimeField(_("held until"))

    class Meta:
        verbose_name = _("review lock")
        verbose_name_plural = _("review locks")
        ordering = ["-until"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("taken_at")), name="review_lock_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.holder}"


class SecondOpinion(models.Model):
    """What a second person decided on a proposal without seeing the first decision; append-only, the last one counts.

    It changes neither the proposal nor what was made of it: it measures how far two people agree.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="second_opinions", verbose_name=_("proposal"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    payload = models.JSONField(_("value as decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    batch = models.UUIDField(_("batch"))

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="second_opinion_verdict_is_known"),
        ]
        indexes = [models.Index(fields=["batch"], name="second_opinion_by_batch")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.proposal_id}"
