"""The closed sets that extraction speaks in; the web application's choices are held to the same values by a test."""

from enum import StrEnum


class Voice(StrEnum):
    """Whose words a passage is in."""

    MISSION_QUOTE = "mission_quote"
    MISSION_PARAPHRASE = "mission_paraphrase"
    REPORTER = "reporter"
    OTHER_PARTY = "other_party"


class Sentiment(StrEnum):
    """How an assessment judges its topic; `UNRATED` is an open question for the analyst, never a guess."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    UNRATED = "unrated"


class Topic(StrEnum):
    """What an assessment is about: the sections of a final observation report."""

    LEGAL_FRAMEWORK = "legal_framework"
    ELECTORAL_SYSTEM = "electoral_system"
    ELECTION_ADMINISTRATION = "election_administration"
    VOTER_REGISTRATION = "voter_registration"
    CANDIDATE_REGISTRATION = "candidate_registration"
    CAMPAIGN = "campaign"
    CAMPAIGN_FINANCE = "campaign_finance"
    MEDIA = "media"
    COMPLAINTS_APPEALS = "complaints_appeals"
    ELECTION_DAY_VOTING = "election_day_voting"
    COUNTING_TABULATION = "counting_tabulation"
    PARTICIPATION_OF_WOMEN = "participation_of_women"
    MINORITIES = "minorities"
    ACCESSIBILITY = "accessibility"
    OBSERVERS_ACCESS = "observers_access"
    TECHNOLOGY = "technology"
    POLITICAL_ENVIRONMENT_COMPETITION = "political_environment_competition"
    PUBLIC_HEALTH = "public_health"
    SECURITY_VIOLENCE = "security_violence"
    TURNOUT_PARTICIPATION = "turnout_participation"
    OVERALL = "overall"
    REFORM_RECOMMENDATIONS = "reform_recommendations"


class QuantityKind(StrEnum):
    """What a number counts."""

    POLLING_STATIONS_VISITED = "polling_stations_visited"
    POLLING_STATIONS_TOTAL = "polling_stations_total"
    REGIONS_COVERED = "regions_covered"
    REGIONS_TOTAL = "regions_total"
    OBSERVERS_DEPLOYED = "observers_deployed"
    OBSERVERS_LONG_TERM = "observers_long_term"
    OBSERVERS_SHORT_TERM = "observers_short_term"
    OBSERVER_COUNTRIES = "observer_countries"
    TURNOUT_PERCENT = "turnout_percent"
    PARTIES_CONTESTING = "parties_contesting"
    CANDIDATES = "candidates"
    REGISTERED_VOTERS = "registered_voters"
    VOTES_PERCENT_POSITIVE = "votes_percent_positive"
    REPORT_DUE_WEEKS = "report_due_weeks"
    REPORT_DUE_MONTHS = "report_due_months"
    OTHER = "other"


class Comparator(StrEnum):
    """How a published number relates to the true one: "more than 90" is `GT` 90, never 90."""

    EQ = "eq"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    APPROX = "approx"


class ElectionType(StrEnum):
    """What was voted on."""

    PARLIAMENTARY = "parliamentary"
    PRESIDENTIAL = "presidential"
    LOCAL = "local"
    REGIONAL = "regional"
    REFERENDUM = "referendum"
    CONSTITUENT = "constituent"
    OTHER = "other"


class ReportType(StrEnum):
    """What kind of report a mission promises."""

    INTERIM = "interim"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class Anchor(StrEnum):
    """The moment from which a promised period runs."""

    PUBLICATION = "publication"
    ELECTION_DAY = "election_day"
    PROCESS_END = "process_end"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """The class of the rule that fired, not a probability."""

    EXACT = "exact"
    GRAMMAR = "grammar"
    HEURISTIC = "heuristic"


class BlockKind(StrEnum):
    """What part of the page a stretch of text is."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    CAPTION = "caption"


class HeadlineReason(StrEnum):
    """Why a headline is, or is not, borne out by what the body attributes to the mission."""

    AGREES = "agrees"
    PRAISE_OVER_CRITICISM = "praise_over_criticism"
    CRITICISM_OVER_PRAISE = "criticism_over_praise"
    ONE_SIDE_OF_MIXED = "one_side_of_mixed"
    NOT_IN_BODY = "not_in_body"


class NotAStatement(StrEnum):
    """Why nothing is claimed from a text."""

    EMPTY = "empty"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    NO_ELECTION = "no_election"
    NO_OBSERVER = "no_observer"
    NO_ASSESSMENT = "no_assessment"
