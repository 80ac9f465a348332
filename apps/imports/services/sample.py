"""Which accepted proposals a second person looks at: five in a hundred, by chance that nobody can foresee or repeat."""

from django.utils.crypto import salted_hmac

from apps.imports.models import Proposal

PERCENT = 5
_SALT = "apps.imports.second_look"


def is_sampled(proposal: Proposal) -> bool:
    """The same answer for the same proposal at any time; the installation's secret keeps it from being worked out."""
    digest = salted_hmac(_SALT, f"{proposal.version_id}:{proposal.key}", algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") % 100 < PERCENT
