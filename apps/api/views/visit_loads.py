"""Loading visits by program: a stream of submissions is taken in, and its load is watched."""

from collections.abc import Iterator
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from apps.accounts.choices import Scope
from apps.api.authentication import HasRight, HasScope, WellFormedToken
from apps.api.pagination import DEFAULT_PAGE_SIZE
from apps.api.problems import PROBLEM_JSON, ContentTooLarge, ProblemSerializer, Unprocessable
from apps.api.serializers.visit_loads import LoadProblemPageSerializer, LoadProblemSerializer, VisitLoadSerializer
from apps.api.throttles import VisitThrottle
from apps.api.views.base import ApiView
from apps.core.access import missions_of, within_missions
from apps.missions.models import Mission
from apps.visits.choices import FormKind, LoadKind, LoadOrigin
from apps.visits.mapping import as_named
from apps.visits.models import Load, Questionnaire
from apps.visits.services.start import Goal, begin, take_in, targets_of
from apps.visits.sources import Unreadable

NDJSON: Final = ("application/x-ndjson", "application/ndjson", "application/jsonl")
PIECE: Final = 1 << 18


class LoaderView(ApiView):
    """For observers and those above them."""

    authentication_classes = (WellFormedToken,)
    permission_classes = (HasRight, HasScope)
    right = "visits.add_visit"
    scope = Scope.VISITS
    throttle_classes = (VisitThrottle,)


class MissionVisitsView(LoaderView):
    """Load visits of one form of a mission."""

    http_method_names = ["post", "options"]
    parser_classes = ()

    def query_parameters(self) -> set[str]:
        return {"form", "version"}

    @extend_schema(
        operation_id="visit_loads_create",
        parameters=[
            OpenApiParameter("form", required=True, enum=FormKind.values, description="Which form was filled in."),
            OpenApiParameter(
                "version", {"type": "integer", "minimum": 1, "maximum": 32767},
                description="Version of the form; the newest by default.",
            ),
        ],
        request={NDJSON[0]: {"type": "string", "description": "One submission, a JSON object, in each line."}},
        responses={
            202: OpenApiResponse(VisitLoadSerializer, description="Taken in; Location says where to watch it."),
            (413, PROBLEM_JSON): OpenApiResponse(ProblemSerializer, description="The body is too large."),
            (415, PROBLEM_JSON): OpenApiResponse(ProblemSerializer, description="Send application/x-ndjson."),
            (422, PROBLEM_JSON): OpenApiResponse(ProblemSerializer, description="No id tells submissions apart."),
        },
    )  # fmt: skip
    def post(self, request: Request, code: str) -> Response:
        by = cast(User, request.user)
        sheet = sheet_of(by, code, request)
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        if kind not in NDJSON:
            raise exceptions.UnsupportedMediaType(kind)
        try:
            goal = Goal(questionnaire=sheet)
            load = take_in(pieces=pieces_of(request), name="visits.ndjson", goal=goal, origin=LoadOrigin.API, by=by)
            # A program says itself what it means: what has the name of a field or question is that.
            begin(load=load, mapping=as_named(targets_of(load), load.headings, load.mapping))
        except Unreadable as reason:
            error = exceptions.ErrorDetail(str(reason), reason.trouble)
            raise Unprocessable(errors={"": [error]}, members={"problem": reason.trouble.value}) from reason
        load.refresh_from_db()
        body = VisitLoadSerializer(load, context={"request": request}).data
        return Response(body, status=status.HTTP_202_ACCEPTED, headers={"Location": address_of(load, request)})


class VisitLoadView(LoaderView):
    """How a load goes."""

    http_method_names = ["get", "head", "options"]

    @extend_schema(operation_id="visit_loads_retrieve", responses=VisitLoadSerializer)
    def get(self, request: Request, code: str) -> Response:
        load = get_object_or_404(loads(request.user), code=code)
        return Response(VisitLoadSerializer(load, context={"request": request}).data)


class LoadProblemsView(LoaderView):
    """What is wrong with the rows of a load, in the order of its lines."""

    http_method_names = ["get", "head", "options"]

    def query_parameters(self) -> set[str]:
        return {"after"}

    @extend_schema(
        operation_id="visit_loads_problems",
        parameters=[
            OpenApiParameter(
                "after", {"type": "integer", "minimum": 0, "maximum": 2_147_483_647},
                description="How many problems to pass over: follow the addresses in `next`.",
            )
        ],
        responses=LoadProblemPageSerializer,
    )  # fmt: skip
    def get(self, request: Request, code: str) -> Response:
        load = get_object_or_404(loads(request.user), code=code)
        after = number(request, "after", most=2_147_483_647) or 0
        found = list(load.problems.order_by("line", "id")[after : after + DEFAULT_PAGE_SIZE + 1])
        more = len(found) > DEFAULT_PAGE_SIZE
        address = reverse("api:visit-load-problems", args=[load.code], request=request)
        return Response(
            {
                "next": f"{address}?after={after + DEFAULT_PAGE_SIZE}" if more else None,
                "results": LoadProblemSerializer(found[:DEFAULT_PAGE_SIZE], many=True).data,
            }
        )


def loads(user: Any) -> QuerySet[Load]:
    """The loads of visits that somebody may watch: those of their missions who may read visits, else their own."""
    rows = Load.objects.filter(kind=LoadKind.VISITS).select_related("mission", "questionnaire")
    if not user.has_perm("visits.view_visit"):
        return rows.filter(started_by=user.pk)
    return within_missions(rows, user, "mission", also=Q(started_by=user.pk))


def sheet_of(user: User, code: str, request: Request) -> Questionnaire:
    """The form that is meant; a mission that is not the person's is as unknown as one that is not there."""
    own = missions_of(user)
    missions = Mission.objects.filter(code=code)
    mission = (missions if own is None else missions.filter(pk__in=own)).first()
    if mission is None:
        raise Http404
    form = request.query_params.get("form")
    if form not in FormKind.values:
        message = _("Choose one of: %(known)s.") % {"known": ", ".join(FormKind.values)}
        raise exceptions.ValidationError({"form": [exceptions.ErrorDetail(message, "invalid_choice")]})
    sheets = Questionnaire.objects.filter(mission=mission, form=form)
    version = number(request, "version", most=32_767)
    if version is not None:
        sheets = sheets.filter(version=version)
    sheet = sheets.select_related("mission__election").order_by("-version").first()
    if sheet is None:
        message = _("The mission has no such questionnaire. Import the form, or add the default forms.")
        raise exceptions.ValidationError({"form": [exceptions.ErrorDetail(message, "unknown")]})
    return sheet


def number(request: Request, name: str, *, most: int) -> int | None:
    given = request.query_params.get(name)
    if given is None:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 10 or int(given) > most:
        message = _("Give a whole number from %(least)s to %(most)s.") % {"least": 0, "most": most}
        raise exceptions.ValidationError({name: [exceptions.ErrorDetail(message, "invalid")]})
    return int(given)


def pieces_of(request: Request) -> Iterator[bytes]:
    """The body as it arrives, in constant memory; one that is too large is cut off."""
    stream, size = request._request, 0
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.VISIT_FILE_BYTES:
        raise ContentTooLarge(_("The body is too large. Send it in parts."))
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > settings.VISIT_FILE_BYTES:
            raise ContentTooLarge(_("The body is too large. Send it in parts."))
        yield piece


def address_of(load: Load, request: Request) -> str:
    return reverse("api:visit-load-detail", args=[load.code], request=request)
