"""A page of a mission's visits, the latest arrival first, as fast among millions as among thousands.

One index holds visits by mission, form, region and arrival. The page takes the first of each form and region, and of
these the latest: a form that was used in the morning alone is found without passing over the whole day after it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection

from apps.elections.models import Region
from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.models import Visit
from apps.visits.models.visits import NEVER, NO_REGION
from apps.visits.reading import NOWHERE_CODE, Cut

HOUR: Final = timedelta(hours=1)
END: Final = datetime(9999, 1, 1, tzinfo=UTC)
PAGE: Final = f"""
    SELECT v.id FROM unnest(%(forms)s::text[]) AS f(form)
    CROSS JOIN unnest(%(regions)s::bigint[]) AS p(place)
    CROSS JOIN LATERAL (
        SELECT id, COALESCE(arrived_at, '{NEVER}') AS came FROM visits_visit
        WHERE mission_id = %(mission)s AND form = f.form AND COALESCE(region_id, {NO_REGION}) = p.place
            AND (COALESCE(arrived_at, '{NEVER}'), id) < (%(before)s, %(before_id)s)
            AND COALESCE(arrived_at, '{NEVER}') >= %(since)s AND standing = %(standing)s
            AND (%(quality)s = '' OR quality = %(quality)s)
        ORDER BY COALESCE(arrived_at, '{NEVER}') DESC, id DESC LIMIT %(most)s
    ) v ORDER BY v.came DESC, v.id DESC LIMIT %(most)s"""  # noqa: S608 - constants of this house


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind this visit."""

    at: datetime = END
    pk: int = 0

    @classmethod
    def read(cls, given: str) -> "Place":
        """From an address; what makes no sense is the beginning."""
        moment, _, number = given.rpartition("_")
        try:
            at = datetime.fromtimestamp(int(moment) / 1_000_000, UTC) if moment else END
            return cls(at, int(number)) if moment and 0 <= int(number) < 1 << 63 else cls()
        except (ValueError, OverflowError, OSError):
            return cls()

    @classmethod
    def of(cls, visit: Visit) -> "Place":
        return cls(visit.arrived_at or NEVER, visit.pk)

    def __str__(self) -> str:
        whole = (self.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return f"{whole}_{self.pk}"


def page_of(mission: Mission, cut: Cut, *, standing: str, quality: str, after: Place, most: int) -> list[Visit]:
    """The visits of a part of a mission behind a place, latest first."""
    start = min(after, Place(cut.hour + HOUR), key=lambda place: (place.at, place.pk)) if cut.hour else after
    named: dict[str, Any] = {
        "mission": mission.pk,
        "forms": [cut.form] if cut.form else [form.value for form in FormKind],
        "regions": _regions(mission, cut.region),
        "before": start.at,
        "before_id": start.pk,
        "since": cut.hour or NEVER,
        "standing": standing,
        "quality": quality,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(PAGE, named)
        numbers = [number for (number,) in cursor.fetchall()]
    found: dict[int, Any] = Visit.objects.select_related("station", "region").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def _regions(mission: Mission, code: str) -> list[int]:
    """Keys of the regions that are meant; every division the country ever had, since a station may be in any."""
    if code == NOWHERE_CODE:
        return [NO_REGION]
    known = Region.objects.filter(country=mission.election.country_id)
    if code:
        return list(known.filter(code=code).values_list("pk", flat=True))
    return [NO_REGION, *known.values_list("pk", flat=True)]
