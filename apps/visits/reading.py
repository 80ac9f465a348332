"""Reads the kept counts of a mission's visits, ready for its tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import Model, Q, QuerySet, Sum

from apps.missions.models import Mission
from apps.visits.choices import FormKind, QuestionType
from apps.visits.coverage import Reach
from apps.visits.models import AnswerTally, CoverageTally, Question, RegisterTally, VisitTally
from apps.visits.tables import Asked, FormCounts

T = TypeVar("T", bound=Model)
NOWHERE_CODE: Final = "-"


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a mission's visits that somebody looks at; what is empty cuts nothing off.

    `region` is the code of a region; NOWHERE_CODE asks for visits in none.
    """

    form: str = ""
    region: str = ""
    hour: datetime | None = None

    def of(self, tallies: QuerySet[T], *, form: str = "form") -> QuerySet[T]:
        """The lines of a table of counts that belong to the part; `form` is the path to the form."""
        wanted: dict[str, Any] = {form: self.form} if self.form else {}
        if self.region == NOWHERE_CODE:
            wanted["region__isnull"] = True
        elif self.region:
            wanted["region__code"] = self.region
        if self.hour is not None:
            wanted["hour"] = self.hour
        return tallies.filter(**wanted)


EVERYTHING: Final = Cut()
YES_OR_NO = ("yes", "no")
NOWHERE = ""
"""Where the region of a station is not known."""


def reach(mission: Mission) -> tuple[Reach, Reach]:
    visited = CoverageTally.objects.filter(mission=mission, stations__gt=0)
    register = RegisterTally.objects.filter(election=mission.election_id, stations__gt=0)
    return _reach_of(visited), _reach_of(register)


def _reach_of(tallies: QuerySet[Any]) -> Reach:
    rows = list(tallies.values_list("region__code", "stations", "voters"))
    return Reach(
        stations={code or NOWHERE: stations for code, stations, _voters in rows},
        voters={code or NOWHERE: voters for code, _stations, voters in rows},
    )


def regions_seen(forms: Iterable[FormCounts]) -> set[str]:
    """The regions that any visit names, with its station or without."""
    return {region for form in forms for region, row in form.overall.items() if region and sum(row.values())}


def form_counts(mission: Mission, cut: Cut = EVERYTHING, *, questions: bool = True) -> list[FormCounts]:
    """Counts by form. Versions of one form count together where a question kept its code and type."""
    tallies = cut.of(VisitTally.objects.filter(mission=mission, visits__gt=0))
    overall: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    asked: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = tallies.values_list("form", "questionnaire", "region__code", "overall").annotate(count=Sum("visits"))
    for form, questionnaire, region, grade, count in rows.order_by():
        overall[form][region or NOWHERE][grade] += count
        if questionnaire is not None:
            asked[questionnaire][region or NOWHERE] += count
    found = _questions(mission, asked, cut) if questions else {}
    return [FormCounts(form, overall[form], found.get(form, [])) for form in FormKind if form in overall]


def _questions(mission: Mission, asked: dict[int, dict[str, int]], cut: Cut) -> dict[str, list[Asked]]:
    counted = AnswerTally.objects.filter(mission=mission).exclude(Q(visits=0) & Q(total=0))
    counted = cut.of(counted, form="question__questionnaire__form")
    answers: dict[int, dict[str, dict[tuple[str, str], int]]] = defaultdict(lambda: defaultdict(dict))
    totals: dict[int, float] = defaultdict(float)
    rows = counted.values_list("question", "region__code", "kind", "value")
    for question, region, kind, value, count, total in rows.annotate(n=Sum("visits"), sum=Sum("total")).order_by():
        answers[question][region or NOWHERE][kind, value] = count
        totals[question] += float(total)
    made: dict[str, dict[tuple[str, str], Asked]] = defaultdict(dict)
    wanted = Question.objects.filter(questionnaire__in=list(asked)).select_related("questionnaire")
    for question in wanted.order_by("questionnaire__version", "position"):
        key = (question.code, question.type)
        own = _asked(question, asked[question.questionnaire_id], answers[question.pk], totals[question.pk])
        known = made[question.questionnaire.form].get(key)
        made[question.questionnaire.form][key] = own if known is None else _together(known, own)
    return {form: list(by_code.values()) for form, by_code in made.items()}


def _asked(
    question: Question, asked: dict[str, int], answers: dict[str, dict[tuple[str, str], int]], total: float
) -> Asked:
    kind = QuestionType(question.type)
    choices = [(choice["code"], choice.get("labels", {})) for choice in question.choices]
    if kind == QuestionType.YES_NO:
        choices = [(code, {}) for code in YES_OR_NO]
    elif kind in (QuestionType.NUMBER, QuestionType.TEXT, QuestionType.TIME):
        choices = []
    return Asked(
        question.code, kind, question.labels, question.section, question.condition, choices, asked, answers, total
    )


def _together(old: Asked, new: Asked) -> Asked:
    """Two versions of a question, under the words of the newer one."""
    asked = {region: old.asked.get(region, 0) + new.asked.get(region, 0) for region in {**old.asked, **new.asked}}
    answers: dict[str, dict[tuple[str, str], int]] = {}
    for region in asked:
        a, b = old.answers.get(region, {}), new.answers.get(region, {})
        answers[region] = {key: a.get(key, 0) + b.get(key, 0) for key in {**a, **b}}
    choices = dict([*old.choices, *new.choices])
    return Asked(
        new.code,
        new.type,
        new.labels,
        new.section,
        new.condition,
        list(choices.items()),
        asked,
        answers,
        old.total + new.total,
    )
