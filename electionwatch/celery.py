"""The Celery application: worker and beat load it, tasks register with it through `shared_task`."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init, task_postrun, task_prerun
from pghistory import context

from electionwatch import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")

app = Celery("electionwatch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
def hold_embedded_services(**_signal: Any) -> None:
    """A worker or beat started by hand finds its services running."""
    embedded.hold_or_exit()


@task_prerun.connect
def say_who_writes(task: Any, **_signal: Any) -> None:
    """The audit names the task that wrote; `forget_who_wrote` ends it, whatever became of the task."""
    if not task.app.conf.task_always_eager:
        task.request.audit = context(source=f"task {task.name}")
        task.request.audit.__enter__()


@task_postrun.connect
def forget_who_wrote(task: Any, **_signal: Any) -> None:
    audit = task.request.get("audit")
    if audit is not None:
        audit.__exit__(None, None, None)
