"""Saved filters above each list: everybody names what they filter by, and comes back to it with one click."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.core.models import SavedFilter

if TYPE_CHECKING:
    from django.contrib import admin

    Base = admin.ModelAdmin[Any]
else:
    Base = object

# The page of a list, and what only tells of an error, belong to no filter.
PASSING = ("p", "e", "all")
LONGEST = 2_000


def kept_part(query: str) -> str:
    """The query of a list without what belongs to no filter, in an order that does not change."""
    given = QueryDict(query)
    pairs = (_pair(key, value) for key in given if key not in PASSING for value in given.getlist(key))
    return "&".join(sorted(pairs))


def _pair(key: str, value: str) -> str:
    one = QueryDict(mutable=True)
    one[key] = value
    return one.urlencode()


class SavedFilters(Base):
    """A list with saved filters."""

    def _saved_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _own(self, request: HttpRequest) -> Any:
        return SavedFilter.objects.filter(person=request.user.pk, table=self.opts.label_lower)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.saved_view))
        return [path("saved-filters/", view, name=self._saved_name("saved_filters")), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        current = kept_part(request.GET.urlencode())
        saved = {
            "saved_filters": [(item, item.query == current) for item in self._own(request)],
            "saved_query": current,
            "saved_address": reverse(f"admin:{self._saved_name('saved_filters')}"),
        }
        return super().changelist_view(request, {**(extra_context or {}), **saved})

    def saved_view(self, request: HttpRequest) -> HttpResponse:
        """Keeps the filter under a name, or forgets one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query, name = kept_part(request.POST.get("query", "")[:LONGEST]), request.POST.get("name", "")
        name = " ".join(name.replace("\x00", "").split())[:60]
        if forgotten := request.POST.get("forget", ""):
            self._own(request).filter(name=forgotten).delete()
        elif not name:
            messages.error(request, _("Give the filter a name."))
        else:
            own: dict[str, Any] = {"person_id": request.user.pk, "table": self.opts.label_lower, "name": name}
            SavedFilter.objects.update_or_create(**own, defaults={"query": query})
        address = reverse(f"admin:{self._saved_name('changelist')}")
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
