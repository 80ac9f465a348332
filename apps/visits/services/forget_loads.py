"""Forgetting what loads keep of observers: the files themselves, their names, who sent them, and values of bad rows.

A file goes when no load needs it any more. Rows first, files after: whoever dies in between leaves a file that no load
names, and the sweep takes those away.
"""

import time
from collections.abc import Iterable
from typing import Final

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from apps.core import originals
from apps.missions.models import Mission
from apps.visits.choices import LoadState, Trouble
from apps.visits.models import Load, LoadProblem
from apps.visits.visit_audit import FORGETTING

# A file lies on its shelf before its load is stored; this is longer than that can take.
LEFT_ALONE_FOR: Final = 24 * 3600


def forget_loads(*, mission: Mission) -> int:
    """Forget the files of a mission's visits; returns how many loads told of somebody until now.

    What never began to load cannot begin any more. What a worker is at stays for the next time.
    """
    due = Load.objects.filter(mission=mission, forgotten_at=None).exclude(state=LoadState.RUNNING)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'on', true)", [FORGETTING])
        locked = list(due.select_for_update().values_list("pk", "sha256"))
        loads = Load.objects.filter(pk__in=[pk for pk, _sha256 in locked])
        unbegun = Q(state__in=[LoadState.MAPPING, LoadState.WAITING])
        loads.filter(unbegun).update(state=LoadState.FAILED, trouble=Trouble.NO_FILE, ended_at=Now())
        loads.update(name="", started_by=None, forgotten_at=Now())
        LoadProblem.objects.filter(load__in=[pk for pk, _sha256 in locked]).update(value="")
        cursor.execute("SELECT set_config(%s, 'off', true)", [FORGETTING])
    forget_files(sha256 for _pk, sha256 in locked)
    return len(locked)


def forget_files(names: Iterable[str]) -> int:
    """Take away those files that no load needs any more; returns how many."""
    wanted = set(names)
    needed = set(Load.objects.filter(sha256__in=wanted, forgotten_at=None).values_list("sha256", flat=True))
    for sha256 in wanted - needed:
        originals.forget(sha256, originals.VISITS)
    return len(wanted - needed)


def discard(load: Load) -> bool:
    """Take back a file that was looked at and not loaded; false where it has begun to load."""
    if not Load.objects.filter(pk=load.pk, state=LoadState.MAPPING).delete()[0]:
        return False
    forget_files([load.sha256])
    return True


def sweep_files() -> int:
    """Take away files that no load names, such as a process that died left behind; returns how many."""
    before = time.time() - LEFT_ALONE_FOR
    return forget_files(path.name for path in originals.files_of(originals.VISITS) if path.stat().st_mtime < before)
