"""Every error as application/problem+json (RFC 9457): what is wrong, where, and what to do."""

import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.core.signals import got_request_exception
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

PROBLEM_JSON: Final = "application/problem+json"
NO_FIELD: Final = "non_field_errors"

logger = logging.getLogger("django.request")


class ContentTooLarge(exceptions.APIException):
    """413: the body was refused unread."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The request is too large.")
    default_code = "too_large"


class Unprocessable(exceptions.APIException):
    """422: the request is well formed, what it carries cannot be used. `members` are added to the problem."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = _("The content cannot be used.")
    default_code = "unprocessable"

    def __init__(self, *, errors: Mapping[str, list[exceptions.ErrorDetail]], members: Mapping[str, Any]) -> None:
        super().__init__()
        self.errors = errors
        self.members = members


class ErrorSerializer(serializers.Serializer[Any]):
    """One thing that is wrong."""

    name = serializers.CharField(help_text="The query parameter or body field; empty where it is the whole request.")
    code = serializers.CharField(help_text="A word for programs: unknown, invalid, required, …")
    message = serializers.CharField(help_text="What is wrong and what to do, in the language of the request.")


class ProblemSerializer(serializers.Serializer[Any]):
    """An error as RFC 9457 has it."""

    type = serializers.CharField(help_text="Always about:blank: the status says what kind of problem it is.")
    title = serializers.CharField(help_text="The name of the HTTP status.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What is wrong, in the language of the request.")

    def get_fields(self) -> dict[str, Any]:
        """`errors` is also the name of what Serializer itself found wrong, so it is declared here."""
        details = ErrorSerializer(many=True, required=False, help_text="Each wrong parameter or field.")
        return {**super().get_fields(), "errors": details}


class ImportProblemSerializer(ProblemSerializer):
    """Why an import was rejected at once; the run is kept."""

    problem = serializers.CharField(required=False, help_text="The code of the problem, such as `empty`.")
    run = serializers.CharField(required=False, help_text="The code of the rejected run.")
    run_url = serializers.URLField(required=False, help_text="Its address.")


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """What Django REST framework calls for every exception in a view.

    None lets Django show its own page: wanted for our own mistakes while debugging.
    """
    problem = _as_api_exception(error)
    if problem is None:
        return None if settings.DEBUG else _our_fault(error, context)
    set_rollback()
    return Response(_body(problem), status=problem.status_code, headers=_headers(problem), content_type=PROBLEM_JSON)


def _as_api_exception(error: Exception) -> exceptions.APIException | None:
    match error:
        case exceptions.APIException():
            return error
        case Http404():
            return exceptions.NotFound()
        case RequestDataTooBig():
            return ContentTooLarge()
        case SuspiciousOperation():
            return exceptions.ParseError()
        case ModelValidationError():
            return exceptions.ValidationError(serializers.as_serializer_error(error))
        case _:
            return None


def _body(error: exceptions.APIException) -> dict[str, Any]:
    status = HTTPStatus(error.status_code)
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value}
    match error:
        case Unprocessable():
            errors = list(_flatten(error.errors))
            return {**body, "detail": errors[0]["message"], "errors": errors, **error.members}
        case exceptions.ValidationError():
            return {
                **body,
                "detail": gettext("The request is not valid: “errors” lists what to correct."),
                "errors": list(_flatten(error.detail)),
            }
        case ContentTooLarge():
            return {**body, "detail": str(error.detail), "problem": error.default_code}
        case _:
            return {**body, "detail": str(error.detail)}


def _flatten(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """The nested lists and objects of a validation error, one line each, with dotted names."""
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            name = "" if key == NO_FIELD else str(key)
            yield from _flatten(value, ".".join(part for part in (path, name) if part))
    elif isinstance(detail, list | tuple):
        for item in detail:
            yield from _flatten(item, path)
    else:
        yield {"name": path, "code": getattr(detail, "code", "invalid"), "message": str(detail)}


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers: dict[str, str] = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return headers


def _our_fault(error: Exception, context: dict[str, Any]) -> Response:
    """500 that tells readers nothing of the cause; the log and the error reporters have it all."""
    request: Request | None = context.get("request")
    plain = getattr(request, "_request", None)
    got_request_exception.send(sender=None, request=plain)
    logger.error("Unexpected error: %s", getattr(plain, "path", ""), exc_info=error)
    set_rollback()
    fault = exceptions.APIException(gettext("Something went wrong on our side. It is logged; please try again later."))
    return Response(_body(fault), status=fault.status_code, content_type=PROBLEM_JSON)
