"""How readers narrow a list: choices in the address, each checked, none dropped in silence.

A page shows the list all the same and says which parameter it did not understand. Programs that read a feed, a calendar
or a file are refused instead: what they asked for must not grow because of a typing error.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBadRequest, QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

Choices: TypeAlias = list[tuple[str, str]]
Keep: TypeAlias = Callable[[str, Callable[[], Choices]], Choices]

PAGE: Final = "page"
# A value that no choice can have needs no look at the database, and no line of its own on the page.
LONGEST: Final = 100
SELECTED: Final = SafeString(" selected")


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list: its parameter, what it is called, what can be chosen and what a choice means."""

    name: str
    label: str | Promise
    choices: Callable[[], Choices]
    condition: Callable[[str], Q]


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as the form shows it."""

    name: str
    label: str
    choices: Choices
    chosen: str

    @property
    def options(self) -> SafeString:
        """The choices as the form has them; written here, since a template takes long over hundreds."""
        marks = {self.chosen: SELECTED}
        rows = ((value, marks.get(value, ""), label) for value, label in self.choices)
        return format_html_join("", '<option value="{}"{}>{}</option>', rows)

    @property
    def chosen_label(self) -> str:
        return next((label for value, label in self.choices if value == self.chosen), "")


@dataclass(frozen=True)
class Narrowing:
    """What a reader chose, and what could not be understood."""

    fields: tuple[Field, ...]
    conditions: tuple[tuple[str, Q], ...]
    unknown: tuple[str, ...]
    refused: tuple[Field, ...]

    @property
    def condition(self) -> Q:
        return self.condition_without("")

    def condition_without(self, left_out: str) -> Q:
        """What the choices of all filters but one ask for: a page counts with it what that one would give."""
        return Q(*(condition for name, condition in self.conditions if name != left_out))

    @property
    def chosen(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.chosen)

    @property
    def query(self) -> str:
        return self.query_with()

    @cached_property
    def problems(self) -> list[str]:
        """Each parameter that was not understood, in a sentence."""
        unknown = gettext("This list has no filter called “%(name)s”.")
        refused = gettext("“%(value)s” is no choice of the filter “%(name)s”.")
        return [unknown % {"name": name} for name in self.unknown] + [
            refused % {"value": field.chosen, "name": field.label} for field in self.refused
        ]

    def query_with(self, **changes: str) -> str:
        """The part of an address that keeps these choices, some of them changed; an empty value takes one back."""
        values = QueryDict(mutable=True)
        chosen = {field.name: field.chosen for field in self.fields} | changes
        values.update({name: value for name, value in chosen.items() if value})
        return values.urlencode()

    def open_query(self, name: str) -> str:
        """The beginning of an address to which a value of one filter has only to be added."""
        query = self.query_with(**{name: ""})
        return f"?{query}&{name}" if query else f"?{name}"

    def without(self) -> list[tuple[Field, str]]:
        """Each choice with the address of the list without it."""
        return [(field, self.query_with(**{field.name: ""})) for field in self.chosen]


def narrow(
    parameters: QueryDict, filters: Sequence[Filter], *, also: Iterable[str] = (), keep: Keep | None = None
) -> Narrowing:
    """Read the choices of an address; `also` names parameters that are known and no filters.

    `keep` gives choices by the name of their filter where they are kept, and asks for them where they are not.
    """
    known = {item.name for item in filters} | {PAGE, *also}
    fields = []
    refused = []
    conditions = []
    for item in filters:
        value = parameters.get(item.name, "").replace("\x00", "")[:LONGEST]
        choices = keep(item.name, item.choices) if keep else item.choices()
        is_known = value in dict(choices)
        if is_known:
            conditions.append((item.name, item.condition(value)))
        elif value:
            refused.append(Field(name=item.name, label=str(item.label), choices=[], chosen=value))
        fields.append(Field(name=item.name, label=str(item.label), choices=choices, chosen=value if is_known else ""))
    return Narrowing(
        fields=tuple(fields),
        conditions=tuple(conditions),
        unknown=tuple(name[:LONGEST].replace("\x00", "") for name in sorted(parameters) if name not in known),
        refused=tuple(refused),
    )


def refused(narrowing: Narrowing) -> HttpResponse | None:
    """A plain answer that names what was not understood, for programs."""
    if not narrowing.problems:
        return None
    return HttpResponseBadRequest("\n".join(narrowing.problems) + "\n", content_type="text/plain; charset=utf-8")


def titled(what: str, narrowing: Narrowing) -> str:
    """What a feed is called: the site, the list, and the choices that narrow it."""
    return " · ".join(["Electionwatch", what, *(field.chosen_label for field in narrowing.chosen)])
