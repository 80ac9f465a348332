"""Statistics of a mission's visits, as an editor released them."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api.serializers.statistics import VisitStatisticsSerializer
from apps.api.views.base import PublicView
from apps.missions.models import Mission
from apps.visits.selectors import released_statistics


class VisitStatisticsView(PublicView):
    """Coverage, assessments and answers by form and region, with every denominator, and what is withheld why."""

    @extend_schema(operation_id="missions_visit_statistics", responses=VisitStatisticsSerializer)
    def get(self, request: Request, code: str) -> Response:
        public = Mission.objects.public().select_related("organisation", "election__country")
        mission = get_object_or_404(public, code=code)
        release = released_statistics(mission)
        numbers = release.numbers if release is not None else {}
        row = {
            "mission": mission,
            "release": release.code if release is not None else None,
            "released_at": release.published_at if release is not None else None,
            "sample_is_random": numbers.get("sample_is_random", mission.sample_is_random),
            "note": _note(mission),
            "comparison": _(
                "Missions choose stations and ask questions in their own ways: a difference between the numbers of two "
                "missions is not a difference between two elections."
            ),
            "coverage": numbers.get("coverage"),
            "forms": numbers.get("forms", []),
        }
        return Response(VisitStatisticsSerializer(row, context={"request": request}).data)


def _note(mission: Mission) -> str:
    if mission.sample_is_random:
        return _("The mission says that it drew the polling stations at random.")
    return _(
        "The polling stations visited are not a random sample: intervals say how sure the share of visits is, "
        "not what happened elsewhere."
    )
