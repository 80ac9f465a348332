"""Restriction to missions: who may work on which rows."""

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from apps.core.models import MissionAccess, Reader

M = TypeVar("M", bound=Model)


def allowed(request: HttpRequest, permission: str) -> User:
    """Who is asking; refused without the permission. Anonymous visitors have been sent to log in before."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(permission):
        raise PermissionDenied
    return user


def missions_of(user: Reader) -> QuerySet[MissionAccess, int] | None:
    """The missions to which a person is restricted, as a subquery; None where there is no restriction."""
    if user is None or isinstance(user, AnonymousUser) or getattr(user, "is_superuser", False):
        return None
    own = MissionAccess.objects.filter(user_id=user.pk).values_list("mission_id", flat=True)
    # Asked once a request: lists, autocompletes and inlines of one page all ask it.
    if "_is_restricted" not in user.__dict__:
        user.__dict__["_is_restricted"] = own.exists()
    return own if user.__dict__["_is_restricted"] else None


def within_missions(rows: QuerySet[M], user: Reader, *paths: str, also: Q | None = None) -> QuerySet[M]:
    """Rows that belong to a mission of the person by any of the paths, and those that `also` lets in; none twice."""
    own = missions_of(user)
    if own is None or not paths:
        return rows
    condition = also or Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{path}__in": own})
    return rows.filter(pk__in=rows.model._base_manager.filter(condition).values("pk"))
