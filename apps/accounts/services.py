"""Getting in: counted tries, codes that work once, invitations and service tokens."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp import devices_for_user
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.models import Invitation, LoginAttempts, ServiceToken
from apps.core.models import MissionAccess

WINDOW: Final = timedelta(minutes=15)
TRIES_PER_ACCOUNT: Final = 5
# A school or an election commission may sit behind one address.
TRIES_PER_ADDRESS: Final = 50
BACKUP_CODES: Final = 10
TOKEN_PREFIX: Final = "ew_"  # noqa: S105 - the beginning that all tokens share
USED_EVERY: Final = timedelta(minutes=1)

COUNT_TRY: Final = """
    INSERT INTO accounts_loginattempts AS known (key, count, until) VALUES (%s, 1, now() + %s * interval '1 second')
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN known.until <= now() THEN 1 ELSE known.count + 1 END,
        until = CASE WHEN known.until <= now() THEN EXCLUDED.until ELSE known.until END
    RETURNING count, until
"""


def digest_of(secret: str) -> str:
    """What is kept of a random secret: it is long enough that no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class Try:
    """One try to get in: whether it is looked at at all, and from when on the next ones are."""

    is_allowed: bool
    again_at: datetime


def key_of(kind: str, name: str) -> str:
    """What is kept of an account or an address: its hash, the same for all ways of writing the name."""
    normal = unicodedata.normalize("NFKC", name).casefold()
    return salted_hmac(f"login {kind}", normal, algorithm="sha256").hexdigest()


def count_try(kind: str, name: str, *, limit: int) -> Try:
    """Count a try before it is looked at. One statement counts and answers, so that no two tries share a number."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_TRY, [key_of(kind, name), WINDOW.total_seconds()])
        count, until = cursor.fetchone()
    return Try(count <= limit, until)


def count_login(*, account: str, address: str, device: str | None = None) -> Try:
    """Count a password that was sent.

    A browser known for the account has tries of its own, which nobody else can use up. All others, and a known one that
    has used up its own, share those of the address that they come from and of the account.
    """
    if device is not None:
        own = count_try("device", device, limit=TRIES_PER_ACCOUNT)
        if own.is_allowed:
            return own
    by_address = count_try("address", address, limit=TRIES_PER_ADDRESS)
    if not by_address.is_allowed:
        return by_address
    return count_try("account", account, limit=TRIES_PER_ACCOUNT)


def is_locked(account: str) -> bool:
    known = LoginAttempts.objects.filter(key__in=[key_of("account", account), key_of("code", account)])
    return known.filter(until__gt=timezone.now(), count__gte=TRIES_PER_ACCOUNT).exists()


def unlock(*, account: str) -> None:
    """Forget the tries on an account, as after the right password or by an administrator."""
    LoginAttempts.objects.filter(key__in=[key_of("account", account), key_of("code", account)]).delete()


def forget_password_tries(*, account: str, device: str | None = None) -> None:
    """After the right password. From a known browser it says nothing of the strangers, whose tries stay counted."""
    key = key_of("account", account) if device is None else key_of("device", device)
    LoginAttempts.objects.filter(key=key).delete()


# --- The second factor ----------------------------------------------------------------------------------------------


@transaction.atomic
def verify_code(*, user: User, code: str) -> Device | None:
    """The device whose code it is. A code is used up by it: the device is locked while it is looked at."""
    plain = "".join(code.split()).replace("-", "").lower()
    for device in devices_for_user(user, for_verify=True):
        if device.verify_token(plain):
            found: Device = device
            return found
    return None


def count_code(*, user: User, device: str | None = None) -> Try:
    """Count a code that was sent, as `count_login` counts passwords."""
    if device is not None:
        own = count_try("code of device", device, limit=TRIES_PER_ACCOUNT)
        if own.is_allowed:
            return own
    return count_try("code", user.get_username(), limit=TRIES_PER_ACCOUNT)


def forget_code_tries(*, user: User, device: str | None = None) -> None:
    key = key_of("code", user.get_username()) if device is None else key_of("code of device", device)
    LoginAttempts.objects.filter(key=key).delete()


def pending_device(*, user: User) -> TOTPDevice:
    """The device that a person is setting up: the same until it is confirmed."""
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "authenticator"})
    return device


@transaction.atomic
def confirm_device(*, user: User, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """Take the new device and its first code, end the old ones, and give backup codes that are shown once."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token("".join(code.split())):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return device, new_backup_codes(user=user)


@transaction.atomic
def new_backup_codes(*, user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="backup")
    codes = [secrets.token_hex(5) for _number in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def forget_devices(*, user: User) -> None:
    """Let somebody who lost everything set up a second factor anew; an administrator does this."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()


# --- Invitations ----------------------------------------------------------------------------------------------------


def new_invitation_secret() -> str:
    return secrets.token_urlsafe(32)


def send_invitation(*, invitation: Invitation, link: str) -> None:
    """Send the link. It is in the message and nowhere else."""
    send_mail(
        _("You are invited to Electionwatch"),
        _("Open this link until %(day)s to choose a name and a password:\n\n%(link)s\n")
        % {"day": invitation.expires_at.date().isoformat(), "link": link},
        None,
        [invitation.email],
    )


def open_invitation(secret: str) -> Invitation | None:
    found = Invitation.objects.filter(digest=digest_of(secret)).select_related("group").first()
    return found if found is not None and found.is_open else None


@transaction.atomic
def accept_invitation(*, secret: str, username: str, password: str, at: datetime) -> User:
    """Make the account that the invitation promises; of two who open the link at once, one gets it."""
    invitation = Invitation.objects.select_for_update().filter(digest=digest_of(secret)).first()
    if invitation is None or not invitation.is_open:
        raise ValidationError(_("This invitation was used or has expired. Ask for a new one."))
    user = User.objects.create_user(username, invitation.email, password, is_staff=True)
    user.groups.add(invitation.group)
    restrict(user=user, missions=invitation.missions.values_list("pk", flat=True))
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user


def restrict(*, user: User, missions: Iterable[int]) -> None:
    MissionAccess.objects.bulk_create([MissionAccess(user=user, mission_id=mission) for mission in missions])


def role(name: str) -> Group:
    return Group.objects.get(name=name)


# --- Service tokens -------------------------------------------------------------------------------------------------


def issue_token(**fields: Any) -> tuple[ServiceToken, str]:
    """A new token and its secret, which is told once and kept as a hash."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ServiceToken.objects.create(**fields, hint=secret[:9], digest=digest_of(secret))
    return token, secret


def token_of(secret: str, *, at: datetime) -> ServiceToken | None:
    """The good token of a secret, whose use is noted to the minute."""
    token = ServiceToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if token is None or not token.is_good or not token.user.is_active:
        return None
    if token.last_used_at is None or at - token.last_used_at > USED_EVERY:
        ServiceToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def revoke_token(*, token: ServiceToken, at: datetime) -> None:
    ServiceToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)
