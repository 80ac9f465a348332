"""Shares and answers in templates of the desk."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

register = template.Library()


@register.filter
def percent(share: Mapping[str, float] | None) -> str:
    """A share as 80.0%; empty where there is none to show."""
    return "" if share is None else f"{_hundredths(share['value'])}%"


@register.filter
def interval(share: Mapping[str, float] | None) -> str:
    """Both ends of a share's interval, as 71.1–86.7%."""
    return "" if share is None else f"{_hundredths(share['low'])}–{_hundredths(share['high'])}%"


@register.filter
def part_of(count: int | None, whole: int | None) -> str:
    """A count as a part of a whole in percent."""
    return "" if count is None or not whole else f"{_hundredths(count / whole)}%"


def _hundredths(value: float) -> str:
    return str(number_format(round(value * 100, 1), decimal_pos=1))


@register.filter
def grouped(count: int | None) -> str:
    """A count with its thousands apart, in the reader's way."""
    return "" if count is None else str(number_format(count, force_grouping=True))


@register.filter
def answer(value: Any) -> str:
    """An answer as it is kept, in words."""
    if value is None:
        return gettext("Could not observe")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return str(value)


@register.filter
def entry(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping has under a key; None where it has nothing."""
    return mapping.get(key)
