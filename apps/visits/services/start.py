"""Taking a file in: it is kept, its headings are read, its mapping is proposed, and only then is a worker woken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from apps.core import originals
from apps.elections.models import Election
from apps.visits.answers import plain
from apps.visits.choices import LoadKind, LoadOrigin, LoadState, Trouble
from apps.visits.columns import is_empty
from apps.visits.doorbell import ring_on_commit
from apps.visits.mapping import FIELDS, STATION_FIELDS, propose
from apps.visits.models import Load, Questionnaire
from apps.visits.services.forget_loads import forget_files
from apps.visits.services.load import mapping_for
from apps.visits.services.work import perform
from apps.visits.sources import Unreadable, headings_of, rows_of

ENDINGS: Final = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".json", ".ndjson", ".jsonl"})
EXAMPLES: Final = 3
EXAMPLES_AMONG: Final = 200
PIECE: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Where the rows of a file belong: to a form of a mission, or to the register of an election."""

    questionnaire: Questionnaire | None = None
    election: Election | None = None
    zone: str = "UTC"

    @property
    def kind(self) -> LoadKind:
        return LoadKind.STATIONS if self.questionnaire is None else LoadKind.VISITS


def take_in(*, pieces: Iterable[bytes], name: str, goal: Goal, origin: LoadOrigin, by: User | None = None) -> Load:
    """Keep a file and propose its mapping. Raises Unreadable, and keeps nothing then."""
    ending = PurePath(name).suffix.casefold()
    if ending not in ENDINGS:
        raise Unreadable(Trouble.ENDING, ending=ending)
    sha256, size = originals.keep_pieces(pieces, originals.VISITS)
    load = Load(
        kind=goal.kind,
        origin=origin,
        name=name.replace("\x00", "")[-300:],
        sha256=sha256,
        size=size,
        ending=ending,
        zone=goal.zone,
        questionnaire=goal.questionnaire,
        started_by=by,
    )
    if goal.questionnaire is not None:
        load.mission, load.election = goal.questionnaire.mission, goal.questionnaire.mission.election
    elif goal.election is not None:
        load.election = goal.election
    try:
        load.headings = headings_of(path_of(load), ending)
    except Unreadable:
        forget_files([sha256])
        raise
    load.mapping = kept_mapping(load) or proposed_mapping(load)
    load.save()
    return load


def path_of(load: Load) -> Path:
    return originals.path_of(load.sha256, originals.VISITS)


def proposed_mapping(load: Load) -> dict[str, str]:
    """What the headings suggest."""
    if load.questionnaire is None:
        return propose(load.headings, codes={}, fields=STATION_FIELDS)
    return mapping_for(load.questionnaire, load.headings)


def kept_mapping(load: Load) -> dict[str, str]:
    """How the same headings were last mapped for this mission and form, or for a register."""
    before = Load.objects.filter(kind=load.kind, headings=load.headings).exclude(state=LoadState.MAPPING)
    if load.questionnaire is not None:
        before = before.filter(mission=load.mission, questionnaire__form=load.questionnaire.form)
    known = set(targets_of(load))
    mapping: dict[str, str] = before.order_by("-id").values_list("mapping", flat=True).first() or {}
    return {target: heading for target, heading in mapping.items() if target in known}


def targets_of(load: Load) -> list[str]:
    """What a column can be: a field, or a question by its code."""
    if load.questionnaire is None:
        return list(STATION_FIELDS)
    return [*FIELDS, *load.questionnaire.questions.values_list("code", flat=True)]


def loaded_before(load: Load) -> Load | None:
    """The newest load of the same bytes to the same place, where there is one."""
    others = Load.objects.filter(sha256=load.sha256, kind=load.kind, election=load.election, state=LoadState.DONE)
    return others.filter(questionnaire=load.questionnaire).exclude(pk=load.pk).order_by("-id").first()


def examples(load: Load) -> dict[str, list[str]]:
    """The first different values under each heading."""
    found: dict[str, list[str]] = {heading: [] for heading in load.headings}
    for _line, cells in islice(rows_of(path_of(load), load.headings, load.ending), EXAMPLES_AMONG):
        for heading, cell in zip(load.headings, cells or (), strict=False):
            values = found[heading]
            if len(values) < EXAMPLES and not is_empty(cell) and (word := plain(cell)[:80]) not in values:
                values.append(word)
    return found


def why_not(mapping: Mapping[str, str], kind: str) -> Trouble | None:
    """What a mapping lacks."""
    if kind == LoadKind.VISITS:
        return None if mapping.get("submission_id") else Trouble.NO_ID_COLUMN
    return None if mapping.get("code") else Trouble.NO_CODE_COLUMN


@transaction.atomic
def begin(*, load: Load, mapping: Mapping[str, str], wake: bool = True) -> bool:
    """Take the mapping and let workers know; False where the load has begun already. Raises Unreadable."""
    trouble = why_not(mapping, load.kind)
    if trouble is not None:
        raise Unreadable(trouble)
    values: dict[str, Any] = {"mapping": dict(mapping), "state": LoadState.WAITING}
    if wake:
        values["rung_at"] = timezone.now()
    changed = Load.objects.filter(pk=load.pk, state=LoadState.MAPPING).update(**values)
    if changed and wake:
        ring_on_commit(load.pk)
    return bool(changed)


def run_here(load: Load, **watched: Any) -> Load:
    """Work on a load in this process until it is over."""
    while perform(load_id=load.pk, **watched) is not None:
        load.refresh_from_db()
        if load.is_over:
            break
    load.refresh_from_db()
    return load


def pieces_of(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
