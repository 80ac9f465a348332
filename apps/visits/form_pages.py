"""Pages of the admin around questionnaires: default forms, import of an XLSForm with a preview, export to one."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from apps.core.admin_base import DeskAdmin
from apps.core.fields import translated
from apps.visits.choices import FormKind, QuestionType
from apps.visits.drafts import QuestionDraft
from apps.visits.form_uploads import MissionChoice, SealedForm, XlsformUpload, sealed
from apps.visits.models import Questionnaire
from apps.visits.services.questionnaires import add_default_forms, add_version
from apps.visits.sources import Unreadable
from apps.visits.stored_forms import draft_of
from apps.visits.xlsform_problems import stands_in_the_way
from apps.visits.xlsform_writing import write_xlsform

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST = "admin:visits_questionnaire_changelist"
TEMPLATE = "desk/questionnaires.html"

if TYPE_CHECKING:
    Base = DeskAdmin
else:
    Base = object


class FormPages(Base):
    """For the admin of questionnaires."""

    list_before_template = "desk/questionnaire_links.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("default/", wrap(self.default_view), name="visits_questionnaire_default"),
            path("import/", wrap(self.import_view), name="visits_questionnaire_import"),
            path("import/confirm/", wrap(require_POST(self.confirm_view)), name="visits_questionnaire_confirm"),
            path("<int:pk>/export/", wrap(self.export_view), name="visits_questionnaire_export"),
            *super().get_urls(),
        ]

    def default_view(self, request: HttpRequest) -> HttpResponse:
        self._may_add(request)
        form = MissionChoice(request.user, request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, form=form, title=gettext("Add the default forms"), button=gettext("Add"))
        added = len(add_default_forms(mission=form.cleaned_data["mission"]))
        words = ngettext("%(count)d form was added.", "%(count)d forms were added.", added) % {"count": added}
        messages.success(request, words if added else gettext("The mission has a version of every form already."))
        return HttpResponseRedirect(reverse(LIST))

    def import_view(self, request: HttpRequest) -> HttpResponse:
        self._may_add(request)
        form = XlsformUpload(request.user, request.POST or None, request.FILES or None)
        shown: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            shown = {
                "questions": [_shown(question) for question in form.draft.questions],
                "problems": form.problems,
                "refused": stands_in_the_way(form.problems),
                "sealed": sealed(form.draft),
                "mission": form.cleaned_data["mission"],
                "kind": FormKind(form.cleaned_data["form"]),
            }
        return self._page(
            request, form=form, title=gettext("Import an XLSForm"), button=gettext("Check and show"), **shown
        )

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        self._may_add(request)
        form = SealedForm(request.user, request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(str(word) for words in form.errors.values() for word in words))
            return HttpResponseRedirect(reverse("admin:visits_questionnaire_import"))
        data = form.cleaned_data
        made, is_new = add_version(mission=data["mission"], form=data["form"], draft=data["draft"])
        if is_new:
            messages.success(request, gettext("Version %(number)d was added.") % {"number": made.version})
        else:
            messages.info(request, gettext("This is the newest version already; nothing was added."))
        return HttpResponseRedirect(reverse("admin:visits_questionnaire_change", args=[made.pk]))

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        sheet: Questionnaire | None = self.get_object(request, str(pk))
        if sheet is None or not self.has_view_permission(request, sheet):
            raise PermissionDenied
        target = BytesIO()
        try:
            write_xlsform(draft_of(sheet), form_id=file_stem(sheet), version=sheet.version, target=target)
        except Unreadable as reason:
            messages.error(request, str(reason))
            return HttpResponseRedirect(reverse("admin:visits_questionnaire_change", args=[pk]))
        name = f"{file_stem(sheet)}-{sheet.version}.xlsx"
        return HttpResponse(
            target.getvalue(),
            headers={"Content-Type": XLSX, "Content-Disposition": f'attachment; filename="{name}"'},
        )

    @admin.display(description=_("XLSForm"))
    def xlsform(self, sheet: Questionnaire) -> str:
        address = reverse("admin:visits_questionnaire_export", args=[sheet.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Download"))

    def _may_add(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, **context: Any) -> HttpResponse:
        return TemplateResponse(request, TEMPLATE, {**self.admin_site.each_context(request), **context})


def _shown(question: QuestionDraft) -> dict[str, Any]:
    """A question as the preview shows it, in the reader's language."""
    return {
        "code": question.code,
        "type": QuestionType(question.type).label,
        "label": translated(question.labels),
        "condition": question.condition,
        "choices": [
            {"code": choice["code"], "label": translated(choice.get("labels", {}))} for choice in question.choices
        ],
    }


def file_stem(sheet: Questionnaire) -> str:
    """Names the form for the tools that take it: the mission's code and the form."""
    return f"{sheet.mission.code}-{sheet.form}".replace("-", "_")
