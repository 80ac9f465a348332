"""Forms of the way in: name and password, the code, the invitation."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from apps.accounts.devices import device_of, remember
from apps.accounts.services import Try, count_login, forget_password_tries

if TYPE_CHECKING:
    from django.contrib.admin.forms import AdminAuthenticationForm
else:
    from unfold.forms import AuthenticationForm as AdminAuthenticationForm


def too_many(tried: Try) -> ValidationError:
    """Too many tries, in words that say when it goes on and who can help before."""
    sentence = _(
        "Too many tries. The next one is looked at after %(time)s (UTC); an administrator can unlock it before."
    )
    return ValidationError(sentence, "locked", {"time": date_format(localtime(tried.again_at), "H:i:s")})


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Behind a proxy it is what the proxy, and nobody before it, has written last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


class LoginForm(AdminAuthenticationForm):
    """Name and password. Each try is counted before the password is looked at."""

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        device = device_of(self.request, name) if name and self.request is not None else None
        if name and self.cleaned_data.get("password") and self.request is not None:
            tried = count_login(account=name, address=address_of(self.request), device=device)
            if not tried.is_allowed:
                raise too_many(tried)
        data = super().clean() or self.cleaned_data
        if name:
            forget_password_tries(account=name, device=device)
            if self.request is not None and not settings.REQUIRE_TWO_FACTOR:
                remember(self.request, name)
        return data


class CodeForm(forms.Form):
    """One code of the authenticator app, or a backup code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class AcceptForm(forms.Form):
    """What somebody who is invited chooses."""

    username = forms.CharField(label=_("Name to log in with"), max_length=150, validators=[UnicodeUsernameValidator()])
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters, and nothing that is easily guessed."),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Somebody has this name already. Choose another."))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        password, name = data.get("password"), data.get("username", "")
        if password:
            try:
                password_validation.validate_password(password, User(username=name))
            except ValidationError as error:
                self.add_error("password", error)
            if password != data.get("again"):
                self.add_error("again", str(_("The two passwords differ.")))
        return data
