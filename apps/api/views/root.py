"""The way in: what there is, the schema, and an answer for addresses that do not exist."""

from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from apps.api.views.base import ApiView, PublicView, refuse_nul

LISTS = {
    "countries": "country",
    "organisations": "organisation",
    "elections": "election",
    "missions": "mission",
    "statements": "statement",
    "findings": "finding",
    "figures": "figure",
    "recommendations": "recommendation",
    "deliverables": "deliverable",
}


class RootSerializer(serializers.Serializer[Any]):
    """Addresses of the lists and of this API's description."""

    countries = serializers.URLField()
    organisations = serializers.URLField()
    elections = serializers.URLField()
    missions = serializers.URLField()
    statements = serializers.URLField()
    findings = serializers.URLField()
    figures = serializers.URLField()
    recommendations = serializers.URLField()
    deliverables = serializers.URLField()
    schema = serializers.URLField()


class RootView(PublicView):
    """Where everything is."""

    @extend_schema(operation_id="root", responses=RootSerializer)
    def get(self, request: Request) -> Response:
        lists = {name: reverse(f"api:{view}-list", request=request) for name, view in LISTS.items()}
        return Response({**lists, "schema": reverse("api:schema", request=request)})


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The description of this API: it depends on the code alone, so it is made once."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    schema: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return schema


class SchemaView(PublicView):
    """This API as OpenAPI 3.1 describes it."""

    @extend_schema(operation_id="schema", responses={200: {"type": "object"}})
    def get(self, _request: Request) -> Response:
        return Response(openapi())


class NotFoundView(ApiView):
    """Every other address below the API: the same answer, whatever was asked."""

    schema = None
    authentication_classes = ()
    permission_classes = ()

    def initial(self, request: Request, *_args: Any, **_kwargs: Any) -> None:
        refuse_nul(request)
        raise exceptions.NotFound
