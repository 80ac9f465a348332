"""Small builders for tests: each makes one whole, valid row and takes what a test cares about."""

import hashlib
import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.contrib.auth.models import Permission, User
from django.db import transaction

from apps.core.models import Publishable
from apps.core.services import publish
from apps.elections.models import Country, Election, Region
from apps.findings.models import (
    Deliverable,
    Evidence,
    Figure,
    Finding,
    HeadlineCheck,
    Recommendation,
    RecommendationStatus,
)
from apps.missions.models import Mission, MissionRole, MissionStatement, Organisation
from apps.statements.models import Publisher, Quote, Statement, TextVersion

NOW = datetime(2021, 1, 12, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
BODY = (
    "Mission praises conduct of vote\n\n"
    "The elections lacked genuine competition, the head of mission said. "
    "Preparations were efficient. Observers visited more than 90 polling stations in 13 of 17 regions.\n"
)
_numbers = itertools.count(1)
P = TypeVar("P", bound=Publishable)


def user(name: str = "", *permissions: str, **fields: Any) -> User:
    """A person with exactly the named permissions, such as "core.publish"."""
    made = User.objects.create_user(username=name or f"user{next(_numbers)}", password="a long passphrase", **fields)
    for permission in permissions:
        label, codename = permission.split(".")
        made.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    return made


def editor(name: str = "") -> User:
    return user(name, "core.publish", "core.decide", "core.see_unpublished", is_staff=True)


def published(record: P, *, at: datetime = NOW, by: User | None = None) -> P:
    return publish(record=record, by=by or editor(), at=at)


def country(iso2: str = "KZ", iso3: str = "KAZ", name: str = "Kazakhstan") -> Country:
    return Country.objects.get_or_create(
        iso2=iso2, defaults={"iso3": iso3, "names": {"en": name, "ru": "Казахстан", "kk": "Қазақстан"}}
    )[0]


def region(code: str = "KZ-ALA", name: str = "Almaty") -> Region:
    return Region.objects.get_or_create(
        code=code, defaults={"country": country(), "names": {"en": name, "ru": "Алматы", "kk": "Алматы"}}
    )[0]


def election(code: str = "kz-2021-01-10-parliamentary", **fields: Any) -> Election:
    day = date(2021, 1, 10)
    values: dict[str, Any] = {"types": ["parliamentary"], "first_polling_day": day, "last_polling_day": day, **fields}
    values.setdefault("country", country())
    return Election.objects.get_or_create(code=code, defaults=values)[0]


def organisation(code: str = "osce-odihr", short_name: str = "OSCE/ODIHR", **fields: Any) -> Organisation:
    values = {"short_name": short_name, "kind": "intergovernmental", "names": {"en": short_name}, **fields}
    return Organisation.objects.get_or_create(code=code, defaults=values)[0]


def mission(code: str = "osce-odihr-kz-2021-01-10", **fields: Any) -> Mission:
    fields.setdefault("election", None)
    values = {"format": "leom", **fields}
    values["election"] = values["election"] or election()
    values.setdefault("organisation", organisation())
    return Mission.objects.get_or_create(code=code, defaults=values)[0]


def role(of: Mission, name: str = "Kristian Vigenin", **fields: Any) -> MissionRole:
    return MissionRole.objects.create(mission=of, name=name, **{"kind": "special_coordinator", **fields})


def publisher(code: str = "zakon-kz", **fields: Any) -> Publisher:
    values: dict[str, Any] = {"names": {"en": code}, "kind": "press", **fields}
    return Publisher.objects.get_or_create(code=code, defaults=values)[0]


def statement(body: str = BODY, *, of: Mission | None = None, **fields: Any) -> Statement:
    """A statement with one text version; linked to a mission if one is given."""
    values: dict[str, Any] = {
        "kind": "news_report",
        "title": body.splitlines()[0],
        "language": "en",
        "published_on": date(2021, 1, 11),
        "source_key": f"test:{next(_numbers)}",
        **fields,
    }
    made = Statement.objects.create(**values)
    version(made, body)
    if of is not None:
        MissionStatement.objects.create(mission=of, statement=made, relation="reported")
    return made


def version(of: Statement, body: str) -> TextVersion:
    return TextVersion.objects.create(
        statement=of,
        number=of.versions.count() + 1,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        language=of.language,
        fetched_at=NOW,
    )


def quote(words: str, of: Statement) -> Quote:
    """The first occurrence of some words in the newest version."""
    text = of.versions.latest("number")
    start = text.body.index(words)
    return Quote.objects.get_or_create(version=text, start=start, end=start + len(words), exact=words)[0]


def _claim(model: type[Any], words: str, source: Statement, **values: Any) -> Any:
    """A draft claim with its quote; one that corrects another says why."""
    if values.get("replaces") is not None:
        values.setdefault("correction_reason", "It was misread.")
    cited = quote(words, source)
    with transaction.atomic():
        claim = model.objects.create(**values)
        Evidence.objects.create(**{Evidence.link_to(model): claim, "quote": cited})
    return claim


REFERENCE: dict[str, Any] = {
    "entered_from_title": "Report on the observation",
    "entered_from_publisher": "Archive of the Inter-Parliamentary Union",
    "entered_from_date": date(1999, 10, 11),
    "entered_from_page": "12",
    "entered_from_place": "Fund 7, file 41",
}


def without_text(of: Mission, model: type[Any] = Finding, **fields: Any) -> Any:
    """A draft that was entered from a source of which no text is held."""
    kinds: dict[type[Any], dict[str, Any]] = {
        Finding: {"topic": "media", "sentiment": "mixed"},
        Figure: {"measure": "candidates", "value": Decimal(5)},
        Recommendation: {"topic": "media"},
        Deliverable: {"report": "final"},
    }
    said = {"voice": "mission_paraphrase", "summary": {"en": "The media favoured one side."}}
    return model.objects.create(mission=of, **{**kinds[model], **said, **REFERENCE, **fields})


def finding(of: Mission, source: Statement, words: str = "lacked genuine competition", **fields: Any) -> Finding:
    values = {
        "topic": "political_environment_competition",
        "sentiment": "negative",
        "voice": "mission_paraphrase",
        "origin": "entered",
        "language": source.language,
        **fields,
    }
    made: Finding = _claim(Finding, words, source, mission=of, **values)
    return made


def figure(of: Mission, source: Statement, words: str = "more than 90 polling stations", /, **fields: Any) -> Figure:
    """A figure; positional, since a figure has a field named `source` too."""
    values = {
        "measure": "polling_stations_visited",
        "value": Decimal(90),
        "comparator": "gt",
        "voice": "mission_paraphrase",
        "language": source.language,
        **fields,
    }
    made: Figure = _claim(Figure, words, source, mission=of, **values)
    return made


def recommendation(
    of: Mission, source: Statement, words: str = "Preparations were efficient", **fields: Any
) -> Recommendation:
    values = {"topic": "legal_framework", "voice": "mission_paraphrase", "language": source.language, **fields}
    made: Recommendation = _claim(Recommendation, words, source, mission=of, **values)
    return made


def follow_up(of: Recommendation, words: Quote, **fields: Any) -> RecommendationStatus:
    """A judgement of what became of a recommendation, by the mission that made it unless another is given."""
    author = fields.pop("author", of.mission)
    values = {"status": "partially", "assessed_on": date(2022, 1, 1), "election": author.election, **fields}
    return RecommendationStatus.objects.create(recommendation=of, author=author, quote=words, **values)


def deliverable(of: Mission, source: Statement, words: str = "Observers visited", **fields: Any) -> Deliverable:
    values = {
        "report": "final",
        "count": 8,
        "unit": "weeks",
        "anchor": "publication",
        "due_on": date(2021, 3, 8),
        "voice": "mission_quote",
        "language": source.language,
        **fields,
    }
    made: Deliverable = _claim(Deliverable, words, source, mission=of, **values)
    return made


def headline_check(source: Statement, words: str = "Mission praises conduct of vote", **fields: Any) -> HeadlineCheck:
    values = {"is_supported": False, "reason": "praise_over_criticism", **fields}
    return HeadlineCheck.objects.create(quote=quote(words, source), **values)


def public_world() -> Finding:
    """One published finding with everything that it needs to be public."""
    by = editor()
    place = mission()
    source = statement(of=place)
    made = finding(place, source)
    for record in (place.election, place, source):
        published(record, by=by)
    return published(made, by=by)
