"""Who reviews a text just now. Others read along, and may take over, openly; nothing is lost when they do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from apps.imports.models import ReviewLock
from apps.imports.services.decide import Conflict
from apps.statements.models import TextVersion

HELD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Hold:
    """Who has the text, by the name that people know, and until when."""

    name: str
    until: datetime
    is_mine: bool


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


@transaction.atomic
def hold(*, version: TextVersion, by: User, at: datetime, take_over: bool = False) -> Hold:
    """Take the text for ten minutes, or for ten more; another's hold is left as it is unless it is taken over."""
    fresh = {"holder": by, "taken_at": at, "until": at + HELD}
    ReviewLock.objects.get_or_create(version=version, defaults=fresh)
    lock = ReviewLock.objects.select_for_update(of=("self",)).select_related("holder").get(version=version)
    is_mine = lock.holder_id == by.pk
    if is_mine or take_over or lock.until <= at:
        lock.holder, lock.until = by, at + HELD
        lock.taken_at = lock.taken_at if is_mine else at
        lock.save(update_fields=["holder", "taken_at", "until"])
        is_mine = True
    return Hold(name_of(lock.holder), lock.until, is_mine)


def must_hold(*, version: TextVersion, by: User, at: datetime) -> None:
    """Renew the hold before writing. Raises Conflict that names whoever has the text now."""
    held = hold(version=version, by=by, at=at)
    if not held.is_mine:
        raise Conflict(
            _("%(name)s reviews this text now. What you typed is kept: take over to go on.") % {"name": held.name}
        )


def release(*, version: TextVersion, by: User) -> None:
    """Let others in at once."""
    ReviewLock.objects.filter(version=version, holder=by).delete()
