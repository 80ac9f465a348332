"""Pages of the way in: the second factor, setting it up, and accepting an invitation."""

from typing import Any, cast

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from apps.accounts.devices import device_of, remember
from apps.accounts.forms import AcceptForm, CodeForm, too_many
from apps.accounts.services import (
    accept_invitation,
    confirm_device,
    count_code,
    forget_code_tries,
    open_invitation,
    pending_device,
    verify_code,
)


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("admin:index")


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> TemplateResponse:
    return TemplateResponse(request, f"accounts/{name}.html", context, status=status)


@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code; somebody who has no second factor yet is sent to set one up."""
    user = cast(User, request.user)
    if not django_otp.user_has_device(user):
        return HttpResponseRedirect(reverse("accounts:set_up_second_factor"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_right(request, user, form):
        return HttpResponseRedirect(_next(request))
    return _page(request, "second_factor", 422 if form.errors else 200, form=form, title=_("Second factor"))


def _is_right(request: HttpRequest, user: User, form: Form) -> bool:
    """Look at one code, unless too many were tried; the session remembers the device whose code it was."""
    known = device_of(request, user.get_username())
    tried = count_code(user=user, device=known)
    if not tried.is_allowed:
        form.add_error(None, too_many(tried))
        return False
    device = verify_code(user=user, code=form.cleaned_data["code"])
    if device is None:
        form.add_error("code", _("This is not the code, or it was used before. Wait for the next one and try again."))
        return False
    forget_code_tries(user=user, device=known)
    remember(request, user.get_username())
    django_otp.login(request, device)
    return True


@never_cache
@login_required
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the picture that an authenticator app scans, and take its first code."""
    user = cast(User, request.user)
    if django_otp.user_has_device(user) and not user.is_verified():  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("accounts:second_factor"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = _confirm(user, form)
        if confirmed is not None:
            device, codes = confirmed
            remember(request, user.get_username())
            django_otp.login(request, device)
            return _page(request, "backup_codes", codes=codes, title=_("Backup codes"))
    device = pending_device(user=user)
    picture = segno.make(device.config_url, error="m").svg_inline(scale=5, border=3, dark="#000", light="#fff")
    return _page(
        request,
        "set_up",
        422 if form.errors else 200,
        form=form,
        # The picture is drawn by us from an address of ours; nothing in it was typed by anybody.
        picture=mark_safe(picture),  # noqa: S308
        secret=device.config_url.partition("secret=")[2].partition("&")[0],
        title=_("Set up the second factor"),
    )


def _confirm(user: User, form: Form) -> Any:
    tried = count_code(user=user)
    if not tried.is_allowed:
        form.add_error(None, too_many(tried))
        return None
    confirmed = confirm_device(user=user, code=form.cleaned_data["code"])
    if confirmed is None:
        form.add_error("code", _("This is not the code that the app shows now. Check the clock of your telephone."))
    else:
        forget_code_tries(user=user)
    return confirmed


@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a name and a password; an old link says what to do."""
    found = open_invitation(secret)
    if found is None:
        return _page(request, "invitation_over", 410, title=_("This invitation is over"))
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(
                secret=secret,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            login(request, user)
            messages.success(request, _("Welcome. Your account is ready."))
            return HttpResponseRedirect(reverse("admin:index"))
    context = {"form": form, "invitation": found, "title": _("Your invitation")}
    return _page(request, "invitation", 422 if form.errors else 200, **context)
