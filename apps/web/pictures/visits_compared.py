"""The visits of several missions to one election beside each other; the page says first what that does not show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.statistics import FormStatistics, form_from
from apps.web.pictures.visits import Row, row_of

RELEASED: Final = "released"
"""The annotation that holds the released forms of a mission."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form, with a cell for each mission; None where a mission did not use it."""

    form: FormKind
    cells: tuple[tuple[Mission, Row | None], ...]


@dataclass(frozen=True, slots=True)
class VisitsCompared:
    """Missions with released statistics, and their forms."""

    missions: tuple[Mission, ...]
    rows: tuple[FormRow, ...]


def visits_compared(missions: Iterable[Mission]) -> VisitsCompared | None:
    """Of missions with what they `released` of each form; None unless two at least have released anything."""
    released = {mission: getattr(mission, RELEASED) for mission in missions}
    told = tuple(mission for mission, forms in released.items() if forms is not None)
    if len(told) < 2:
        return None
    forms: dict[int, dict[FormKind, FormStatistics]] = {
        mission.pk: {form.form: form for form in map(form_from, released[mission])} for mission in told
    }
    used = [kind for kind in FormKind if any(kind in own for own in forms.values())]
    rows = [FormRow(kind, tuple((mission, _cell(forms[mission.pk].get(kind))) for mission in told)) for kind in used]
    return VisitsCompared(told, tuple(rows))


def _cell(form: FormStatistics | None) -> Row | None:
    return None if form is None else row_of(form)
