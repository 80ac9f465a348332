"""Embargoes that are about to end are told a day before, once, to those who may see the record."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.models import MissionAccess
from apps.findings.embargoes import tell_of_ends
from apps.notices.models import Notice
from tests import factories as make
from tests.admin.people import analyst, enter

pytestmark = pytest.mark.django_db


def test_the_end_of_an_embargo_is_told_once_and_shown_on_the_dashboard() -> None:
    place, me, stranger = make.mission(), analyst(), analyst()
    other = make.mission("another", organisation=make.organisation("another", "Another"))
    MissionAccess.objects.create(user=stranger, mission=other)
    now = timezone.now()
    claim = make.finding(place, make.statement(of=place), embargo_until=now + timedelta(hours=20))
    make.statement("Later\n", embargo_until=now + timedelta(days=3))
    assert (tell_of_ends(now=now), tell_of_ends(now=now + timedelta(hours=1))) == (1, 1)
    assert list(Notice.objects.values_list("person", "moment")) == [(me.pk, claim.embargo_until)]
    shown = enter(me).get(reverse("admin:index")).content.decode()
    assert reverse("admin:findings_finding_change", args=[claim.pk]) in shown
    assert "Later" in shown
