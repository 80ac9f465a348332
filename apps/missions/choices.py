"""Closed sets of missions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What kind of body observes."""

    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
    PARLIAMENTARY = "parliamentary", _("Parliamentary assembly")
    REGIONAL = "regional", _("Regional organisation")
    INTERNATIONAL_NGO = "international_ngo", _("International non-governmental organisation")
    CITIZEN = "citizen", _("Citizen observers")
    ELECTORAL_BODY = "electoral_body", _("Election management body")
    OTHER = "other", _("Other")


class MissionFormat(models.TextChoices):
    """How an organisation observes; the abbreviations are the field's own."""

    EOM = "eom", _("Election observation mission (EOM)")
    LEOM = "leom", _("Limited election observation mission (LEOM)")
    EAM = "eam", _("Election assessment mission (EAM)")
    EET = "eet", _("Election expert team (EET)")
    NAM = "nam", _("Needs assessment mission (NAM)")
    IEOM = "ieom", _("International election observation mission (joint IEOM)")
    PARLIAMENTARY = "parliamentary", _("Parliamentary delegation")
    SHORT_TERM = "short_term", _("Short-term mission")
    CITIZEN = "citizen", _("Citizen observation")
    OTHER = "other", _("Other or not stated")


# A limited or expert mission does not observe election day systematically, so it gives no percentages
# (Declaration of Principles for International Election Observation, 2005: a mission states its limits).
WITHOUT_SYSTEMATIC_ELECTION_DAY = frozenset(
    {MissionFormat.LEOM, MissionFormat.EAM, MissionFormat.EET, MissionFormat.NAM}
)


class RoleKind(models.TextChoices):
    """What a person does for a mission. An IEOM has two leaders, so there is never one “head” column."""

    HEAD = "head", _("Head of mission")
    DEPUTY_HEAD = "deputy_head", _("Deputy head of mission")
    SPECIAL_COORDINATOR = "special_coordinator", _("Special co-ordinator")
    DELEGATION_HEAD = "delegation_head", _("Head of delegation")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    OBSERVER = "observer", _("Observer")
    OTHER = "other", _("Other")


class StatementRelation(models.TextChoices):
    """How a text carries a mission's words."""

    OWN = "own", _("The mission's own text")
    REPORTED = "reported", _("Reported by others")
