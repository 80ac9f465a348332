"""Who works on what: the people who decide on proposals, and of them those who may see a mission."""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

DECIDE = "core.decide"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def deciders(*, missions: Collection[int] | None = None) -> QuerySet[User]:
    """Staff who may decide, by name; with missions given, only those who are not restricted to others.

    Superusers are among them: on a single machine there may be nobody else.
    """
    found = User.objects.with_perm(DECIDE, is_active=True, backend=BACKEND)
    found = found.filter(is_staff=True)
    if missions is not None:
        found = found.filter(Q(mission_access=None) | Q(mission_access__mission__in=missions))
    return found.distinct().order_by("username")
