"""Who observed which election of a country: elections down, organisations across."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.elections.models import Election
from apps.missions.models import Mission, Organisation


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One election with, for each organisation of the table, its missions; an organisation may have sent two."""

    election: Election
    cells: tuple[tuple[Mission, ...], ...]


@dataclass(frozen=True, slots=True)
class MissionMatrix:
    """Organisations across, those that came most often first."""

    organisations: tuple[Organisation, ...]
    rows: tuple[MatrixRow, ...]


def mission_matrix(elections: Sequence[Election], missions: Iterable[Mission]) -> MissionMatrix:
    found = list(missions)
    often = Counter(mission.organisation_id for mission in found)
    known = {mission.organisation_id: mission.organisation for mission in found}
    across = sorted(known.values(), key=lambda item: (-often[item.pk], str(item)))
    return MissionMatrix(
        organisations=tuple(across),
        rows=tuple(
            MatrixRow(
                election=election,
                cells=tuple(
                    tuple(item for item in found if item.election_id == election.pk and item.organisation_id == body.pk)
                    for body in across
                ),
            )
            for election in elections
        ),
    )
