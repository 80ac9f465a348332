"""Closed sets that addresses take, so that everything else is no address."""

from apps.web.citation import Form
from apps.web.kinds import KINDS


class ClaimKindConverter:
    """finding, figure, recommendation or promise."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CitationConverter:
    """The ending of a file with a citation."""

    regex = "|".join(Form)

    def to_python(self, value: str) -> Form:
        return Form(value)

    def to_url(self, value: Form) -> str:
        return value.value
