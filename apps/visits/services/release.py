"""Releasing statistics to readers: a snapshot is drafted from the counts, and published by an editor."""

from django.utils.translation import gettext as _

from apps.missions.models import Mission
from apps.visits.models import StatisticsRelease
from apps.visits.selectors import statistics


def draft_release(*, mission: Mission) -> StatisticsRelease:
    """A draft with the numbers of this moment, small counts put together."""
    return StatisticsRelease.objects.create(mission=mission, numbers=statistics(mission, protect=True))


def why_not_release(release: StatisticsRelease) -> str:
    """Why a draft cannot be published, in words; empty where it can. Publishing asks what the release itself says."""
    if not release.numbers["forms"]:
        return _("The mission has no visits yet.")
    return release.why_not_publish()
