"""The world that the public pages are looked at in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.core.services import withdraw
from apps.elections.models import Election
from apps.findings.models import Deliverable, Figure, Finding, HeadlineCheck, Recommendation
from apps.missions.models import Mission
from apps.statements.models import Statement
from apps.web.exports import TABLES
from tests import factories as make


@dataclass(frozen=True)
class World:
    """An election with two missions that judged the same topic differently; everything is public."""

    election: Election
    limited: Mission
    other: Mission
    report: Statement
    own_text: Statement
    criticism: Finding
    praise: Finding
    voting: Finding
    figure: Figure
    recommendation: Recommendation
    promise: Deliverable
    check: HeadlineCheck
    withdrawn: Finding
    rarer: Mapping[str, str] = field(default_factory=dict)

    @property
    def paths(self) -> dict[str, str]:
        """One address of every kind of page."""
        return {
            "home": "/en/",
            "elections": "/en/elections/",
            "country": "/en/countries/kz/",
            "methodology": "/en/methodology/",
            "search": "/en/search/?q=competitive+elections",
            "election": f"/en/elections/{self.election.code}/",
            "mission": f"/en/missions/{self.limited.code}/",
            "finding": f"/en/findings/{self.criticism.code}/",
            "figure": f"/en/figures/{self.figure.code}/",
            "recommendation": f"/en/recommendations/{self.recommendation.code}/",
            "promise": f"/en/promises/{self.promise.code}/",
            "statement": f"/en/statements/{self.report.code}/",
            "statements": "/en/statements/",
            "recommendations": "/en/recommendations/",
            "promises": "/en/promises/",
            "corrections": "/en/corrections/",
            "organisations": "/en/organisations/",
            "organisation": f"/en/organisations/{self.limited.organisation.code}/",
            "data": "/en/data/",
            "downloads": "/en/downloads/",
            "api_guide": "/en/api-guide/",
        }

    @property
    def pages(self) -> dict[str, str]:
        """Everything that a person looks at."""
        return {**self.lasting, **self.forms}

    @property
    def lasting(self) -> dict[str, str]:
        """Everything that browsers may keep, and ask again whether it changed."""
        return {**self.paths, **self.rarer}

    @property
    def forms(self) -> dict[str, str]:
        """Pages for one reader at one moment, of which nobody keeps a copy."""
        return {
            "report": f"/en/report/{self.criticism.code}/",
            "report of a text": f"/en/report/{self.report.code}/",
            "report sent": f"/en/report/{self.criticism.code}/sent/",
        }

    @property
    def files(self) -> dict[str, str]:
        """Everything that programs read: feeds, calendars, and each list; its other formats hold the same rows."""
        tables = {table.name: f"/en/downloads/{table.name}.ndjson" for table in TABLES}
        return {
            "elections feed": "/en/elections/feed/",
            "statements feed": "/en/statements/feed/",
            "findings feed": "/en/findings/feed/",
            "corrections feed": "/en/corrections/feed/",
            "search feed": "/en/search/feed/?q=competitive+elections",
            "elections calendar": "/en/elections/calendar.ics",
            "promises calendar": "/en/promises/calendar.ics",
            "package": "/en/downloads/datapackage.json",
            **tables,
        }

    @property
    def previews(self) -> dict[str, str]:
        """The pictures of shared links."""
        return {
            "election": f"/en/preview/election/{self.election.code}.png",
            "mission": f"/en/preview/mission/{self.limited.code}.png",
            "finding": f"/en/preview/finding/{self.criticism.code}.png",
            "figure": f"/en/preview/figure/{self.figure.code}.png",
            "recommendation": f"/en/preview/recommendation/{self.recommendation.code}.png",
            "promise": f"/en/preview/promise/{self.promise.code}.png",
            "statement": f"/en/preview/statement/{self.report.code}.png",
        }

    @property
    def machine_paths(self) -> dict[str, str]:
        """What other sites and programs read of it."""
        return {
            "card": f"/en/embed/finding/{self.criticism.code}/",
            "citation": f"/en/cite/figure/{self.figure.code}.txt",
        }


OWN_TEXT = "Observers commend the vote\n\nThe elections were open and competitive. Voting was orderly.\n"


def build_world() -> World:
    limited = make.mission(format="leom")
    other = make.mission("cis-kz-2021-01-10", format="short_term", organisation=make.organisation("cis", "CIS"))
    report = make.statement(of=limited, authenticity="retold", publisher=make.publisher())
    own_text = make.statement(OWN_TEXT, of=other, kind="official_statement")
    world = World(
        election=limited.election,
        limited=limited,
        other=other,
        report=report,
        own_text=own_text,
        criticism=make.finding(limited, report, speaker=make.role(limited)),
        praise=make.finding(other, own_text, "open and competitive", sentiment="positive", voice="mission_quote"),
        voting=make.finding(
            other,
            own_text,
            "Voting was orderly.",
            topic="election_day_voting",
            sentiment="positive",
            voice="mission_quote",
        ),
        figure=make.figure(limited, report),
        recommendation=make.recommendation(limited, report),
        promise=make.deliverable(limited, report),
        check=make.headline_check(report),
        withdrawn=make.finding(other, own_text, "Voting was orderly.", topic="overall", voice="mission_quote"),
    )
    by = make.editor()
    for record in (
        world.election,
        limited,
        other,
        report,
        own_text,
        world.criticism,
        world.praise,
        world.voting,
        world.figure,
        world.recommendation,
        world.promise,
        world.check,
        world.withdrawn,
    ):
        make.published(record, by=by)
    withdraw(record=world.withdrawn, by=by, at=make.NOW, note="Read into the words.")
    return world
