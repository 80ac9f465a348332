"""Who is asking, for which mission, and for which part of its visits."""

from datetime import datetime
from typing import Any, Final, TypeAlias

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.utils.http import urlencode
from django.utils.timezone import is_naive

from apps.core.access import allowed, within_missions
from apps.missions.models import Mission, MissionQuerySet
from apps.visits.choices import FormKind
from apps.visits.models import Visit
from apps.visits.reading import Cut

Context: TypeAlias = dict[str, Any]
VIEW: Final = "visits.view_visit"
CHANGE: Final = "visits.change_visit"
ADD: Final = "visits.add_visit"


def person(request: HttpRequest, permission: str = VIEW) -> User:
    return allowed(request, permission)


def missions_for(user: User) -> MissionQuerySet:
    """The missions that somebody works on."""
    missions = Mission.objects.select_related("organisation", "election__country")
    return within_missions(missions, user, "pk")  # type: ignore[return-value]


def mission_for(user: User, pk: int) -> Mission:
    found = missions_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visit_for(user: User, pk: int) -> Visit:
    """A visit of a mission that somebody works on."""
    rows = within_missions(Visit.objects.filter(pk=pk), user, "mission")
    related = ("mission__organisation", "mission__election__country", "questionnaire", "station", "region", "successor")
    found = rows.select_related(*related).first()
    if found is None:
        raise Http404
    return found


def cut_of(request: HttpRequest) -> Cut:
    """The part of the visits that the address names; what makes no sense is not cut by."""
    form, region = request.GET.get("form", ""), request.GET.get("region", "")
    return Cut(form if form in FormKind.values else "", region[:10].replace("\x00", ""), _hour(request.GET.get("hour")))


def _hour(given: str | None) -> datetime | None:
    try:
        hour = datetime.fromisoformat(given or "")
    except ValueError:
        return None
    return None if is_naive(hour) else hour


def query_of(cut: Cut, **more: str) -> str:
    """The address's question for a part of the visits."""
    hour = cut.hour.isoformat() if cut.hour else ""
    named = {"form": cut.form, "region": cut.region, "hour": hour, **more}
    return urlencode({name: value for name, value in named.items() if value})
