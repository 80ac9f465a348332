"""The roles of the people who work with the site, as groups with exactly the rights that they need."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction

# Readers need no account. Deleting is left to administrators: what was published is withdrawn, never deleted.
READ = ("view",)
ENTER = ("view", "add", "change")
WORK = (
    "statements.publisher",
    "statements.statement",
    "statements.textversion",
    "statements.quote",
    "elections.election",
    "missions.organisation",
    "missions.mission",
    "missions.missionrole",
    "missions.missionstatement",
    "findings.finding",
    "findings.figure",
    "findings.recommendation",
    "findings.recommendationstatus",
    "findings.deliverable",
    "findings.evidence",
    "findings.headlinecheck",
    "findings.authorityreply",
    "findings.claimobligation",
    "visits.pollingstation",
    "visits.questionnaire",
    "visits.question",
    "visits.visit",
    "imports.importrun",
)
# Readers write these; people answer them.
ANSWERED = ("findings.errorreport",)
LOOKED_UP = (
    "core.change",
    "findings.obligation",
    "elections.country",
    "elections.region",
    "imports.rawfile",
    "imports.proposal",
    "imports.decision",
    "visits.visitcheck",
    "visits.visitmerge",
)
FORMS = ("visits.pollingstation", "visits.questionnaire", "visits.question")
# A draft claim loses a quote by deleting its evidence; the database refuses that once the claim is published.
TAKEN_BACK = ("findings.evidence", "findings.claimobligation", "missions.missionrole", "missions.missionstatement")


def _rights(models: Iterable[str], actions: Iterable[str]) -> set[str]:
    split = (model.split(".") for model in models)
    return {f"{app}.{action}_{name}" for app, name in split for action in actions}


# Observers hand visits in and read the forms, but not what other teams reported.
OBSERVER = _rights(("visits.visit",), ("add",)) | _rights(FORMS, READ)
ANALYST = (
    _rights(WORK, ENTER)
    | _rights(LOOKED_UP, READ)
    | _rights(ANSWERED, ("view", "change"))
    | _rights(TAKEN_BACK, ("delete",))
    | {"core.see_unpublished", "core.decide"}
)
# What readers learn of visits is released, and taken back, by editors alone.
EDITOR = ANALYST | _rights(("visits.statisticsrelease",), ENTER) | {"core.publish"}
PEOPLE_APPS = ("accounts", "notices", "auth", "authtoken", "otp_totp", "otp_static")
OWN_APPS = ("core", "statements", "elections", "missions", "findings", "visits", "imports")


def _administrator() -> set[str]:
    """Every right over our own records, and over people and their groups."""
    models = (model for app in (*OWN_APPS, *PEOPLE_APPS) for model in apps.get_app_config(app).get_models())
    names = [f"{model._meta.app_label}.{model._meta.model_name}" for model in models]
    return EDITOR | _rights(names, ("view", "add", "change", "delete"))


def roles() -> dict[str, set[str]]:
    """Each group's name with its rights, such as `core.publish`."""
    return {"observer": OBSERVER, "analyst": ANALYST, "editor": EDITOR, "administrator": _administrator()}


@transaction.atomic
def ensure_groups() -> int:
    """Make the groups, give each the rights that its role needs, and return how many groups there are.

    Rights that an administrator added to a group stay; a right that does not exist is an error of ours.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    wanted = roles()
    for name, rights in wanted.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(known[right] for right in sorted(rights)))
    return len(wanted)
