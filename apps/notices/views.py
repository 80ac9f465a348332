"""A person's own notices: the list behind the bell, and what they want to be told."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.row_numbers import row_number
from apps.notices.choices import NoticeKind
from apps.notices.models import MailLanguage
from apps.notices.selectors import choices_of, notices_of
from apps.notices.services import choose, mark_read
from apps.notices.wording import sentence

PER_PAGE = 50
View = Callable[..., HttpResponse]


def _desk(view: View) -> View:
    """A page of the admin: for staff, with the admin's frame around it."""
    return admin.site.admin_view(view)


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title}


@_desk
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """All notices of whoever asks, the newest first."""
    found = notices_of(request.user)  # type: ignore[arg-type]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(notice, sentence(notice)) for notice in page]
    context = {**_context(request, _("Notices")), "page": page, "lines": lines}
    return TemplateResponse(request, "notices/list.html", context)


@_desk
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Marks one notice as read, or all."""
    given = request.POST.get("notice", "")
    number = row_number(given)
    if number is not None or not given:
        mark_read(person=request.user, notice=number)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("notices:list"))


@_desk
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes to what a notice is about, and marks it as read."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)  # type: ignore[arg-type]
    mark_read(person=notice.person, notice=notice.pk)
    return HttpResponseRedirect(notice.address)


@_desk
def choices(request: HttpRequest) -> HttpResponse:
    """What somebody wants to be told, by which way, and in which language."""
    person: Any = request.user
    if request.method == "POST":
        ways = {kind: (f"admin-{kind}" in request.POST, f"mail-{kind}" in request.POST) for kind in NoticeKind.values}
        language = request.POST.get("language", "")
        choose(person=person, ways=ways, language=language if language in dict(settings.LANGUAGES) else "")
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(reverse("notices:choices"))
    known = MailLanguage.objects.filter(person=person).first()
    context = {
        **_context(request, _("What you are told")),
        "choices": choices_of(person),
        "languages": settings.LANGUAGES,
        "chosen": known.chosen if known else "",
    }
    return TemplateResponse(request, "notices/choices.html", context)
