"""Pages that explain the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.findings.choices import Sentiment, Voice
from apps.web.comparison import Gap


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    """Where a claim comes from and how it becomes public, with every mark that the pages use."""
    return render(request, "web/methodology.html", {"voices": Voice, "sentiments": Sentiment, "gaps": Gap})
