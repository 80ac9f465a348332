"""What the generated description of the API needs beyond its views: errors, and parameters as strict as they are."""

from typing import Any, Final, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import AllowAny

from apps.api.problems import PROBLEM_JSON, ProblemSerializer

LANGUAGE: Final = OpenApiParameter(
    name="lang",
    enum=["en", "ru", "kk"],
    description="The language of names, labels and messages; without it, that of Accept-Language.",
)
NO_NUL: Final = r"^[^\u0000]+$"

ALWAYS: Final = {
    "400": "The request is not valid: a parameter that is unknown, empty, repeated or wrong, or a NUL character.",
    "405": "This address does not know the method.",
    "406": "The answer is JSON only.",
    "429": "Too many requests: Retry-After says in how many seconds to come back.",
}
WITH_LOGIN: Final = {"401": "A token is missing or wrong.", "403": "The token's owner may not do this."}
BY_CODE: Final = {"404": "Nothing public has this code."}


class ProblemAutoSchema(AutoSchema):
    """Documents on every operation the errors it can answer with, as application/problem+json."""

    def get_override_parameters(self) -> list[Any]:
        return [LANGUAGE]

    def get_tags(self) -> list[str]:
        """The part of the address after the version."""
        parts = [part for part in self.path.split("/") if part and "{" not in part]
        return parts[2:3] or ["root"]

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status, description in self._problems().items():
            if status not in bodies:
                answer = OpenApiResponse(ProblemSerializer, description=description)
                bodies[status] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                    answer, status, [PROBLEM_JSON]
                )
        return dict(sorted(bodies.items()))

    def _problems(self) -> dict[str, str]:
        is_open = any(isinstance(permission, AllowAny) for permission in self.view.get_permissions())
        return {**ALWAYS, **({} if is_open else WITH_LOGIN), **(BY_CODE if "{" in self.path else {})}

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        """Filters with the patterns that they check."""
        parameters: list[dict[str, Any]] = super()._get_filter_parameters()  # type: ignore[no-untyped-call]
        filterset = getattr(self.view, "filterset_class", None)
        known = filterset.base_filters if filterset else {}
        for parameter in parameters:
            own = known.get(parameter["name"])
            if parameter["schema"].get("type") == "string" and "enum" not in parameter["schema"]:
                parameter["schema"].setdefault("pattern", getattr(own, "pattern", NO_NUL))
        return parameters
