"""How the admin's skin looks and what its search asks."""

from typing import Any, Final

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

# The desk's own blue, so that the skin's buttons and ours are one family.
BLUE: Final = {
    "50": "oklch(97% .014 254.604)",
    "100": "oklch(93.2% .032 255.585)",
    "200": "oklch(88.2% .059 254.128)",
    "300": "oklch(80.9% .105 251.813)",
    "400": "oklch(70.7% .165 254.624)",
    "500": "oklch(62.3% .188 259.815)",
    "600": "oklch(49.5% .165 259.5)",
    "700": "oklch(44% .155 260.5)",
    "800": "oklch(38% .13 261.5)",
    "900": "oklch(33% .105 262.5)",
    "950": "oklch(25% .075 264)",
}

UNFOLD: Final[dict[str, Any]] = {
    "SITE_TITLE": "Electionwatch",
    "SITE_HEADER": "Electionwatch",
    "SITE_SUBHEADER": _("The analysts' desk"),
    "SITE_URL": "/",
    "SITE_ICON": lambda _request: static("img/favicon.svg"),
    "COLORS": {"primary": BLUE},
    "SIDEBAR": {"show_search": True, "command_search": True},
    "SHOW_LANGUAGES": True,
    "SHOW_VIEW_ON_SITE": True,
    "DASHBOARD_CALLBACK": "apps.desk.dashboard.dashboard",
    # The search over everything asks each table as its own list does: forms of words, any case, one's own missions.
    # What was said comes first, and what is only looked up comes last.
    "COMMAND": {
        "search_models": [
            "statements.statement",
            "findings.finding",
            "findings.figure",
            "findings.recommendation",
            "findings.deliverable",
            "missions.mission",
            "elections.election",
            "missions.missionrole",
            "imports.importrun",
            "findings.recommendationstatus",
            "findings.authorityreply",
            "findings.obligation",
            "missions.organisation",
            "statements.publisher",
            "elections.country",
        ],
        "show_history": False,
    },
}
