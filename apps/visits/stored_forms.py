"""A stored questionnaire as a draft, to compare it with another and to export it."""

from apps.visits.drafts import FormDraft, QuestionDraft
from apps.visits.models import Questionnaire


def draft_of(questionnaire: Questionnaire) -> FormDraft:
    return FormDraft(
        titles=questionnaire.titles,
        questions=[
            QuestionDraft(
                code=question.code,
                type=question.type,
                labels=question.labels,
                section=question.section,
                choices=question.choices,
                condition=question.condition,
            )
            for question in questionnaire.questions.order_by("position")
        ],
    )
