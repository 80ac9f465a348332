"""What beat rings for, and when (UTC)."""

from typing import Any, Final

from celery.schedules import crontab


def _every(seconds: float, task: str) -> dict[str, Any]:
    """A bell that nobody heard in time is followed by the next one: it needs no queue."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def _daily(hour: int, minute: int, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": crontab(hour=hour, minute=minute)}


SCHEDULE: Final = {
    "ring for runs that stand still": _every(30.0, "apps.imports.tasks.sweep"),
    "ring for loads of visits that stand still": _every(30.0, "apps.visits.tasks.sweep_loads"),
    "send e-mails that stand still": _every(60.0, "apps.notices.tasks.deliver"),
    "check visits that came in": _every(60.0, "apps.visits.tasks.check_new_visits"),
    "find embargoes that are about to end": {
        "task": "apps.findings.tasks.tell_of_embargoes",
        "schedule": crontab(minute=35),
    },
    "check the ledger and write its head into the log": _daily(2, 10, "apps.core.tasks.check_the_ledger"),
    "forget observers whose missions are over": _daily(2, 40, "apps.visits.tasks.forget"),
    "forget the addresses that readers left": _daily(3, 20, "apps.findings.tasks.forget_readers"),
    "find promised reports that are overdue": _daily(5, 20, "apps.findings.tasks.tell_of_overdue_reports"),
}
