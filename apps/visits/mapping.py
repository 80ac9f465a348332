"""Which column of a file means what: proposed from the headings, by names that observers' tools give them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

LOCAL_STATION: Final = (
    "уик", "номер_уик", "№_уик", "участок", "номер_участка", "№_участка", "учаске", "учаске_нөмірі",
)  # fmt: skip
"""A polling station's number in registers in Russian and Kazakh."""
FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "submission_id": (
        "submission_id", "instanceid", "meta/instanceid", "_uuid", "__id", "key", "uuid", "responseid",
        "response_id", "response_shortcode", "shortcode", "serial", "submission", "_id", "id",
    ),
    "station": (
        "station", "station_code", "polling_station", "polling_station_code", "ps_code", "ps", "location_code",
        "location", "uik", *LOCAL_STATION,
    ),
    "region": ("region", "region_code", "oblast", "province", "регион", "область", "өңір", "облыс"),
    "arrived_at": ("arrived_at", "arrival", "arrived", "time_arrived", "start", "прибытие", "келді"),
    "departed_at": ("departed_at", "departure", "departed", "time_departed", "end", "отъезд", "кетті"),
    "overall": ("overall", "overall_assessment", "assessment", "общая_оценка", "жалпы_баға"),
    "team_code": ("team_code", "team", "team_id", "participant_id", "participant", "username", "_submitted_by",
                  "submitter", "__system/submittername", "submittername", "команда", "топ"),
}  # fmt: skip
"""Names in lower case with underscores, the surest first."""

JOINED: Final = " + "
"""Between headings that only together tell submissions apart."""

STATION_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    "code": ("code", "station_code", "station", "ps_code", "number", "uik", *LOCAL_STATION, "код", "номер"),
    "name": ("name", "station_name", "название", "атауы"),
    "region": FIELDS["region"],
    "place": ("place", "address", "settlement", "адрес", "мекенжай"),
    "registered_voters": ("registered_voters", "voters", "electors", "избирателей", "сайлаушылар"),
    "latitude": ("latitude", "lat", "широта"),
    "longitude": ("longitude", "lon", "lng", "долгота"),
}


def simple(heading: str) -> str:
    return re.sub(r"[\s.:]+", "_", heading.strip().casefold()).strip("_")


def propose(
    headings: Iterable[str], *, codes: Mapping[str, Iterable[str]], fields: Mapping[str, Sequence[str]] = FIELDS
) -> dict[str, str]:
    """Heading by field or question. `codes` gives each question's other names, which are its labels.

    A heading with groups before it (`voting/ink`, `voting-ink`) is known by its last part. No heading is used twice.
    """
    names: dict[str, str] = {}
    for heading in headings:
        last = re.split(r"[/]|(?<=\w)-(?=\w)", heading)[-1]
        names.setdefault(simple(heading), heading)
        names.setdefault(simple(last), heading)
    found: dict[str, str] = {}
    wanted = {code: (code, *others) for code, others in codes.items()} | {f: tuple(n) for f, n in fields.items()}
    # Questions come first: a form may well ask for a “location” of its own.
    for target, known in wanted.items():
        taken = set(found.values())
        match = next((names[simple(name)] for name in known if names.get(simple(name), "") not in ("", *taken)), None)
        if match is not None:
            found[target] = match
    return found | _together(names, found, fields)


# Where no column alone tells submissions apart: a checklist of Apollo is filled in once by each observer at a place.
TOGETHER: Final = (("participant_id", "location_code"),)


def _together(
    names: Mapping[str, str], found: Mapping[str, str], fields: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    if "submission_id" not in fields or "submission_id" in found:
        return {}
    for parts in TOGETHER:
        if set(parts) <= set(names):
            return {"submission_id": JOINED.join(names[part] for part in parts)}
    return {}


def parts_of(heading: str, known: Iterable[str]) -> list[str]:
    """The headings that a mapping names: one, or several that are put together."""
    return [heading] if heading in known or JOINED not in heading else heading.split(JOINED)


def as_named(targets: Iterable[str], headings: Iterable[str], proposed: Mapping[str, str]) -> dict[str, str]:
    """Fields and questions under their own names, which later submissions may have; else as proposed."""
    known, names = set(headings), list(targets)
    later = {target: target for target in names if target not in proposed and target != "submission_id"}
    return {**later, **proposed, **{target: target for target in names if target in known}}
