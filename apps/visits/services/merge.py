"""Several visits to one station at one time made into one record; nothing of them is lost, and it can be undone."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.audit import because
from apps.core.codes import visit_code
from apps.visits.choices import Standing
from apps.visits.models import Visit, VisitMerge
from apps.visits.services.checks import check_visits
from apps.visits.services.judge import NotPossible

OVERALL: Final = "overall"
"""Stands among the codes of questions for the overall assessment; no question has this code, the mapping keeps it."""


def said(visit: Visit) -> dict[str, Any]:
    """What a visit says: its answers by question, and the overall assessment where there is one."""
    return {**visit.answers, **({OVERALL: visit.overall} if visit.overall else {})}


def disputed(visits: Sequence[Visit]) -> list[str]:
    """The questions on which the visits differ. An answer beside one that was left open is no dispute."""
    given: dict[str, list[Any]] = {}
    for visit in visits:
        for code, value in said(visit).items():
            given.setdefault(code, []).append(value)
    return [code for code, values in given.items() if any(value != values[0] for value in values)]


@transaction.atomic
def merge_visits(*, visits: Sequence[Visit], chosen: Mapping[str, str], by: User, reason: str) -> VisitMerge:
    """One record of several visits. `chosen` names, for each question in dispute, the visit whose answer holds."""
    given = reason.replace("\x00", "").strip()[:500]
    if not given:
        raise NotPossible(_("Say why: the reason is kept with the visit."))
    current = _locked(visits)
    by_code = {visit.code: visit for visit in current}
    open_ = [code for code in disputed(current) if code not in said(by_code.get(chosen.get(code, ""), Visit()))]
    if open_:
        raise NotPossible(
            _("Choose whose answer holds: %(questions)s.") % {"questions": ", ".join(open_)},
            params={"questions": open_},
        )
    because(given)
    holds = _holders(current, chosen)
    answers = {code: said(visit)[code] for code, visit in holds.items()}
    merged = _merged_record(current, answers)
    Visit.objects.filter(pk__in=[visit.pk for visit in current]).update(
        standing=Standing.MERGED, successor=merged, updated_at=timezone.now()
    )
    made = VisitMerge.objects.create(
        visit=merged,
        chosen={code: visit.code for code, visit in holds.items()},
        overridden=_overridden(current, answers),
        reason=given,
        made_by=by,
    )
    check_visits(mission=merged.mission, all_of_them=False)
    return made


def _locked(visits: Sequence[Visit]) -> list[Visit]:
    wanted = Visit.objects.filter(pk__in=[visit.pk for visit in visits])
    current = list(wanted.select_for_update(of=("self",)).select_related("mission", "questionnaire").order_by("pk"))
    if len(current) < 2:
        raise NotPossible(_("Choose at least two visits."))
    if any(visit.standing != Standing.STANDS for visit in current):
        raise NotPossible(_("One of the visits no longer stands: look at them again."))
    if len({(visit.mission_id, visit.station_id, visit.form) for visit in current}) > 1 or not current[0].station_id:
        raise NotPossible(_("Only visits to one polling station with one form can be merged."))
    if len({visit.questionnaire_id for visit in current}) > 1:
        raise NotPossible(_("The visits were filled in on different versions of the form: quarantine one of them."))
    return current


def _holders(visits: Sequence[Visit], chosen: Mapping[str, str]) -> dict[str, Visit]:
    """For each question the visit whose answer holds: the chosen one, or the first that gave it."""
    holds: dict[str, Visit] = {}
    for visit in visits:
        for code in said(visit):
            if code not in holds or chosen.get(code) == visit.code:
                holds[code] = visit
    return holds


def _overridden(visits: Sequence[Visit], answers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    lost: dict[str, dict[str, Any]] = {}
    for visit in visits:
        for code, value in said(visit).items():
            if value != answers[code]:
                lost.setdefault(code, {})[visit.code] = value
    return lost


def _merged_record(visits: Sequence[Visit], answers: Mapping[str, Any]) -> Visit:
    first = visits[0]
    code = visit_code()
    arrivals = [visit.arrived_at for visit in visits if visit.arrived_at]
    departures = [visit.departed_at for visit in visits if visit.departed_at]
    return Visit.objects.create(
        code=code,
        mission=first.mission,
        questionnaire=first.questionnaire,
        station_id=first.station_id,
        region_id=first.region_id,
        form=first.form,
        arrived_at=min(arrivals, default=None),
        departed_at=max(departures, default=None),
        overall=answers.get(OVERALL, ""),
        team_code=" + ".join(dict.fromkeys(visit.team_code for visit in visits if visit.team_code))[:40],
        submission_id=f"merged:{code}",
        answers={question: value for question, value in answers.items() if question != OVERALL},
        set_aside=sorted({question for visit in visits for question in visit.set_aside}),
    )


@transaction.atomic
def undo_merge(*, merge: VisitMerge, by: User, reason: str) -> VisitMerge:
    """Let the visits count again that were merged; the merged record is kept and counts no more."""
    given = reason.replace("\x00", "").strip()[:500]
    if not given:
        raise NotPossible(_("Say why: the reason is kept with the visit."))
    current = VisitMerge.objects.select_for_update(of=("self",)).select_related("visit__mission").get(pk=merge.pk)
    if current.undone_at is not None:
        raise NotPossible(_("The merge was undone already."))
    if current.visit.standing not in (Standing.STANDS, Standing.QUARANTINED):
        raise NotPossible(_("The merged record was merged again: undo that first."))
    because(given)
    now = timezone.now()
    Visit.objects.filter(pk=current.visit_id).update(standing=Standing.UNDONE, updated_at=now)
    Visit.objects.filter(successor=current.visit_id, standing=Standing.MERGED).update(
        standing=Standing.STANDS, successor=None, updated_at=now
    )
    current.undone_at, current.undone_by = now, by
    current.save(update_fields=["undone_at", "undone_by"])
    check_visits(mission=current.visit.mission, all_of_them=False)
    return current
