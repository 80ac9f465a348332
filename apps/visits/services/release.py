"""Releasing statistics to readers: a snapshot is drafted from the counts, and published by an editor."""

from django.utils.translation import gettext as _

from apps.missions.models import Mission
from apps.visits.models import StatisticsRelease
from apps.visits.selectors import released_statistics, statistics
from apps.visits.statistics import is_small


def draft_release(*, mission: Mission) -> StatisticsRelease:
    """A draft with the numbers of this moment, small counts put together."""
    return StatisticsRelease.objects.create(mission=mission, numbers=statistics(mission, protect=True))


def why_not_release(release: StatisticsRelease) -> str:
    """Why a draft cannot be published, in words; empty where it can.

    Two releases that differ by a few visits would give those visits away by subtraction.
    """
    if not release.numbers["forms"]:
        return _("The mission has no visits yet.")
    before = released_statistics(release.mission)
    if before is None:
        return ""
    old = {form["form"]: form["visits"] or 0 for form in before.numbers["forms"]}
    new = {form["form"]: form["visits"] or 0 for form in release.numbers["forms"]}
    if any(is_small(abs(new.get(form, 0) - old.get(form, 0))) for form in {**old, **new}):
        return _(
            "Since the last release fewer than 5 visits of a form came or went, so that subtraction would show them. "
            "Draft a release again when there are more."
        )
    return ""
