"""Releasing statistics to readers: a snapshot is drafted from the counts, and published by an editor."""

from typing import Any

from django.utils.translation import gettext as _

from apps.missions.models import Mission
from apps.visits.earlier import held_back
from apps.visits.models import StatisticsRelease
from apps.visits.selectors import statistics


def draft_release(*, mission: Mission) -> StatisticsRelease:
    """A draft with the numbers of this moment."""
    return StatisticsRelease.objects.create(mission=mission, numbers=numbers_to_release(mission))


def numbers_to_release(mission: Mission) -> dict[str, Any]:
    """Small counts put together, and held back what with an earlier release would show a few visits."""
    return held_back(statistics(mission, protect=True), StatisticsRelease.objects.told(mission.pk))


def why_not_release(release: StatisticsRelease) -> str:
    """Why a draft cannot be published, in words; empty where it can. Publishing asks what the release itself says."""
    if not release.numbers["forms"]:
        return _("The mission has no visits yet.")
    return release.why_not_publish()
