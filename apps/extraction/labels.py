"""What a pattern of a language pack may stand for; a pack that uses any other label is refused."""

from apps.extraction.vocabulary import Topic

POLARITY = frozenset(
    {"pos", "neg", "neu", "hint.pos", "hint.neg", "deny", "lift", "not", "plain", "mute", "wish", "contrast", "concede"}
)
DISCOURSE = frozenset(
    {
        "say",
        "say.by",
        "say.pronoun",
        "say.back",
        "who.mission",
        "who.international",
        "who.own",
        "who.other",
        "who.narrator",
        "election",
        "election.core",
        "procedural",
        "background",
        "courtesy",
        "appeal",
        "degree",
        "st.report",
        "st.future",
        "st.own",
        "st.title",
        "st.advocacy",
        "st.feeling",
        "st.work",
        "st.condition",
        "st.opinion",
        "st.purpose",
        "st.rule",
        "st.bid",
        "breach",
        "section.background",
        "section.about",
        "section.reform",
        "section.pos",
        "section.neg",
    }
)
COMPARATORS = frozenset(
    f"{place}.{sign}" for place in ("cmp", "cmp_after") for sign in ("gt", "gte", "lt", "lte", "approx")
)
UNITS = frozenset(
    f"unit.{name}"
    for name in (
        "station",
        "region",
        "observer",
        "observer_lt",
        "observer_st",
        "person",
        "country",
        "party",
        "candidate",
        "voter",
        "citizen",
        "case",
        "week",
        "other",
        "month",
        "day",
        "vote",
        "percent",
    )
)
CONTEXTS = frozenset(
    f"ctx.{name}"
    for name in (
        "turnout",
        "visit",
        "total",
        "of",
        "positive_share",
        "contest",
        "observers",
        "report",
        "registered",
        "open",
        "all",
        "results",
        "voted",
        "voters",
        "but",
        "subset",
        "vie",
        "them",
        "harmed",
        "threshold",
        "aspired",
        "term",
        "among",
        "chief",
        "numbering",
        "elapsed",
        "each",
    )
) | {"visit"}
REPORTS = frozenset(
    {
        "report.final",
        "report.preliminary",
        "report.interim",
        "report.promise",
        "anchor.process_end",
        "anchor.election_day",
        "period.vague",
    }
)
ELECTIONS = frozenset(
    {
        "type.parliamentary",
        "type.presidential",
        "type.local",
        "type.regional",
        "type.referendum",
        "type.constituent",
        "type.other",
        "early",
        "not_early",
        "regular",
        "eday",
        "day.today",
        "day.yesterday",
        "day.tomorrow",
        "day.before_yesterday",
        "elect",
        *(f"office.{name}" for name in ("parliamentary", "presidential", "local", "regional", "constituent")),
        "voting",
        "date.other",
        "past.election",
        "not.type",
        "round.first",
        "round.second",
        "party.list",
        *(f"weekday.{day}" for day in range(7)),
    }
)
BODIES = frozenset(
    {
        "body.absent",
        "body.before_absent",
        "body.affiliate",
        "body.joint",
        "body.member",
        "body.funder",
        "body.plural",
        "group.noun",
        "st.plan",
        "head.pos",
        "head.neg",
        "head.whole",
        "head.calm",
    }
)
TOPICS = frozenset(f"topic.{topic}" for topic in Topic)
PEOPLE = frozenset({"role", "name.stop", "name.title"})
LABELS = POLARITY | DISCOURSE | COMPARATORS | UNITS | CONTEXTS | REPORTS | ELECTIONS | BODIES | TOPICS | PEOPLE
