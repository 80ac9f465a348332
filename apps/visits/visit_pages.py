"""The pages of visits under the address of their table in the admin."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from apps.core.admin_base import DeskAdmin
from apps.visits.pages import conflicts, dashboard, downloads, enter, rows

if TYPE_CHECKING:
    Base = DeskAdmin
else:
    Base = object

View = Callable[..., HttpResponseBase]
# Each page by the last part of its name.
PAGES: Final[dict[str, tuple[str, View]]] = {
    "dashboards": ("dashboard/", dashboard.choose_view),
    "dashboard": ("dashboard/<int:mission_id>/", dashboard.dashboard_view),
    "check": ("dashboard/<int:mission_id>/check/", dashboard.check_view),
    "rows": ("dashboard/<int:mission_id>/rows/", rows.rows_view),
    "conflicts": ("dashboard/<int:mission_id>/conflicts/", conflicts.conflicts_view),
    "tables": ("dashboard/<int:mission_id>/tables.csv", downloads.tables_view),
    "file": ("dashboard/<int:mission_id>/visits.csv", downloads.file_view),
    "look": ("<int:pk>/look/", rows.visit_view),
    "decide": ("<int:pk>/decide/", rows.decide_view),
    "beside": ("<int:pk>/beside/", conflicts.beside_view),
    "forms": ("enter/", enter.forms_view),
    "enter": ("enter/<int:sheet_id>/", enter.enter_view),
    "mine": ("mine/", enter.mine_view),
    "own": ("mine/<int:pk>/", enter.own_view),
}


class VisitPages(Base):
    """For the admin of visits."""

    list_before_template = "desk/visit_links.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(address, wrap(self._page(view)), name=f"visits_visit_{name}")
            for name, (address, view) in PAGES.items()
        ]
        return [*own, *super().get_urls()]

    def _page(self, view: View) -> View:
        def page(request: HttpRequest, **kwargs: int) -> HttpResponseBase:
            # At most one number, whatever the address calls it.
            return view(request, self.page_context(request), *kwargs.values())

        return page

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """A visit is typed in on its questionnaire."""
        return enter.forms_view(request, self.page_context(request))
