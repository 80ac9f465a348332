"""What every address of the API does before it answers."""

from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import QueryDict
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework import exceptions
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.api.pagination import CodeCursor

LANGUAGE_PARAMETER = "lang"
NUL = "\x00"

M = TypeVar("M", bound=Model)


class ApiView(APIView):
    """Strict about its parameters, and in the language that `?lang=` or else Accept-Language asks for."""

    def query_parameters(self) -> set[str]:
        """The parameters that this address knows besides `lang`."""
        return set()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        refuse_nul(request)
        activate_language(request.query_params)
        check_parameters(request.query_params, known={LANGUAGE_PARAMETER, *self.query_parameters()})
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        # An answer kept by a proxy would outlive a withdrawal, and one from before an embargo's end the embargo.
        patch_cache_control(final, no_cache=True)
        return final


class PublicView(ApiView):
    """Read by anybody: nobody is logged in here, so that nobody can be shown more than the public."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ["get", "head", "options"]


class PublicRecords(PublicView, ReadOnlyModelViewSet[M]):
    """A list by cursor with filters, and each record at its own code. Hidden and unknown codes answer alike."""

    lookup_field = "code"
    lookup_value_regex = "[a-z0-9-]{1,100}"
    pagination_class = CodeCursor
    filter_backends = (DjangoFilterBackend,)
    filterset_class: type[FilterSet] | None = None

    def query_parameters(self) -> set[str]:
        if self.detail:
            return set()
        filters = self.filterset_class.base_filters if self.filterset_class else {}
        return {*CodeCursor().query_parameters, *filters}


def refuse_nul(request: Request) -> None:
    """NUL is no character of any text here, and the database would refuse it later and louder."""
    texts = [request.path, *request.query_params.keys(), *(v for _k, vs in request.query_params.lists() for v in vs)]
    if any(NUL in text for text in texts):
        raise exceptions.ParseError(_("The address contains a NUL character. Leave it out."))


def activate_language(parameters: QueryDict) -> None:
    """Answer in the language of `?lang=`; LocaleMiddleware has read Accept-Language before."""
    wanted = parameters.get(LANGUAGE_PARAMETER)
    if wanted is None:
        return
    known = [code for code, _name in settings.LANGUAGES]
    if wanted not in known:
        message = _("Choose one of: %(known)s.") % {"known": ", ".join(known)}
        raise exceptions.ValidationError({LANGUAGE_PARAMETER: [exceptions.ErrorDetail(message, "invalid_choice")]})
    translation.activate(wanted)


def check_parameters(parameters: QueryDict, *, known: set[str]) -> None:
    """Refuse parameters that nobody knows, that are given twice, or that are empty."""
    wrong: dict[str, list[exceptions.ErrorDetail]] = {}
    names = ", ".join(sorted(known))
    for name, values in parameters.lists():
        if name not in known:
            message = _("This parameter is not known here. Known are: %(names)s.") % {"names": names}
            wrong[name] = [exceptions.ErrorDetail(message, "unknown")]
        elif len(values) > 1:
            wrong[name] = [exceptions.ErrorDetail(_("Give this parameter only once."), "repeated")]
        elif not values[0]:
            wrong[name] = [exceptions.ErrorDetail(_("Give a value, or leave the parameter out."), "empty")]
    if wrong:
        raise exceptions.ValidationError(wrong)
