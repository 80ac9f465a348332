"""Atom feeds, for readers who want to be told. They take the filters of the list that they follow."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from apps.findings.models import Finding
from apps.statements.models import Statement
from apps.web import filter_sets, search, selectors
from apps.web.changes import with_changes
from apps.web.corrections import Correction, correction_keys, corrections
from apps.web.entered import said
from apps.web.filters import Filter, Narrowing, narrow, refused, titled
from apps.web.results import Result, results
from apps.web.search import Question
from apps.web.selectors import lead_quote
from apps.web.templatetags.web import claim_title
from apps.web.withdrawals import Withdrawal
from apps.web.wording import mission_title, place_and_day, type_labels

ENTRIES: Final = 50
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOMENT: Final = "-published_at"


class Refused(Exception):
    """A feed was asked with parameters that it does not understand."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.answer = answer


class Atom(Atom1Feed):
    """A feed whose text changes only when something in it does, also where there is nothing in it."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


class SearchFeed(Feed[Result, Question]):
    """The newest records that answer a search; every search has one."""

    feed_type = Atom

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
        return named or f"{claim_title(item.record)} · {mission_title(item.record.mission)}"

    def item_description(self, item: Any) -> str:
        words = "".join(text for text, _hit in item.words)
        return _marked(words, is_retold=item.is_retold)

    def item_link(self, item: Result) -> str:
        return str(item.record.get_absolute_url())

    def item_updateddate(self, item: Result) -> Any:
        return max(filter(None, [item.record.published_at, item.record.embargo_until]))


class ListFeed(Feed[Any, Narrowing]):
    """The newest records of a list, narrowed as its page is."""

    feed_type = Atom
    filters: ClassVar[Sequence[Filter]] = ()
    page: ClassVar[str]

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().__call__(request, *args, **kwargs)
        except Refused as refusal:
            return refusal.answer

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Narrowing:
        narrowing = narrow(request.GET, self.filters)
        answer = refused(narrowing)
        if answer is not None:
            raise Refused(answer)
        return narrowing

    def link(self, narrowing: Narrowing) -> str:
        query = narrowing.query
        return reverse(self.page) + (f"?{query}" if query else "")

    def item_link(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def item_updateddate(self, item: Any) -> Any:
        return max(filter(None, [item.published_at, item.embargo_until]))


class ElectionFeed(ListFeed):
    """Elections whose record is new or changed, newest first."""

    filters = filter_sets.ELECTIONS
    page = "web:elections"

    def title(self, narrowing: Narrowing) -> str:
        return titled(gettext("Elections"), narrowing)

    def items(self, narrowing: Narrowing) -> Any:
        found = selectors.elections().filter(narrowing.condition)
        return with_changes(found).order_by("-seen_at", "code")[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return place_and_day(item)

    def item_description(self, item: Any) -> str:
        return " · ".join([*type_labels(item), str(item.get_status_display())])

    def item_updateddate(self, item: Any) -> Any:
        return item.seen_at


class StatementFeed(ListFeed):
    """The statements that were published here last."""

    filters = filter_sets.STATEMENTS
    page = "web:statements"

    def title(self, narrowing: Narrowing) -> str:
        return titled(gettext("Newest statements"), narrowing)

    def items(self, narrowing: Narrowing) -> Any:
        found = Statement.objects.public().for_list().filter(narrowing.condition)
        return found.order_by(MOMENT, "-id")[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return _marked(item.title, is_retold=item.is_retold)

    def item_description(self, item: Any) -> str:
        return " · ".join(filter(None, [str(item.get_kind_display()), str(item.publisher or "")]))


class FindingFeed(ListFeed):
    """The findings that were published here last, each with its words."""

    filters = filter_sets.FINDINGS
    page = "web:search"

    def title(self, narrowing: Narrowing) -> str:
        return titled(gettext("Newest findings"), narrowing)

    def link(self, narrowing: Narrowing) -> str:
        return reverse("web:home")

    def items(self, narrowing: Narrowing) -> Any:
        found = Finding.objects.public().filter(narrowing.condition)
        return selectors.cited(found).order_by(MOMENT, "-id")[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return f"{claim_title(item)} · {item.mission.organisation}, {place_and_day(item.mission.election)}"

    def item_description(self, item: Any) -> str:
        return _words(item)


class CorrectionFeed(ListFeed):
    """What was corrected or withdrawn last, with the reason."""

    page = "web:corrections"

    def title(self, narrowing: Narrowing) -> str:
        return titled(gettext("Corrections"), narrowing)

    def items(self, narrowing: Narrowing) -> Any:
        return corrections(correction_keys()[:ENTRIES])

    def item_title(self, item: Any) -> str:
        if isinstance(item, Withdrawal):
            return gettext("Withdrawn: %(claim)s") % {"claim": f"{item.kind} · {item.title}"}
        pattern = gettext("Corrected: %(claim)s") if item.after else gettext("Withdrawn: %(claim)s")
        return pattern % {"claim": f"{claim_title(item.before)} · {item.before.mission.organisation}"}

    def item_description(self, item: Any) -> str:
        return str(item.reason)

    def item_link(self, item: Correction | Withdrawal) -> str:
        if isinstance(item, Withdrawal):
            return f"{reverse('web:corrections')}#{item.anchor}"
        return item.before.get_absolute_url()

    def item_updateddate(self, item: Any) -> datetime | None:
        return item.at  # type: ignore[no-any-return]


def _words(claim: Any) -> str:
    quote = lead_quote(claim)
    return said(claim) if quote is None else _marked(quote.exact, is_retold=quote.version.statement.is_retold)


def _marked(words: str, *, is_retold: bool) -> str:
    mark = gettext("Retold for demonstration")
    return f"[{mark}] {words}" if is_retold else words
