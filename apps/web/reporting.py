"""Reports of errors by readers: what may be reported, by whom how often, and by no machine if it can be helped."""

import ipaddress
import logging
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.findings.models import AnyClaim
from apps.statements.models import Statement
from apps.web import selectors
from apps.web.kinds import find_of_kind, kind_by_code

logger = logging.getLogger(__name__)

STATEMENT_PREFIX: Final = "s-"
HOUR: Final = 3600
# A form is filled in by a person in more than two seconds, and in less than a day.
FASTEST: Final = 2
OLDEST: Final = 24 * HOUR


def find_reportable(code: str) -> AnyClaim | Statement | None:
    """The claim or text of a code that has a page; a hidden one and one that never was are both None."""
    if code.startswith(STATEMENT_PREFIX):
        return selectors.statements().filter(code=code).first()
    kind = kind_by_code(code)
    return find_of_kind(kind, code) if kind else None


def network_of(address: str) -> str:
    """The network that an address belongs to, so that nobody gets round the limit by the next address of a home."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    length = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{length}", strict=False))


def may_report(address: str) -> bool:
    """Count one more report of this hour from a network; false where there were too many.

    Redis counts, in one step that no second request gets between. It keeps a keyed hash for an hour, never an address.
    Without Redis nobody is refused: a reader's report weighs more than the limit.
    """
    hour = int(timezone.now().timestamp()) // HOUR
    key = f"reports:{hour}:{salted_hmac(__name__, network_of(address), algorithm='sha256').hexdigest()[:24]}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key) <= int(settings.REPORTS_PER_HOUR)
    except Exception:
        logger.exception("The reports of this hour could not be counted.")
        return True


def new_ticket(code: str) -> str:
    """What a form carries: what it is about, and since when it is open. It stands in for a cookie."""
    return _signer().sign(code)


def is_fresh(ticket: str, code: str) -> bool:
    """Whether a form about this record was opened by a person's time ago."""
    try:
        signed = _signer().unsign(ticket, max_age=OLDEST)
    except (SignatureExpired, BadSignature):
        return False
    return signed == code and not _was_just_made(ticket)


def _was_just_made(ticket: str) -> bool:
    try:
        _signer().unsign(ticket, max_age=FASTEST)
    except SignatureExpired:
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=__name__)
