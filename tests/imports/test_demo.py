"""The demonstration: what a newcomer sees after the first `make run`."""

import pytest
from django.db.models import QuerySet

from apps.core.models import Change
from apps.elections.models import Election
from apps.findings.models import Deliverable, Evidence, Figure, Finding, HeadlineCheck
from apps.imports.models import Decision
from apps.imports.services import demo as services
from apps.imports.services.demo import load_demo
from apps.missions.models import Organisation
from apps.statements.models import Statement
from tests import factories
from tests.factories import NOW


@pytest.fixture
def demo(db: None) -> None:
    factories.country()
    for code, name in (("osce", "OSCE"), ("sco", "SCO")):
        Organisation.objects.create(code=code, short_name=name, kind="intergovernmental")
    load_demo(at=NOW)


def sentiments(organisation: str) -> dict[str, str]:
    """What the text of a mission says of each topic; the headline's words are the reporter's and left out."""
    findings: QuerySet[Finding] = Finding.objects.public().filter(mission__organisation__short_name=organisation)
    return dict(findings.exclude(voice="reporter").values_list("topic", "sentiment"))


def test_two_missions_speak_of_one_election(demo: None) -> None:
    election = Election.objects.public().get()
    assert set(election.missions.public().values_list("organisation__short_name", flat=True)) == {"OSCE", "SCO"}


def test_they_judge_the_same_topics_differently(demo: None) -> None:
    osce, sco = sentiments("OSCE"), sentiments("SCO")
    differ = {topic for topic in osce.keys() & sco.keys() if osce[topic] != sco[topic]}
    assert differ >= {"political_environment_competition", "counting_tabulation"}
    assert osce["election_administration"] == sco["election_administration"] == "positive"


def test_the_figures_are_there_with_their_comparators(demo: None) -> None:
    figures = Figure.objects.public().filter(mission__organisation__short_name="OSCE")
    shown = {(figure.measure, figure.comparator, int(figure.value)) for figure in figures}
    assert shown >= {
        ("polling_stations_visited", "gt", 90),
        ("regions_covered", "eq", 13),
        ("regions_total", "eq", 17),
        ("turnout_percent", "gt", 63),
        ("parties_contesting", "eq", 5),
    }


def test_the_headline_is_flagged(demo: None) -> None:
    check = HeadlineCheck.objects.public().get()
    assert check.is_supported is False
    assert check.held_against.exists()


def test_every_word_is_marked_as_retold(demo: None) -> None:
    assert set(Statement.objects.values_list("authenticity", flat=True)) == {"retold"}
    assert not Evidence.objects.exclude(quote__version__statement__authenticity="retold").exists()


def test_no_claim_calls_our_words_a_missions_own(demo: None) -> None:
    voices = {claim.voice for model in (Finding, Figure, Deliverable) for claim in model.objects.all()}
    assert "mission_quote" not in voices


def test_the_retold_texts_put_no_words_into_anybodys_mouth(demo: None) -> None:
    bodies = "".join(Statement.objects.values_list("versions__body", flat=True))
    assert not set('«»“”"„') & set(bodies)


def test_loading_it_again_changes_nothing(demo: None) -> None:
    before = (Finding.objects.count(), Decision.objects.count(), Change.objects.count())
    load_demo(at=NOW)
    assert (Finding.objects.count(), Decision.objects.count(), Change.objects.count()) == before


def test_a_start_that_was_interrupted_is_finished_by_the_next(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.country()
    Organisation.objects.create(code="osce", short_name="OSCE", kind="intergovernmental")
    with monkeypatch.context() as patch:
        patch.setattr(services, "publish_run", interrupt)
        with pytest.raises(KeyboardInterrupt):
            load_demo(at=NOW)
    Organisation.objects.create(code="sco", short_name="SCO", kind="intergovernmental")
    load_demo(at=NOW)
    assert Statement.objects.public().count() == 2


def interrupt(**_arguments: object) -> None:
    raise KeyboardInterrupt
