"""Questionnaires made from drafts: our default forms, and forms that came as XLSForm."""

from django.db import transaction
from django.db.models import Max

from apps.missions.models import Mission
from apps.visits.choices import FormKind
from apps.visits.drafts import FormDraft, default_forms
from apps.visits.models import Question, Questionnaire
from apps.visits.stored_forms import draft_of


@transaction.atomic
def add_default_forms(*, mission: Mission) -> list[Questionnaire]:
    """The default forms that the mission has no version of yet; a second time there is nothing to add."""
    _lock(mission)
    present = set(Questionnaire.objects.filter(mission=mission).values_list("form", flat=True))
    return [
        _store(mission, form.value, 1, draft) for form, draft in default_forms().items() if form.value not in present
    ]


@transaction.atomic
def add_version(*, mission: Mission, form: str, draft: FormDraft) -> tuple[Questionnaire, bool]:
    """The draft as the newest version of the mission's form, and whether it is new: the same twice is one version."""
    _lock(mission)
    versions = Questionnaire.objects.filter(mission=mission, form=form)
    newest = versions.order_by("-version").first()
    if newest is not None and draft_of(newest) == draft:
        return newest, False
    highest: int = versions.aggregate(highest=Max("version"))["highest"] or 0
    return _store(mission, form, highest + 1, draft), True


def _lock(mission: Mission) -> None:
    """Two people who add forms at once take turns."""
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)


def _store(mission: Mission, form: str, version: int, draft: FormDraft) -> Questionnaire:
    roles = _known_roles(mission, form)
    made = Questionnaire.objects.create(mission=mission, form=form, version=version, titles=draft.titles)
    Question.objects.bulk_create(
        Question(
            questionnaire=made,
            code=question.code,
            position=position,
            section=question.section,
            labels=question.labels,
            type=question.type,
            choices=question.choices,
            condition=question.condition,
            role=question.role or roles.get((question.code, question.type), ""),
        )
        for position, question in enumerate(draft.questions, start=1)
    )
    return made


def _known_roles(mission: Mission, form: str) -> dict[tuple[str, str], str]:
    """What the checks know a question as, by its code and type: as our forms and older versions of this one have it."""
    ours = {(question.code, question.type): question.role for question in default_forms()[FormKind(form)].questions}
    older = Question.objects.filter(questionnaire__mission=mission, questionnaire__form=form).exclude(role="")
    rows = older.order_by("questionnaire__version").values_list("code", "type", "role")
    known = {(code, kind): role for code, kind, role in rows}
    taken = set(known.values())
    return {key: role for key, role in ours.items() if role and role not in taken} | known
