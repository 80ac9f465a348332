"""From counts to the tables that people see: for analysts as they are, for readers with small counts put together.

Pure functions: counts in, plain values out, ready for JSON.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from apps.visits.choices import Assessment, FormKind, QuestionType, TallyKind
from apps.visits.conditions import rests_on
from apps.visits.protection import Block, Row, block_sum, blocks_of, halves_of, pooled, regroup, total_of
from apps.visits.statistics import NEGATIVE, NOT_ASSESSED, POSITIVE, SMALLEST_BASE, Withheld, is_small, wilson

HALVES: Final = ([grade.value for grade in POSITIVE], [grade.value for grade in NEGATIVE])
WITH_VALUES: Final = frozenset({QuestionType.YES_NO, QuestionType.SCALE, QuestionType.SINGLE_CHOICE})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one form, with what was answered in each region by (kind, value)."""

    code: str
    type: QuestionType
    labels: Mapping[str, str]
    section: Mapping[str, str]
    condition: str
    choices: Sequence[tuple[str, Mapping[str, str]]]
    asked: Mapping[str, int]
    answers: Mapping[str, Mapping[tuple[str, str], int]]
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class FormCounts:
    """One form: visits by region and overall assessment, and its questions in their order."""

    form: FormKind
    overall: Mapping[str, Row]
    questions: Sequence[Asked] = field(default=())


@dataclass(frozen=True, slots=True)
class Rules:
    """How a mission's counts may be read."""

    by_mandate: bool
    population: int | None
    """Stations in the register, where the mission says that it drew them at random."""
    protect: bool


def share_of(count: int, base: int, rules: Rules) -> dict[str, float] | None:
    """A share with its interval. Readers see none of a base under 30."""
    if not rules.by_mandate or base < (SMALLEST_BASE if rules.protect else 1):
        return None
    share = wilson(successes=count, n=base, population=rules.population)
    return {"value": share.value, "low": share.low, "high": share.high}


def form_table(counts: FormCounts, rules: Rules) -> dict[str, Any]:
    """All of one form: the total, the regions, and each question."""
    total = total_of(counts.overall.values())
    visits = sum(total.values())
    head: dict[str, Any] = {"form": counts.form.value}
    if rules.protect and is_small(visits):
        return {**head, **_without_grades(None, Withheld.FEW_VISITS), "regions": [], "questions": []}
    if not rules.by_mandate:
        return {**head, **_without_grades(visits, Withheld.MANDATE), "regions": [], "questions": []}
    groups = _groups(counts, rules)
    blocks = halves_of(total, HALVES) if rules.protect else [(grade,) for half in HALVES for grade in half]
    rows = _rows(regroup(counts.overall, groups), blocks, rules)
    return {
        **head,
        **_graded(total, blocks, rules),
        "regions": [{"regions": list(names), **_graded(row, blocks, rules)} for names, row in rows.items()],
        "questions": [question_table(asked, groups, rules, counts.questions) for asked in counts.questions],
    }


def _groups(counts: FormCounts, rules: Rules) -> list[Block]:
    """The regions of a form; for readers those with few visits are one row in all of its tables."""
    visits: dict[Block, Row] = {(region,): {"": sum(row.values())} for region, row in counts.overall.items()}
    if not rules.protect:
        return list(visits)
    return list(pooled(visits, [("",)]))


def _rows(rows: Mapping[Block, Row], blocks: Sequence[Block], rules: Rules) -> dict[Block, dict[str, int]]:
    """In the order of the regions' codes, those that are told together last."""
    made = pooled(rows, blocks) if rules.protect else {names: dict(row) for names, row in rows.items()}
    return dict(sorted(made.items(), key=lambda row: (len(row[0]), row[0])))


def _without_grades(visits: int | None, reason: Withheld) -> dict[str, Any]:
    nothing = dict.fromkeys(("assessed", "missing", "positive", "negative", "positive_share"))
    counts = dict.fromkeys(grade.value for grade in Assessment)
    return {"visits": visits, **nothing, "counts": counts, "withheld": [reason.value]}


def _graded(row: Row, blocks: Sequence[Block], rules: Rules) -> dict[str, Any]:
    missing, visits = row.get(NOT_ASSESSED, 0), sum(row.values())
    assessed = visits - missing
    halves = [
        block_sum(row, half) if all(set(block) <= set(half) or not set(block) & set(half) for block in blocks) else None
        for half in HALVES
    ]
    counts = {block[0]: row.get(block[0], 0) for block in blocks if len(block) == 1}
    share = share_of(halves[0], assessed, rules) if halves[0] is not None else None
    return {
        "visits": visits,
        "assessed": assessed,
        "missing": missing,
        "counts": {grade.value: counts.get(grade.value) for grade in Assessment},
        "positive": halves[0],
        "negative": halves[1],
        "positive_share": share,
        "withheld": _why(blocks, assessed, rules),
    }


def _why(blocks: Sequence[Block], base: int, rules: Rules) -> list[str]:
    reasons = [Withheld.SMALL_CELL] if any(len(block) > 1 for block in blocks) else []
    if base < (SMALLEST_BASE if rules.protect else 1):
        reasons.append(Withheld.FEW_FOR_SHARE)
    return [reason.value for reason in reasons]


