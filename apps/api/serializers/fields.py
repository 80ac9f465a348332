"""Fields that every record uses."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.fields import translated


class Label(serializers.CharField):
    """The name of a coded value in the language of the request."""

    def __init__(self, coded: str) -> None:
        super().__init__(source=f"get_{coded}_display", read_only=True, help_text=f"`{coded}` in words.")


class Link(serializers.HyperlinkedIdentityField):
    """The address of a record in this API."""

    def __init__(self, view_name: str, **kwargs: Any) -> None:
        super().__init__(view_name=f"api:{view_name}", **{"lookup_field": "code", **kwargs})


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class Texts(serializers.Field[Any, Any, dict[str, str], Any]):
    """One text in every language in which there is one, by language code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})

    def to_representation(self, value: dict[str, str]) -> dict[str, str]:
        return value


@extend_schema_field({"type": "string"})
class Translated(serializers.Field[Any, Any, str, Any]):
    """That text in the language of the request, else in the first that there is."""

    def __init__(self, source: str) -> None:
        super().__init__(source=source, read_only=True)

    def to_representation(self, value: dict[str, str]) -> str:
        return translated(value)


@extend_schema_field({"type": "number"})
class Number(serializers.Field[Any, Any, int | float, Any]):
    """A decimal of the database as a JSON number: 90, 63.25."""

    def __init__(self) -> None:
        super().__init__(read_only=True)

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)
