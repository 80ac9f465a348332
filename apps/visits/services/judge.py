"""What people decide about visits: let a remark stand, take a visit or an answer out of the statistics, put it back.

The counts follow by triggers; the audit keeps who did it and the reason.
"""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.audit import because
from apps.visits.choices import Quality, Standing
from apps.visits.models import Visit, VisitCheck
from apps.visits.services.checks import check_visits, summarise


class NotPossible(ValidationError):
    """The visit is not in a state in which this can be done, or the reason is missing."""


def _with_reason(reason: str) -> str:
    given = reason.replace("\x00", "").strip()[:500]
    if not given:
        raise NotPossible(_("Say why: the reason is kept with the visit."))
    because(given)
    return given


def _locked(visit: Visit, *standings: Standing) -> Visit:
    current = Visit.objects.select_for_update(of=("self",)).select_related("mission").get(pk=visit.pk)
    if current.standing not in standings:
        raise NotPossible(
            _("The visit was changed meanwhile: it is now “%(standing)s”. Look at it again.")
            % {"standing": current.get_standing_display()}
        )
    return current


@transaction.atomic
def verify(*, visit: Visit, rule: str, by: User, reason: str) -> VisitCheck:
    """Let one remark of the checks stand as it is."""
    current = _locked(visit, Standing.STANDS, Standing.QUARANTINED)
    given = _with_reason(reason)
    check = VisitCheck.objects.select_for_update().filter(visit=current, rule=rule).first()
    if check is None:
        raise NotPossible(_("The checks say nothing like that of this visit any more."))
    check.result, check.reason = Quality.VERIFIED, given
    check.verified_at, check.verified_by = timezone.now(), by
    check.save(update_fields=["result", "reason", "verified_at", "verified_by"])
    summarise(visit=current)
    return check


@transaction.atomic
def quarantine(*, visit: Visit, reason: str) -> Visit:
    """Take a visit out of the statistics."""
    current = _locked(visit, Standing.STANDS)
    current.note = _with_reason(reason)
    return _stand(current, Standing.QUARANTINED)


@transaction.atomic
def lift_quarantine(*, visit: Visit, reason: str) -> Visit:
    """Let a visit count again."""
    current = _locked(visit, Standing.QUARANTINED)
    current.note = _with_reason(reason)
    return _stand(current, Standing.STANDS)


def _stand(visit: Visit, standing: Standing) -> Visit:
    visit.standing = standing
    visit.save(update_fields=["standing", "note", "updated_at"])
    check_visits(mission=visit.mission, all_of_them=False)
    return visit


@transaction.atomic
def set_aside(*, visit: Visit, question: str, reason: str) -> Visit:
    """Take one answer of a visit out of the statistics."""
    current = _locked(visit, Standing.STANDS, Standing.QUARANTINED)
    _with_reason(reason)
    if current.questionnaire is None or not current.questionnaire.questions.filter(code=question).exists():
        raise NotPossible(_("The form of this visit has no such question."))
    return _aside(current, sorted({*current.set_aside, question}))


@transaction.atomic
def take_back(*, visit: Visit, question: str, reason: str) -> Visit:
    """Let an answer that was set aside count again."""
    current = _locked(visit, Standing.STANDS, Standing.QUARANTINED)
    _with_reason(reason)
    return _aside(current, [code for code in current.set_aside if code != question])


def _aside(visit: Visit, codes: list[str]) -> Visit:
    visit.set_aside = codes
    visit.save(update_fields=["set_aside", "updated_at"])
    check_visits(mission=visit.mission, all_of_them=False)
    return visit