def question_table(asked: Asked, groups: Sequence[Block], rules: Rules, all_asked: Sequence[Asked]) -> dict[str, Any]:
    """One question: how many answered what, in all and by region."""
    flat = {region: _flat(asked, region, all_asked) for region in asked.asked}
    rows, whole = regroup(flat, groups), total_of(flat.values())
    columns = [code for code, _labels in asked.choices] or ["answered"]
    blocks = _question_blocks(asked, whole, columns, rules)
    pools = [*blocks, *((f"not {block[0]}",) for block in blocks if asked.type == QuestionType.MULTIPLE_CHOICE)]
    asked_there = {names: row for names, row in rows.items() if row.get("asked")}
    shown = _rows(asked_there, [tuple(map(_column, block)) for block in pools], rules)
    return {
        "code": asked.code,
        "type": asked.type.value,
        "labels": dict(asked.labels),
        "section": dict(asked.section),
        "condition": asked.condition,
        "mean": _mean(asked, whole, rules),
        **_answered(asked, whole, blocks, rules),
        "regions": [{"regions": list(names), **_answered(asked, row, blocks, rules)} for names, row in shown.items()],
    }


def _column(name: str) -> str:
    return name if name == "answered" or name.startswith("not ") else f"={name}"


def _flat(asked: Asked, region: str, all_asked: Sequence[Asked]) -> dict[str, int]:
    """The counts of one region as one row; choices stand under “=” and their code."""
    answers = asked.answers.get(region, {})
    answered = sum(count for (kind, _value), count in answers.items() if kind == TallyKind.VALUE)
    unseen = answers.get((TallyKind.UNSEEN, ""), 0)
    aside = answers.get((TallyKind.ASIDE, ""), 0)
    open_ = asked.asked[region] - answered - unseen - aside
    unasked = min(max(open_, 0), _unasked(asked, region, all_asked))
    row = {
        "asked": asked.asked[region],
        "answered": answered,
        "unseen": unseen,
        "aside": aside,
        "unasked": unasked,
        "missing": open_ - unasked,
    }
    kind = TallyKind.CHOSEN if asked.type == QuestionType.MULTIPLE_CHOICE else TallyKind.VALUE
    for code, _labels in asked.choices:
        row[f"={code}"] = answers.get((kind, code), 0)
        if asked.type == QuestionType.MULTIPLE_CHOICE:
            row[f"not {code}"] = answered - row[f"={code}"]
    return row


def _unasked(asked: Asked, region: str, all_asked: Sequence[Asked]) -> int:
    """How many were not asked because another answer ruled it out, where that follows from the counts."""
    when = rests_on(asked.condition)
    deciding = next((other for other in all_asked if when and other.code == when[0]), None)
    if when is None or deciding is None:
        return 0
    wanted = deciding.answers.get(region, {}).get((TallyKind.VALUE, when[1]), 0)
    return max(asked.asked[region] - wanted, 0)


def _question_blocks(asked: Asked, whole: Row, columns: Sequence[str], rules: Rules) -> list[Block]:
    if not rules.protect or columns == ["answered"]:
        return [(column,) for column in columns]
    if asked.type == QuestionType.MULTIPLE_CHOICE:
        # Each choice is a question of its own: chosen or not.
        safe = [c for c in columns if not is_small(whole.get(f"={c}", 0)) and not is_small(whole.get(f"not {c}", 0))]
        return [(column,) for column in safe]
    return blocks_of({column: whole.get(f"={column}", 0) for column in columns}, columns)


def _mean(asked: Asked, whole: Row, rules: Rules) -> float | None:
    if asked.type != QuestionType.NUMBER or not whole.get("answered"):
        return None
    enough = not rules.protect or whole["answered"] >= SMALLEST_BASE
    return round(asked.total / whole["answered"], 2) if enough else None


def _answered(asked: Asked, row: Row, blocks: Sequence[Block], rules: Rules) -> dict[str, Any]:
    answered = row.get("answered", 0)
    hide_base = rules.protect and is_small(answered)
    single = {block[0] for block in blocks if len(block) == 1}
    withheld = _why(blocks, answered, rules)
    if len(single) < len(asked.choices) and Withheld.SMALL_CELL not in withheld:
        withheld.insert(0, Withheld.SMALL_CELL.value)
    return {
        "visits": row.get("asked", 0),
        "answered": None if hide_base else answered,
        "could_not_observe": None if hide_base else row.get("unseen", 0),
        "missing": None if hide_base else row.get("missing", 0),
        "not_asked": None if hide_base else row.get("unasked", 0),
        "set_aside": None if hide_base else row.get("aside", 0),
        "values": [
            {
                "value": code,
                "labels": dict(labels),
                "count": row.get(f"={code}", 0) if code in single and not hide_base else None,
                "share": share_of(row.get(f"={code}", 0), answered, rules) if code in single and answered else None,
            }
            for code, labels in asked.choices
        ],
        "withheld": withheld,
    }
