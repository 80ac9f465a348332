"""Files to download: each public list whole, and the description of them all."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from apps.web.exports import BY_NAME, TABLES, Table
from apps.web.filters import narrow, refused
from apps.web.linked_data import dataset_data
from apps.web.writing import FORMATS, data_package


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """What there is to download, in which formats."""
    files = {str(table.title): _origin(request) + reverse("web:download", args=[table.name, "csv"]) for table in TABLES}
    data = dataset_data(
        request, name=_title(), description=gettext("Every public list, whole, as it is at this moment."), files=files
    )
    return render(request, "web/downloads.html", {"tables": TABLES, "formats": list(FORMATS), "data": data})


@require_safe
def download(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """One list, written while it is read, so that its length costs no memory."""
    table = BY_NAME.get(name)
    if table is None or kind not in FORMATS:
        raise Http404
    refusal = refused(narrow(request.GET, ()))
    if refusal is not None:
        return refusal
    content_type, write = FORMATS[kind]
    answer = StreamingHttpResponse(write(table, origin=_origin(request)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="electionwatch-{name}.{kind}"'
    return answer


@require_safe
def package(request: HttpRequest) -> JsonResponse:
    """The Frictionless description of all tables."""

    def address(table: Table) -> str:
        return _origin(request) + reverse("web:download", args=[table.name, "csv"])

    return JsonResponse(
        data_package(TABLES, title=_title(), address=address), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


def _title() -> str:
    return gettext("What election observers said, in which words, and what became of it")


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
