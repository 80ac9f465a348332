"""Imports: for analysts, with a token."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from apps.accounts.choices import Scope
from apps.api import selectors
from apps.api.authentication import HasRight, HasScope, WellFormedToken
from apps.api.parsers import ShallowJSONParser
from apps.api.problems import PROBLEM_JSON, ImportProblemSerializer, ProblemSerializer, Unprocessable
from apps.api.serializers.imports import SOURCES, ImportRequestSerializer, ImportRunSerializer
from apps.api.throttles import ImportThrottle
from apps.api.uploads import guard_body
from apps.api.views.base import ApiView
from apps.imports.choices import RunState
from apps.imports.models import ImportRun
from apps.imports.services.start import ImportOptions, start_file, start_text, start_url


class AnalystView(ApiView):
    """For analysts and those above them."""

    authentication_classes = (WellFormedToken,)
    permission_classes = (HasRight, HasScope)
    right = "core.decide"
    scope = Scope.IMPORTS
    throttle_classes = (ImportThrottle,)


class ImportsView(AnalystView):
    """Start an import from an address, pasted text or a file."""

    http_method_names = ["post", "options"]
    parser_classes = (ShallowJSONParser, MultiPartParser)

    @extend_schema(
        operation_id="imports_create",
        request={
            "application/json": ImportRequestSerializer,
            "multipart/form-data": ImportRequestSerializer,
        },
        responses={
            202: OpenApiResponse(ImportRunSerializer, description="Taken in; Location says where to watch it."),
            (413, PROBLEM_JSON): OpenApiResponse(
                ImportProblemSerializer, description="The body was too large to be read."
            ),
            (415, PROBLEM_JSON): OpenApiResponse(ProblemSerializer, description="Send JSON or multipart/form-data."),
            (422, PROBLEM_JSON): OpenApiResponse(
                ImportProblemSerializer, description="The source cannot be imported: empty, no text, too large, …"
            ),
        },
    )
    def post(self, request: Request) -> Response:
        guard_body(request)
        form = ImportRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        run = start(form.validated_data, by=cast(User, request.user))
        address = reverse("api:import-detail", args=[run.code], request=request)
        if run.state == RunState.REJECTED:
            raise _rejected(run, field=source_of(form.validated_data), address=address)
        body = ImportRunSerializer(run, context={"request": request}).data
        return Response(body, status=status.HTTP_202_ACCEPTED, headers={"Location": address})


class ImportView(AnalystView):
    """How an import goes."""

    http_method_names = ["get", "head", "options"]

    @extend_schema(operation_id="imports_retrieve", responses=ImportRunSerializer)
    def get(self, request: Request, code: str) -> Response:
        run = get_object_or_404(selectors.runs(request.user), code=code)
        return Response(ImportRunSerializer(run, context={"request": request}).data)


def source_of(data: dict[str, Any]) -> str:
    """Which of the three sources was given; validation has made sure that it is one."""
    return next(source for source in SOURCES if source in data)


def start(data: dict[str, Any], *, by: User) -> ImportRun:
    """Hand the source over to the import that fits it."""
    known = ("language", "published_on", "statement_kind", "authenticity", "facts_from", "publisher")
    options = ImportOptions(**{name: data[name] for name in known if name in data})
    match source_of(data):
        case "url":
            return start_url(url=data["url"], options=options, by=by)
        case "text":
            return start_text(text=data["text"], name=data.get("name", ""), options=options, by=by)
        case "file":
            return start_file(data=data["file"].read(), name=data["file"].name, options=options, by=by)
        case other:
            raise ValueError(f"no source is called {other}")


def _rejected(run: ImportRun, *, field: str, address: str) -> Unprocessable:
    reason = exceptions.ErrorDetail(run.get_problem_display(), run.problem)
    return Unprocessable(
        errors={field: [reason]}, members={"problem": run.problem, "run": run.code, "run_url": address}
    )
