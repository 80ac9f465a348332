"""Closed sets of claims. A test holds them to the words that extraction uses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Voice(models.TextChoices):
    """Whose words a claim is in."""

    MISSION_QUOTE = "mission_quote", _("The mission's own words")
    MISSION_PARAPHRASE = "mission_paraphrase", _("The mission, in reported speech")
    REPORTER = "reporter", _("The reporter's words")
    OTHER_PARTY = "other_party", _("Another party's words")


class Origin(models.TextChoices):
    """How a claim came in."""

    IMPORTED = "imported", _("Imported")
    ENTERED = "entered", _("Entered by hand")


class Sentiment(models.TextChoices):
    """How an assessment judges its topic."""

    POSITIVE = "positive", _("Positive")
    NEGATIVE = "negative", _("Negative")
    MIXED = "mixed", _("Mixed")
    NEUTRAL = "neutral", _("Neutral")


class Topic(models.TextChoices):
    """What an assessment is about: the sections of a final observation report."""

    OVERALL = "overall", _("Overall")
    LEGAL_FRAMEWORK = "legal_framework", _("Legal framework")
    ELECTORAL_SYSTEM = "electoral_system", _("Electoral system")
    ELECTION_ADMINISTRATION = "election_administration", _("Election administration")
    VOTER_REGISTRATION = "voter_registration", _("Voter registration")
    CANDIDATE_REGISTRATION = "candidate_registration", _("Candidate registration")
    CAMPAIGN = "campaign", _("Election campaign")
    CAMPAIGN_FINANCE = "campaign_finance", _("Campaign finance")
    MEDIA = "media", _("Media")
    COMPLAINTS_APPEALS = "complaints_appeals", _("Complaints and appeals")
    ELECTION_DAY_VOTING = "election_day_voting", _("Voting on election day")
    COUNTING_TABULATION = "counting_tabulation", _("Counting and tabulation")
    PARTICIPATION_OF_WOMEN = "participation_of_women", _("Participation of women")
    MINORITIES = "minorities", _("Minorities")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    OBSERVERS_ACCESS = "observers_access", _("Observers and their access")
    TECHNOLOGY = "technology", _("Voting technology")
    POLITICAL_ENVIRONMENT_COMPETITION = "political_environment_competition", _("Political environment and competition")
    PUBLIC_HEALTH = "public_health", _("Public health")
    SECURITY_VIOLENCE = "security_violence", _("Security and violence")
    TURNOUT_PARTICIPATION = "turnout_participation", _("Turnout and participation")
    REFORM_RECOMMENDATIONS = "reform_recommendations", _("Reforms and recommendations")


class Measure(models.TextChoices):
    """What a figure counts."""

    POLLING_STATIONS_VISITED = "polling_stations_visited", _("Polling stations visited")
    POLLING_STATIONS_TOTAL = "polling_stations_total", _("Polling stations in all")
    REGIONS_COVERED = "regions_covered", _("Regions covered")
    REGIONS_TOTAL = "regions_total", _("Regions in all")
    OBSERVERS_ACCREDITED = "observers_accredited", _("Observers accredited")
    OBSERVERS_DEPLOYED = "observers_deployed", _("Observers deployed")
    OBSERVERS_LONG_TERM = "observers_long_term", _("Long-term observers")
    OBSERVERS_SHORT_TERM = "observers_short_term", _("Short-term observers")
    OBSERVERS_PRESENT = "observers_present", _("Observers present on polling day")
    OBSERVER_COUNTRIES = "observer_countries", _("Countries that observers came from")
    TURNOUT_PERCENT = "turnout_percent", _("Turnout, per cent")
    PARTIES_CONTESTING = "parties_contesting", _("Parties contesting")
    CANDIDATES = "candidates", _("Candidates")
    REGISTERED_VOTERS = "registered_voters", _("Registered voters")
    VOTES_PERCENT_POSITIVE = "votes_percent_positive", _("Observations assessed positively, per cent")
    OTHER = "other", _("Other")


class Comparator(models.TextChoices):
    """How a published number relates to the true one."""

    EQ = "eq", _("exactly")
    GT = "gt", _("more than")
    GTE = "gte", _("at least")
    LT = "lt", _("fewer than")
    LTE = "lte", _("at most")
    APPROX = "approx", _("about")


class FigureSource(models.TextChoices):
    """Whose figure it is: a mission that repeats the official turnout does not make it its own."""

    MISSION = "mission", _("The mission")
    ELECTION_COMMISSION = "election_commission", _("The election commission")
    OTHER = "other", _("Another source")
    NOT_STATED = "not_stated", _("Not stated")


class RecommendationPriority(models.TextChoices):
    """Classes that final reports use."""

    PRIORITY = "priority", _("Priority")
    OTHER = "other", _("Other")


class Addressee(models.TextChoices):
    """Who should act."""

    LEGISLATURE = "legislature", _("Parliament")
    ELECTION_COMMISSION = "election_commission", _("Election commission")
    GOVERNMENT = "government", _("Government")
    COURTS = "courts", _("Courts")
    MEDIA_REGULATOR = "media_regulator", _("Media regulator")
    PARTIES = "parties", _("Political parties")
    OTHER = "other", _("Other or not stated")


class FollowUp(models.TextChoices):
    """How far a recommendation was carried out, as a later observation judged it."""

    NOT_ASSESSED = "not_assessed", _("Not assessed")
    NOT_IMPLEMENTED = "not_implemented", _("Not implemented")
    PARTIALLY = "partially", _("Partially implemented")
    MOSTLY = "mostly", _("Mostly implemented")
    FULLY = "fully", _("Fully implemented")
    NOT_APPLICABLE = "not_applicable", _("No longer applicable")


class ReportType(models.TextChoices):
    """What kind of report a mission promises."""

    INTERIM = "interim", _("Interim report")
    PRELIMINARY = "preliminary", _("Preliminary statement")
    FINAL = "final", _("Final report")
    FOLLOW_UP = "follow_up", _("Follow-up report")
    OTHER = "other", _("Other report")


class Anchor(models.TextChoices):
    """The moment from which a promised period runs."""

    PUBLICATION = "publication", _("from the announcement")
    ELECTION_DAY = "election_day", _("from election day")
    PROCESS_END = "process_end", _("from the end of the electoral process")
    UNKNOWN = "unknown", _("start not stated")


class PeriodUnit(models.TextChoices):
    """Units of a promised period."""

    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")


class EvidenceRelation(models.TextChoices):
    """What a quote does for a claim."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")


