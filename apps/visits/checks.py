"""The rules by which visits are checked, read from `reference/checks.yaml` and made into SQL over whole missions.

Each rule is a query that gives, for every visit of a mission in which it finds something, the visit and the facts that
it looked at. Only visits that stand are looked at, and no question that was set aside.
"""

# ruff: noqa: S608 - the SQL is put together from names of the rules, which stand in our own file

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from apps.core.fields import translated
from apps.core.reference import read_table
from apps.visits.choices import Quality, QuestionRole

REFERENCE: Final = Path(__file__).parent / "reference" / "checks.yaml"
REGISTERED: Final = "registered_voters"
IN_SCOPE: Final = "v.mission_id = %(mission)s AND v.standing = 'stands' AND v.id > %(after)s"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `values` are the words of its kind, such as the two roles that it compares."""

    code: str
    kind: str
    labels: dict[str, str]
    values: Mapping[str, Any]

    @property
    def label(self) -> str:
        return translated(self.labels)

    @property
    def result(self) -> str:
        return (Quality.MISSING if self.kind == "complete" else Quality.FLAGGED).value

    @property
    def sql(self) -> str:
        """Rows of visit_id and facts."""
        return KINDS[self.kind](self.values)


@cache
def rules() -> dict[str, Rule]:
    """All rules by their codes, in the order of the file."""
    made = {}
    for item in read_table(REFERENCE)["rules"]:
        labels = {language: item.pop(language) for language in ("en", "ru", "kk")}
        rule = Rule(code=item.pop("code"), kind=item.pop("kind"), labels=labels, values=item)
        made[rule.code] = rule
    return made


def rule_label(code: str) -> str:
    """The words of a rule; a rule that is gone from the file is told by its code."""
    known = rules().get(code)
    return known.label if known else code


def _asked(role: str, *, of: str = "v", name: str = "") -> str:
    """Joins the question that a visit's form has in a role, unless it was set aside."""
    known = QuestionRole(role).value
    question = name or known
    return f"""JOIN visits_question {question} ON {question}.questionnaire_id = {of}.questionnaire_id
        AND {question}.role = '{known}' AND NOT {question}.code = ANY ({of}.set_aside)"""


def _number(role: str) -> str:
    """The number that a visit gives in a role; null where it could not be observed or was left open."""
    return f"(CASE jsonb_typeof(v.answers -> {role}.code) WHEN 'number' THEN v.answers -> {role}.code END)::numeric"


def _order(values: Mapping[str, Any]) -> str:
    """Times of day at one station, whichever visits told them; HH:MM compares as text."""
    earlier, later = (QuestionRole(values[end]).value for end in ("earlier", "later"))
    told = "coalesce({0}.answers ->> {1}.code, '')"
    first, last = told.format("v", "first"), told.format("w", "last")
    return f"""
        SELECT side.id AS visit_id, jsonb_build_object('{earlier}', min({first}), '{later}', max({last}),
            'others', coalesce(jsonb_agg(DISTINCT side.other) FILTER (WHERE v.id <> w.id), '[]')) AS facts
        FROM visits_visit v {_asked(earlier, name="first")}
        JOIN visits_visit w ON w.mission_id = v.mission_id AND w.standing = 'stands'
            AND (w.id = v.id OR w.station_id = v.station_id)
        {_asked(later, of="w", name="last")}
        CROSS JOIN LATERAL (VALUES (v.id, w.code), (w.id, v.code)) AS side(id, other)
        WHERE v.mission_id = %(mission)s AND v.standing = 'stands' AND (v.id > %(after)s OR w.id > %(after)s)
            AND {first} <> '' AND {last} <> '' AND {first} > {last}
        GROUP BY side.id"""


def _at_most(values: Mapping[str, Any]) -> str:
    least, most = QuestionRole(values["least"]).value, values["most"]
    if most == REGISTERED:
        limit, join = "s.registered_voters", "JOIN visits_pollingstation s ON s.id = v.station_id"
    else:
        most = QuestionRole(most).value
        limit, join = _number(most), _asked(most)
    return f"""
        SELECT v.id AS visit_id, jsonb_build_object('{least}', {_number(least)}, '{most}', {limit}) AS facts
        FROM visits_visit v {_asked(least)} {join} WHERE {IN_SCOPE} AND {_number(least)} > {limit}"""


def _sum(values: Mapping[str, Any]) -> str:
    parts, total = [QuestionRole(part).value for part in values["parts"]], QuestionRole(values["total"]).value
    told = ", ".join(f"'{role}', {_number(role)}" for role in (*parts, total))
    return f"""
        SELECT v.id AS visit_id, jsonb_build_object({told}) AS facts
        FROM visits_visit v {" ".join(_asked(role) for role in (*parts, total))}
        WHERE {IN_SCOPE} AND {" + ".join(map(_number, parts))} <> {_number(total)}"""


OVERLAP: Final = "v.arrived_at < w.departed_at AND w.arrived_at < v.departed_at"


def _pairs(same: str) -> str:
    """Visits with the others that they collide with; both sides are told, whichever of them is new."""
    return f"""
        SELECT side.id AS visit_id, jsonb_build_object('others', jsonb_agg(DISTINCT side.other)) AS facts
        FROM visits_visit v JOIN visits_visit w ON w.mission_id = v.mission_id AND w.standing = 'stands'
            AND w.id <> v.id AND {same}
        CROSS JOIN LATERAL (VALUES (v.id, w.code), (w.id, v.code)) AS side(id, other)
        WHERE {IN_SCOPE} GROUP BY side.id"""


def _apart(_values: Mapping[str, Any]) -> str:
    return _pairs(f"w.team_code = v.team_code AND v.team_code <> '' AND w.station_id <> v.station_id AND {OVERLAP}")


def _together(_values: Mapping[str, Any]) -> str:
    """Visits at one time; where a time is not known, visits with one form to one station count as such."""
    unknown = "(v.arrived_at IS NULL OR w.arrived_at IS NULL OR v.departed_at IS NULL OR w.departed_at IS NULL)"
    return _pairs(f"w.station_id = v.station_id AND w.form = v.form AND ({unknown} OR {OVERLAP})")


def _merged(_values: Mapping[str, Any]) -> str:
    return """
        SELECT v.id AS visit_id, jsonb_build_object('corrected', jsonb_agg(w.code ORDER BY w.code)) AS facts
        FROM visits_visit v JOIN visits_visitmerge m ON m.visit_id = v.id
        JOIN visits_visit w ON w.successor_id = v.id AND w.standing = 'merged' AND w.id > v.id
        WHERE v.mission_id = %(mission)s AND v.standing = 'stands' GROUP BY v.id"""


def _complete(_values: Mapping[str, Any]) -> str:
    return f"""
        SELECT v.id AS visit_id, jsonb_build_object('overall', v.overall <> '', 'arrived', v.arrived_at IS NOT NULL)
        AS facts FROM visits_visit v WHERE {IN_SCOPE} AND (v.overall = '' OR v.arrived_at IS NULL)"""


KINDS: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "order": _order,
    "at_most": _at_most,
    "sum": _sum,
    "apart": _apart,
    "together": _together,
    "merged": _merged,
    "complete": _complete,
}
