"""Atom feeds, for readers who want to be told."""

from typing import Any, Final

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from apps.web import search
from apps.web.results import Result, results
from apps.web.search import Question
from apps.web.templatetags.web import claim_title

ENTRIES: Final = 50


class SearchFeed(Feed[Result, Question]):
    """The newest records that answer a search; every search has one."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Question:
        return search.question_of(request.GET)

    def title(self, question: Question) -> str:
        return gettext("Electionwatch: search for “%(words)s”") % {"words": question.words}

    def link(self, question: Question) -> str:
        return f"{reverse('web:search')}?{search.query_of(question)}"

    def items(self, question: Question) -> list[Result]:
        return results(question, search.answers(question).newest(ENTRIES)) if question.words else []

    def item_title(self, item: Any) -> str:
        named = "".join(text for text, _hit in item.title)
        return named or f"{claim_title(item.record)} · {item.record.mission}"

    def item_description(self, item: Any) -> str:
        words = "".join(text for text, _hit in item.words)
        return f"[{gettext('Retold for demonstration')}] {words}" if item.is_retold else words

    def item_link(self, item: Result) -> str:
        return str(item.record.get_absolute_url())

    def item_updateddate(self, item: Result) -> Any:
        return max(filter(None, [item.record.published_at, item.record.embargo_until]))
