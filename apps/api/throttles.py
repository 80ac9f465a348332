"""How often imports and loads may be started."""

from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView


class ImportThrottle(UserRateThrottle):
    """Counts what each person starts, not how often they ask how it goes."""

    scope = "imports"

    def allow_request(self, request: Request, view: APIView) -> bool:
        return request.method != "POST" or super().allow_request(request, view)


class VisitThrottle(ImportThrottle):
    """The same for loads of visits."""

    scope = "visits"
