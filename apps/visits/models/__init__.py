"""Polling stations, questionnaires, visits, and what is counted of them."""

from apps.visits.models.checks import CheckedMission, VisitCheck
from apps.visits.models.loads import Load, LoadProblem
from apps.visits.models.merges import Forgetting, VisitMerge
from apps.visits.models.questionnaires import Question, Questionnaire
from apps.visits.models.releases import StatisticsRelease
from apps.visits.models.stations import PollingStation
from apps.visits.models.tallies import AnswerTally, CoverageTally, RegisterTally, StationTally, VisitTally
from apps.visits.models.visits import Visit

__all__ = [
    "AnswerTally",
    "CheckedMission",
    "CoverageTally",
    "Forgetting",
    "Load",
    "LoadProblem",
    "PollingStation",
    "Question",
    "Questionnaire",
    "RegisterTally",
    "StationTally",
    "StatisticsRelease",
    "Visit",
    "VisitCheck",
    "VisitMerge",
    "VisitTally",
]
