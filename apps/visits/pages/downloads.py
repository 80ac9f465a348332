"""Files for analysts: all tables of a mission, and its visits row by row, safe for spreadsheets."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from apps.core.csv_export import csv_lines
from apps.missions.models import Mission
from apps.visits.files import HEADINGS, table_rows
from apps.visits.models import Question, Visit
from apps.visits.pages.common import Context, cut_of, mission_for, person
from apps.visits.reading import NOWHERE_CODE, Cut
from apps.visits.selectors import statistics

COLUMNS: Final = (
    "code", "submission_id", "form", "station", "region", "arrived_at", "departed_at", "team_code", "overall",
    "standing", "quality", "flags", "set_aside", "note",
)  # fmt: skip
CSV: Final = "text/csv; charset=utf-8"
# Without it a spreadsheet on Windows takes Cyrillic letters for something else.
BYTE_ORDER_MARK: Final = "\ufeff"


@require_safe
def tables_view(request: HttpRequest, context: Context, pk: int) -> HttpResponseBase:
    """Every number of the mission, unprotected: counts and per cent in columns of their own."""
    mission = mission_for(person(request), pk)
    return _file(csv_lines(HEADINGS, table_rows(statistics(mission, protect=False))), f"{mission.code}-tables")


@require_safe
def file_view(request: HttpRequest, context: Context, pk: int) -> HttpResponseBase:
    """The visits themselves with their answers, one line each, read while they are written."""
    mission = mission_for(person(request), pk)
    codes = list(
        Question.objects.filter(questionnaire__mission=mission)
        .order_by("code")
        .values_list("code", flat=True)
        .distinct()
    )
    header = [*COLUMNS, *(f"answer:{code}" for code in codes)]
    return _file(csv_lines(header, _visits(mission, cut_of(request), codes)), f"{mission.code}-visits")


def _visits(mission: Mission, cut: Cut, codes: list[str]) -> Iterator[list[Any]]:
    rows = Visit.objects.filter(mission=mission).select_related("station", "region").order_by("pk")
    if cut.form:
        rows = rows.filter(form=cut.form)
    if cut.region:
        rows = rows.filter(region=None) if cut.region == NOWHERE_CODE else rows.filter(region__code=cut.region)
    for visit in rows.iterator(chunk_size=2000):
        yield [
            *(_cell(visit, name) for name in COLUMNS),
            *(_answer(visit.answers[code]) if code in visit.answers else None for code in codes),
        ]


def _cell(visit: Visit, name: str) -> Any:
    match name:
        case "station" | "region":
            place = getattr(visit, name)
            return place.code if place else None
        case "flags" | "set_aside":
            return " ".join(getattr(visit, name))
        case _:
            return getattr(visit, name)


def _answer(value: Any) -> Any:
    if value is None:
        return "could not observe"
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    def marked() -> Iterator[str]:
        yield BYTE_ORDER_MARK
        yield from lines

    answer = StreamingHttpResponse(marked(), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer
