"""Which role gets in at which address of the admin: the one table that the test of every address is held against.

A letter is a role: observers, analysts, editors and administrators, `e` an editor who is restricted to a mission that
the rows are not of, `-` somebody who has not logged in. Who is not named is shut out.
"""

from typing import Final, NamedTuple

STAFF: Final = "OAEDe"
EVERYBODY: Final = "-OAEDe"
DESK: Final = "AED"
DESK_ALL: Final = "AEDe"


class Rights(NamedTuple):
    """Who opens a model's list, its row in the world with the history, and who adds, changes and deletes one."""

    list: str
    row: str
    add: str = ""
    change: str = ""
    delete: str = ""


ADMINISTRATED: Final = Rights("D", "D", "D", "D", "D")
LOOKED_AT: Final = Rights("D", "D")
CLAIM: Final = Rights(DESK_ALL, DESK, DESK_ALL, DESK, "D")
SHARED: Final = Rights(DESK_ALL, DESK_ALL, DESK_ALL, DESK_ALL, "D")
REFERENCE: Final = Rights(DESK_ALL, DESK_ALL, "D", "D", "D")
MACHINE: Final = Rights(DESK_ALL, DESK)

MODELS: Final = {
    "accounts.invitation": Rights("D", "D", "D", "", "D"),
    "accounts.loginattempts": LOOKED_AT,
    "accounts.servicetoken": Rights("D", "D", "D", "", "D"),
    "auth.group": ADMINISTRATED,
    "auth.user": ADMINISTRATED,
    "core.auditevent": LOOKED_AT,
    "core.change": Rights(DESK_ALL, DESK_ALL),
    "core.ledgerlink": LOOKED_AT,
    "core.missionaccess": LOOKED_AT,
    "core.savedfilter": LOOKED_AT,
    "elections.country": REFERENCE,
    "elections.election": SHARED,
    "elections.region": REFERENCE,
    "findings.authorityreply": CLAIM,
    "findings.claimobligation": Rights(DESK_ALL, DESK, DESK_ALL, DESK, DESK),
    "findings.deliverable": CLAIM,
    "findings.errorreport": Rights(DESK_ALL, DESK, "", DESK, "D"),
    "findings.evidence": MACHINE,
    "findings.figure": CLAIM,
    "findings.finding": CLAIM,
    "findings.headlinecheck": CLAIM,
    "findings.obligation": Rights(DESK_ALL, DESK_ALL),
    "findings.recommendation": CLAIM,
    "findings.recommendationstatus": CLAIM,
    "imports.decision": MACHINE,
    "imports.decisiondraft": LOOKED_AT,
    # The page of an import takes no form: posting to it shows it.
    "imports.importrun": Rights(DESK_ALL, DESK, DESK_ALL, DESK),
    "imports.proposal": MACHINE,
    "imports.rawfile": MACHINE,
    "imports.reviewlock": LOOKED_AT,
    "imports.secondopinion": LOOKED_AT,
    "missions.mission": CLAIM,
    "missions.missionrole": Rights(DESK_ALL, DESK, DESK_ALL, DESK, DESK),
    "missions.missionstatement": Rights(DESK_ALL, DESK, DESK_ALL, DESK, DESK),
    "missions.organisation": SHARED,
    "notices.maillanguage": LOOKED_AT,
    "notices.notice": LOOKED_AT,
    "notices.noticechoice": LOOKED_AT,
    "statements.publisher": SHARED,
    "statements.quote": Rights(DESK_ALL, DESK, DESK_ALL),
    "statements.statement": CLAIM,
    "statements.textversion": MACHINE,
    "visits.forgetting": LOOKED_AT,
    # Observers see the loads that they started; posting to the page of one that is over shows it.
    "visits.load": Rights(STAFF, DESK, STAFF, DESK),
    "visits.pollingstation": Rights(STAFF, STAFF, DESK_ALL, DESK_ALL, "D"),
    "visits.question": Rights(STAFF, "OAED", DESK_ALL, DESK, "D"),
    "visits.questionnaire": Rights(STAFF, "OAED", DESK_ALL, DESK, "D"),
    "visits.statisticsrelease": Rights("EDe", "ED", "EDe", "ED", "D"),
    "visits.visit": Rights(DESK_ALL, DESK, STAFF, DESK, "D"),
    "visits.visitcheck": MACHINE,
    "visits.visitmerge": MACHINE,
}


class Address(NamedTuple):
    """Who gets in by GET and by POST at an address that no model has by itself."""

    get: str
    post: str


def _posted(*names: str, who: str) -> dict[str, Address]:
    return {f"admin:{name}": Address("", who) for name in names}


OTHERS: Final = {
    "accounts:second_factor": Address(STAFF, STAFF),
    "accounts:set_up_second_factor": Address(STAFF, STAFF),
    "accounts:invitation": Address(EVERYBODY, EVERYBODY),
    "admin:login": Address("-", EVERYBODY),
    "admin:logout": Address("", STAFF),
    "admin:index": Address(STAFF, STAFF),
    "admin:app_list": Address(DESK_ALL, DESK_ALL),
    "admin:search": Address(STAFF, ""),
    "desk:search": Address(STAFF, ""),
    "admin:autocomplete": Address(DESK_ALL, ""),
    "admin:jsi18n": Address(STAFF, ""),
    "admin:view_on_site": Address(DESK, DESK),
    "desk:view_on_site": Address(DESK, DESK),
    "admin:password_change": Address(STAFF, STAFF),
    "admin:password_change_done": Address(STAFF, ""),
    "admin:auth_user_password_change": Address("D", "D"),
    "admin:statements_textversion_words": Address(DESK, DESK),
    "admin:statements_textversion_of_mission": Address(DESK_ALL, DESK_ALL),
    "admin:visits_questionnaire_default": Address(DESK_ALL, DESK_ALL),
    "admin:visits_questionnaire_import": Address(DESK_ALL, DESK_ALL),
    "admin:visits_questionnaire_confirm": Address("", DESK_ALL),
    "admin:visits_questionnaire_export": Address("OAED", "OAED"),
    "admin:visits_visit_dashboards": Address(DESK_ALL, ""),
    **{
        f"admin:visits_visit_{name}": Address(DESK, "")
        for name in ("dashboard", "rows", "conflicts", "tables", "file", "look")
    },
    **_posted("visits_visit_check", "visits_visit_decide", who=DESK),
    # The world's visit has no other beside it, and nobody typed it in.
    "admin:visits_visit_beside": Address("", ""),
    "admin:visits_visit_own": Address("", ""),
    "admin:visits_visit_mine": Address(STAFF, ""),
    "admin:visits_visit_forms": Address(STAFF, STAFF),
    "admin:visits_visit_enter": Address("OAED", "OAED"),
    "admin:visits_load_stations": Address(DESK_ALL, DESK_ALL),
    "admin:visits_load_progress": Address(DESK, DESK),
    "admin:visits_load_report": Address(DESK, DESK),
    "admin:visits_load_discard": Address("", DESK),
    "admin:findings_deliverable_fulfil": Address(DESK, DESK),
    "admin:findings_recommendation_follow_up": Address(DESK, DESK),
    "notices:list": Address(STAFF, ""),
    "notices:read": Address("", STAFF),
    "notices:choices": Address(STAFF, STAFF),
    # Everybody opens their own alone, and the notice of the world is nobody's of those who ask.
    "notices:open": Address("", ""),
    "admin:imports_importrun_quality": Address(DESK_ALL, ""),
    "admin:imports_importrun_review": Address(DESK, DESK),
    "admin:imports_importrun_bulk": Address(DESK, DESK),
    "admin:imports_importrun_card": Address(DESK, ""),
    "admin:imports_importrun_checklist": Address(DESK, ""),
    **_posted("imports_importrun_publish", who="ED"),
    **_posted(
        *(
            f"imports_importrun_{name}"
            for name in (
                "assign",
                "accept_all",
                "add_words",
                "undo",
                "take",
                "heartbeat",
                "decide",
                "draft",
                "span",
                "split",
            )
        ),
        who=DESK,
    ),
    **_posted(
        *(f"findings_{name}_correct" for name in ("finding", "figure", "recommendation", "deliverable")), who=DESK
    ),
    **_posted(
        *(f"findings_{name}_publish" for name in ("finding", "figure", "recommendation", "deliverable")),
        *("findings_authorityreply_publish", "findings_headlinecheck_publish"),
        *("missions_mission_publish", "statements_statement_publish", "visits_statisticsrelease_publish"),
        who="ED",
    ),
    # Elections belong to no mission.
    **_posted("elections_election_publish", who="EDe"),
}

