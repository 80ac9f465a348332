"""The Celery application: worker and beat load it, tasks register with it through `shared_task`."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init

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
