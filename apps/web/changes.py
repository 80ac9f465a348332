"""When public records last changed, by the log of what readers saw; calendars and feeds tell their readers so."""

from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Now

from apps.core.choices import ChangeKind
from apps.core.models import Change


def with_changes(found: QuerySet[Any]) -> QuerySet[Any]:
    """Each record with `revision`, how often it changed in public, and `seen_at`, when readers last saw it change.

    Whatever the log says of an embargoed record counts from the end of the embargo.
    """
    logged = Change.objects.filter(
        record=str(found.model._meta.model_name), code=OuterRef("code"), visible_from__lte=Now()
    ).order_by()
    changed = logged.filter(kind=ChangeKind.CHANGED).values("code").annotate(number=Count("pk"))
    newest = logged.values("code").annotate(at=Max("visible_from"))
    annotated: QuerySet[Any] = found.annotate(
        revision=Coalesce(Subquery(changed.values("number"), output_field=IntegerField()), 0),
        # PostgreSQL's greatest() passes over NULL.
        seen_at=Greatest(F("published_at"), F("embargo_until"), Subquery(newest.values("at"))),
    )
    return annotated
