"""Who sends a request to the parts of the API that are not for everybody."""

import re
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import ServiceToken
from apps.accounts.services import token_of

TOKEN: Final = re.compile(r"[0-9a-f]{40}")
SERVICE_TOKEN: Final = re.compile(r"ew_[0-9A-Za-z_-]{43}")
KEYWORDS: Final = ("token", "bearer")


class WellFormedToken(TokenAuthentication):
    """`Authorization: Token …` or `Bearer …`; what no token looks like is not even looked up."""

    def authenticate(self, request: Request) -> Any:
        keyword, _space, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if keyword.lower() not in KEYWORDS:
            return None
        return self.authenticate_credentials(key.strip())

    def authenticate_credentials(self, key: str) -> Any:
        if SERVICE_TOKEN.fullmatch(key):
            return self._of_a_service(key)
        if not TOKEN.fullmatch(key):
            raise AuthenticationFailed(_("This is no token of ours."))
        return super().authenticate_credentials(key)

    @staticmethod
    def _of_a_service(key: str) -> Any:
        token = token_of(key, at=timezone.now())
        if token is None:
            raise AuthenticationFailed(_("This token is unknown, revoked or out of date. Ask for a new one."))
        return token.user, token


class HasRight(BasePermission):
    """People who have the permission that a view names as its `right`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.has_perm(view.right)  # type: ignore[attr-defined]


class HasScope(BasePermission):
    """A service token opens only what its scopes name; a person's own token opens all that the person may."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        wanted = getattr(view, "scope", None)
        return not isinstance(request.auth, ServiceToken) or wanted in request.auth.scopes
