"""Tables of a list: taken along as a file, and brought back, checked whole before anything of it is kept."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.admin_base import Text, rule_in_words
from apps.core.audit import because
from apps.core.table_files import MAX_BYTES, TYPES, read_table, write_table
from apps.core.tables import Fault, Table

if TYPE_CHECKING:
    from apps.core.admin_base import DeskAdmin as Base
else:
    Base = object

SHOWN_FAULTS = 200


class TableAdmin(Base):
    """A list that goes out as a table, and comes back as one where `comes_back` says so."""

    table_class: ClassVar[type[Table]]
    comes_back: ClassVar[bool] = True

    @staticmethod
    def now() -> datetime:
        return timezone.now()

    def rule_of(self, name: str) -> tuple[str, Text]:
        """The field at fault and the sentence for a rule of the database."""
        field, _words = self.rules.get(name, ("", ""))
        return field, rule_in_words(name, self.rules)

    def refusal(self, error: IntegrityError) -> str:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None) or "the database refused"
        return str(rule_in_words(name, self.rules))

    def may_bring_back(self, request: HttpRequest) -> bool:
        return self.comes_back and self.has_add_permission(request) and self.has_change_permission(request)

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("table.<str:kind>", self.admin_site.admin_view(self.take_view), name=self._name("take")),
            path("table/", self.admin_site.admin_view(self.bring_view), name=self._name("bring")),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        query = request.GET.urlencode()
        files = [
            (kind.upper(), reverse(f"admin:{self._name('take')}", args=[kind]) + (f"?{query}" if query else ""))
            for kind in TYPES
        ]
        bring = reverse(f"admin:{self._name('bring')}") if self.may_bring_back(request) else ""
        tables = {"table_files": files, "table_bring": bring}
        return super().changelist_view(request, {**(extra_context or {}), **tables})

    def take_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The list as it is filtered and searched, as a file."""
        if kind not in TYPES:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        return require_safe(self._take)(request, kind)

    def _take(self, request: HttpRequest, kind: str) -> HttpResponse:
        rows = self.get_changelist_instance(request).get_queryset(request)
        table = self.table_class(admin=self, request=request).export(rows)
        answer = HttpResponse(write_table(kind, table), content_type=TYPES[kind])
        name = f"electionwatch-{self.opts.model_name}-{timezone.localdate().isoformat()}.{kind}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def bring_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a table in: it is checked, or kept where nothing is wrong with any row of it."""
        if not self.may_bring_back(request):
            raise PermissionDenied
        table = self.table_class(admin=self, request=request)
        counts: dict[str, int] = {}
        faults: list[Fault] = []
        keep = request.POST.get("do") == "keep"
        if request.method == "POST":
            counts, faults = self._bring(request, table, keep=keep)
            if keep and not faults:
                words = _("The table is kept: %(new)d new, %(update)d changed, %(skip)d as they were.") % counts
                self.message_user(request, words)
                return HttpResponseRedirect(reverse(f"admin:{self._name('changelist')}"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Table: %(records)s") % {"records": self.opts.verbose_name_plural},
            "columns": table.columns(),
            "shown_only": table.shown_only,
            "keys": [table.fields[name].column_name for name in table.get_import_id_fields()],
            "faults": faults[:SHOWN_FAULTS],
            "more_faults": max(0, len(faults) - SHOWN_FAULTS),
            "counts": counts if request.method == "POST" and not faults else None,
            "files": [(kind.upper(), reverse(f"admin:{self._name('take')}", args=[kind])) for kind in TYPES],
        }
        return TemplateResponse(request, "desk/table.html", context, status=422 if faults else 200)

    def _bring(self, request: HttpRequest, table: Table, *, keep: bool) -> tuple[dict[str, int], list[Fault]]:
        upload = request.FILES.get("file")
        if upload is None:
            return {}, [Fault(None, "", _("Choose a file."))]
        name = upload.name or ""
        try:
            rows = read_table(name, upload.read(MAX_BYTES + 1))
        except ValidationError as error:
            return {}, [Fault(None, "", text) for text in error.messages]
        because(_("Table: %(name)s") % {"name": name})
        try:
            with transaction.atomic():
                result = table.import_data(rows, use_transactions=True, retain_instance_in_row_result=True)
                faults = list(table.faults(result))
                if not faults:
                    # Rules that look when a transaction ends look now, while the answer can still say so.
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                if faults or not keep:
                    transaction.set_rollback(True)
        except IntegrityError as error:
            return {}, [Fault(None, "", self.refusal(error))]
        return dict(result.totals), faults