# Lists that go out as a table, and those of them that come back.
TAKEN: Final = (
    "elections.election",
    "findings.claimobligation",
    "findings.obligation",
    "findings.recommendation",
    "missions.mission",
    "missions.missionrole",
    "missions.organisation",
)
BROUGHT: Final = tuple(label for label in TAKEN if label != "findings.obligation")
# Lists of the framework's own, which have no saved filters.
PLAIN_LISTS: Final = ("auth.group", "auth.user")

PUBLISHED: Final = ("publish_selected", "withdraw_selected")
# What each role can do with selected rows of a list, besides deleting where it may delete.
ACTIONS: Final = {
    "accounts.servicetoken": {"revoke_selected": "D"},
    "auth.user": {"unlock_selected": "D", "forget_second_factor": "D"},
    "core.auditevent": {"export_selected": "D"},
    "elections.election": dict.fromkeys(PUBLISHED, "EDe"),
    "findings.authorityreply": dict.fromkeys(PUBLISHED, "EDe"),
    "findings.deliverable": dict.fromkeys(PUBLISHED, "EDe"),
    "findings.figure": dict.fromkeys(PUBLISHED, "EDe"),
    "findings.finding": dict.fromkeys(PUBLISHED, "EDe"),
    "findings.headlinecheck": dict.fromkeys(PUBLISHED, "EDe"),
    "findings.recommendation": dict.fromkeys(PUBLISHED, "EDe"),
    "imports.importrun": dict.fromkeys(("assign_to_me", "retry_selected"), DESK_ALL),
    "missions.mission": dict.fromkeys(PUBLISHED, "EDe"),
    "statements.statement": dict.fromkeys(PUBLISHED, "EDe"),
    "visits.statisticsrelease": dict.fromkeys(PUBLISHED, "EDe"),
}


def expected() -> dict[tuple[str, str], str]:
    """Each name of an address with its method, and who gets in."""
    table: dict[tuple[str, str], str] = {}
    for label, rights in MODELS.items():
        name = "admin:" + label.replace(".", "_")
        table |= {
            (f"{name}_changelist", "GET"): rights.list,
            (f"{name}_changelist", "POST"): rights.list,
            (f"{name}_add", "GET"): rights.add,
            (f"{name}_add", "POST"): rights.add,
            (f"{name}_change", "GET"): rights.row,
            (f"{name}_change", "POST"): rights.change,
            (f"{name}_history", "GET"): rights.row,
            (f"{name}_history", "POST"): rights.row,
            (f"{name}_delete", "GET"): rights.delete,
            (f"{name}_delete", "POST"): rights.delete,
        }
        if label not in PLAIN_LISTS:
            table |= {(f"{name}_saved_filters", "GET"): "", (f"{name}_saved_filters", "POST"): rights.list}
        if label in TAKEN:
            who = rights.list if label in BROUGHT else ""
            table |= {(f"{name}_take", "GET"): rights.list, (f"{name}_take", "POST"): ""}
            table |= {(f"{name}_bring", "GET"): who, (f"{name}_bring", "POST"): who}
    for name, address in OTHERS.items():
        table |= {(name, "GET"): address.get, (name, "POST"): address.post}
    return table
