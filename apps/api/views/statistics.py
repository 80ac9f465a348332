"""Statistics of a mission's visits."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.api.serializers.statistics import VisitStatisticsSerializer
from apps.api.views.base import PublicView
from apps.missions.models import Mission
from apps.visits.selectors import visit_statistics


class VisitStatisticsView(PublicView):
    """Coverage and overall assessment by form, with every denominator, what was missing, and what is withheld why."""

    @extend_schema(operation_id="missions_visit_statistics", responses=VisitStatisticsSerializer)
    def get(self, request: Request, code: str) -> Response:
        public = Mission.objects.public().select_related("organisation", "election__country")
        mission = get_object_or_404(public, code=code)
        numbers = visit_statistics(mission)
        row = {
            "mission": mission,
            "sample_is_random": mission.sample_is_random,
            "note": _note(mission),
            "coverage": numbers.coverage,
            "forms": numbers.forms,
        }
        return Response(VisitStatisticsSerializer(row, context={"request": request}).data)


def _note(mission: Mission) -> str:
    if mission.sample_is_random:
        return _("The mission says that it drew the polling stations at random.")
    return _(
        "The polling stations visited are not a random sample: intervals say how sure the share of visits is, "
        "not what happened elsewhere."
    )
