"""The visits of several missions to one election beside each other; the page says first what that does not show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.models import StatisticsRelease
from apps.visits.statistics import FormStatistics, form_from
from apps.web.pictures.visits import Row, row_of


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


def visits_compared(missions: Sequence[Mission], releases: Mapping[int, StatisticsRelease]) -> VisitsCompared | None:
    """None unless two missions at least have released anything."""
    told = tuple(mission for mission in missions if mission.pk in releases)
    forms: dict[int, dict[FormKind, FormStatistics]] = {
        mission.pk: {form.form: form for form in map(form_from, releases[mission.pk].numbers["forms"])}
        for mission in told
    }
    if len(told) < 2:
        return None
    used = [kind for kind in FormKind if any(kind in own for own in forms.values())]
    rows = [FormRow(kind, tuple((mission, _cell(forms[mission.pk].get(kind))) for mission in told)) for kind in used]
    return VisitsCompared(told, tuple(rows))


def _cell(form: FormStatistics | None) -> Row | None:
    return None if form is None else row_of(form)
