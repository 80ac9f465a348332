"""The public pages that only a part of all records has: visits, versions, translations, corrections, references."""

from dataclasses import replace
from datetime import date, timedelta

from apps.core.services import withdraw
from apps.elections.models import Election, Region
from apps.findings.models import AuthorityReply
from apps.missions.models import Mission
from apps.visits.services.release import draft_release
from tests import factories as make
from tests.visits.builders import visits
from tests.web.world import World, build_world

TEXT = "Observers saw a calm vote\n\nVoting was orderly. The media favoured one side. A report follows.\n"
FORMS = {"opening": 12, "voting": 70, "closing_counting": 9}
# Pages that another one differs from in its data alone: what costs minutes looks at them in one language.
VARIANTS = frozenset(
    {
        "claim that corrects",
        "claim that was withdrawn",
        "country with few records",
        "elections of one kind",
        "list with a wrong choice",
        "old version",
        "reader narrowed",
        "search not asked",
        "translation",
    }
)
GRADES = ("very_good", "good", "bad", "very_bad", "")


def build_full_world() -> World:
    """The world with everything that a page may show; a second country keeps what is new apart from what tests name."""
    world, by = build_world(), make.editor()
    country = make.country("KG", "KGZ", "Kyrgyzstan")
    day = date(2020, 10, 4)
    vote = make.election("kg-2020-10-04", country=country, first_polling_day=day, last_polling_day=day)
    mission = make.mission("full-kg-2020-10-04", election=vote, format="eom", organisation=world.other.organisation)
    text = make.statement(TEXT, of=mission, published_on=day + timedelta(days=1))
    translation = make.statement(
        "Наблюдатели увидели спокойное голосование\n\nГолосование прошло спокойно.\n",
        of=mission, language="ru", translation_of=text, published_on=day + timedelta(days=1),
    )  # fmt: skip
    for record in (vote, mission, text, translation):
        make.published(record, by=by)
    wrong = make.published(make.finding(mission, text, "Voting was orderly", topic="election_day_voting"), by=by)
    right = make.finding(mission, text, "Voting was orderly", topic="election_day_voting", sentiment="positive",
                         replaces=wrong)  # fmt: skip
    referred = make.without_text(mission)
    advice = make.recommendation(world.limited, world.report, topic="media")
    for claim in (right, referred, advice):
        make.published(claim, by=by)
    make.follow_up(advice, make.quote("The media favoured one side", text), author=mission)
    reply = AuthorityReply(
        finding=right, stance="accepted", author={"en": "Election commission"}, replied_on=date(2020, 11, 1),
        quote=make.quote("A report follows", text),
    )  # fmt: skip
    reply.save()
    make.published(reply, by=by)
    make.version(text, TEXT.replace("orderly", "calm"))
    postponed(vote)
    observe(mission)
    gone = make.published(make.statement("Taken back\n\nNothing else.", of=mission), by=by)
    withdraw(record=gone, by=by, at=make.NOW, note="Somebody else’s text.")
    return replace(
        world,
        rarer={
            "mission with visits": mission.get_absolute_url(),
            "claim that was corrected": wrong.get_absolute_url(),
            "claim that corrects": right.get_absolute_url(),
            "claim that was withdrawn": world.withdrawn.get_absolute_url(),
            "claim without a text": referred.get_absolute_url(),
            "recommendation followed up": advice.get_absolute_url(),
            "versions compared": f"{text.get_absolute_url()}changes/",
            "translation beside": f"{text.get_absolute_url()}beside/",
            "translation": translation.get_absolute_url(),
            "old version": f"{text.get_absolute_url()}?version=1",
            "reader narrowed": f"{world.report.get_absolute_url()}?voice=mission_paraphrase",
            "country with few records": "/en/countries/kg/",
            "search without results": "/en/search/?q=qwertz",
            "search not asked": "/en/search/",
            "elections of one kind": "/en/elections/?status=postponed",
            "list with a wrong choice": "/en/promises/?state=nothing",
        },
    )


def postponed(vote: Election) -> None:
    """A vote that was put off, and the one in its place."""
    days = (date(2030, 5, 4), date(2030, 9, 1))
    first, second = (
        make.election(f"kg-{day}", country=vote.country, first_polling_day=day, last_polling_day=day, **fields)
        for day, fields in zip(days, ({"status": "postponed"}, {}), strict=True)
    )
    second.replaces = first
    second.save()
    for record in (first, second):
        make.published(record)


def observe(mission: Mission) -> None:
    """Visits by form, region and grade, released."""
    country = mission.election.country
    regions = [
        Region.objects.create(code=f"KG-{code}", country=country, names={"en": name})
        for code, name in (("C", "Chüy"), ("N", "Naryn"), ("T", "Talas"))
    ]
    for form, number in FORMS.items():
        for place, region in enumerate(regions):
            for shift, grade in enumerate(GRADES):
                visits(mission, (number + place + shift) // 3 + 5, form=form, region=region, overall=grade)
    make.published(draft_release(mission=mission))
