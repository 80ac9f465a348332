"""Nobody works in the admin without a second factor, whichever page they open; browsers that got in are remembered."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from apps.accounts.devices import set_cookie

ADMIN: Final = "/admin/"
# What one needs to get in or out.
OPEN: Final = frozenset({"login", "logout", "jsi18n", "second_factor", "set_up_second_factor", "invitation"})


class RequireSecondFactor:
    """Send people who have given only their password to the page that asks for the code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        set_cookie(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not settings.REQUIRE_TWO_FACTOR or not request.path.startswith(ADMIN):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OPEN:
            return None
        user = request.user
        if not user.is_authenticated or user.is_verified():  # type: ignore[attr-defined]
            return None
        return HttpResponseRedirect(f"{reverse('accounts:second_factor')}?{urlencode({'next': request.path})}")