class HeadlineReason(models.TextChoices):
    """Why a headline is, or is not, borne out. The words state a difference and blame nobody."""

    AGREES = "agrees", _("The headline agrees with what the text attributes to the mission.")
    PRAISE_OVER_CRITICISM = (
        "praise_over_criticism",
        _("The headline reports approval; the text also attributes criticism to the mission."),
    )
    CRITICISM_OVER_PRAISE = (
        "criticism_over_praise",
        _("The headline reports criticism; the text also attributes approval to the mission."),
    )
    ONE_SIDE_OF_MIXED = (
        "one_side_of_mixed",
        _("The headline gives one side of an assessment that the text reports as mixed."),
    )
    NOT_IN_BODY = (
        "not_in_body",
        _("The headline gives a verdict that the text does not attribute to the mission."),
    )


class ReplyStance(models.TextChoices):
    """What an authority answered to a claim."""

    ACCEPTED = "accepted", _("Accepted")
    NOTED = "noted", _("Noted")
    REJECTED = "rejected", _("Rejected")


class ObligationRelation(models.TextChoices):
    """What a claim says of a commitment."""

    COMPLIES = "complies", _("In line with it")
    PARTLY = "partly", _("Partly in line with it")
    AT_ODDS = "at_odds", _("At odds with it")
    CITED = "cited", _("The mission refers to it")


class ReportProblem(models.TextChoices):
    """What a reader says is wrong."""

    WORDS = "words", _("The quoted words are not in the text, or not like this")
    MEANING = "meaning", _("The words say something else than is made of them")
    SPEAKER = "speaker", _("Somebody else said it")
    NUMBER = "number", _("A number or a date is wrong")
    TRANSLATION = "translation", _("A translation is wrong")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    """What became of a reader's report."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    REJECTED = "rejected", _("Rejected")
