"""The data dictionary, written from the models themselves: what each record and each field means, and its rules."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.utils import translation

from apps.core.models import Publishable
from apps.core.reference import BadReference, read_table

AnyField: TypeAlias = "models.Field[Any, Any]"

OWN = "apps."
MEANINGS = Path(settings.BASE_DIR) / "docs" / "fields.yaml"
TITLE = """# Data dictionary

Written by `manage.py data_dictionary` from the models and `docs/fields.yaml`; do not edit it by hand. A rule's
name reads as a sentence, and the database itself enforces it.

Every record that readers may see goes from draft to published to withdrawn, and never back.
"""
TYPES = {
    "ArrayField": "list",
    "AutoField": "number",
    "BigAutoField": "number",
    "BigIntegerField": "whole number",
    "BooleanField": "yes or no",
    "EmailField": "e-mail address",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "moment (UTC)",
    "DecimalField": "decimal number",
    "ForeignKey": "link",
    "IntegerField": "whole number",
    "JSONField": "structured value",
    "ManyToManyField": "links",
    "OneToOneField": "link, one to one",
    "PositiveBigIntegerField": "whole number",
    "PositiveIntegerField": "whole number",
    "PositiveSmallIntegerField": "whole number",
    "SearchVectorField": "words by their stems",
    "SlugField": "code",
    "TextField": "text",
    "TranslatedField": "texts by language code",
    "TimeField": "time of day",
    "URLField": "address",
    "UUIDField": "identifier",
}
_TRIGGER = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+) .*? ON (\w+)")


def dictionary() -> str:
    """The whole page, in English whatever the reader's language."""
    with translation.override("en"):
        return "\n".join([TITLE, *(_app(config) for config in _own_apps())])


def _own_apps() -> Iterator[AppConfig]:
    for config in apps.get_app_configs():
        if config.name.startswith(OWN) and any(config.get_models()):
            yield config


def _app(config: AppConfig) -> str:
    about = _first_paragraph(inspect.getdoc(config.models_module))
    sections = [_model(model) for model in config.get_models()]
    return "\n".join([f"## {config.label}\n\n{about}\n", *sections])


def _model(model: type[models.Model]) -> str:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    rows = [f"| `{field.name}` | {_type(field)} | {_meaning(field)} |" for field in fields]
    rules = [f"- `{rule}`" for rule in _rules(model)]
    parts = [f"### {model.__name__}", "", inspect.getdoc(model) or "", ""]
    parts += ["| field | type | meaning |", "|---|---|---|", *rows, ""]
    return "\n".join([*parts, *(["Rules:", "", *rules, ""] if rules else [])])


def _type(field: AnyField) -> str:
    name = type(field).__name__
    kind = TYPES[name]
    if field.related_model is not None:
        return f"{kind} to {_target(field)}"
    if field.max_length is not None and name in {"CharField", "SlugField", "URLField", "TextField"}:
        return f"{kind}, at most {field.max_length} characters"
    return kind


def _target(field: AnyField) -> str:
    related = field.related_model
    return "itself" if related is field.model else str(getattr(related, "__name__", related))


def _meaning(field: AnyField) -> str:
    said = [meaning_of(field)]
    choices = _choices(field)
    if choices:
        said.append(f"One of {choices}")
    if field.unique and not field.primary_key:
        said.append("No two records share it")
    return ". ".join(said).replace("|", "\\|") + "."


def meaning_of(field: AnyField) -> str:
    """What the page says of a field; a field of which nothing is said is an error."""
    for section in _sections(field.model):
        meaning = _meanings().get(section, {}).get(field.name)
        if meaning:
            return meaning
    raise BadReference(f"{MEANINGS.name} does not say what {field.model.__name__}.{field.name} means")


def _sections(model: type[models.Model]) -> list[str]:
    is_claim = issubclass(model, Publishable) and any(field.name == "voice" for field in model._meta.local_fields)
    return [model.__name__, *(["claims"] if is_claim else []), "every"]


@cache
def _meanings() -> dict[str, dict[str, str]]:
    return read_table(MEANINGS)


def _choices(field: AnyField) -> str:
    choices = field.choices or getattr(getattr(field, "base_field", None), "choices", None) or ()
    return ", ".join(f"`{value}`" for value, _label in choices)


def _rules(model: type[models.Model]) -> Iterable[str]:
    constraints = [str(constraint.name) for constraint in model._meta.constraints]
    return [*constraints, *_triggers().get(model._meta.db_table, [])]


@cache
def _triggers() -> dict[str, list[str]]:
    """The triggers that our migrations install, by table."""
    found: dict[str, list[str]] = defaultdict(list)
    loader = MigrationLoader(None)
    for _key, migration in sorted(loader.disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, RunSQL):
                for name, table in _TRIGGER.findall(" ".join(str(operation.sql).split())):
                    found[table].append(name)
    return found


def _first_paragraph(text: str | None) -> str:
    return (text or "").split("\n\n")[0]
