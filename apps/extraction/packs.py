"""Reading packs: word lists and patterns of each language, organisations and countries, with a version."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from apps.extraction.labels import LABELS
from apps.extraction.lexer import Matcher, Pattern, PatternError, parse
from apps.extraction.text import fold
from apps.extraction.tokens import tokenise

ROOT = Path(__file__).parent / "packs"
LANGUAGES = ("ru", "en", "kk", "uk", "fr", "es")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SETTINGS = {
    "name",
    "alphabet",
    "stopwords",
    "abbreviations",
    "numbers",
    "multipliers",
    "approximate",
    "percent",
    "finite_weak",
    "not_before_finite",
    "ordinal_suffix",
    "months",
    "year_words",
    "decimal_comma",
    "quotes",
    "finite",
    "participle",
    "subordinate",
    "joiners",
    "split",
}


class PackError(ValueError):
    """A pack file does not keep to the schema; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that observes elections; `own` is a citizen group's own name in languages where it is not the code."""

    code: str
    parent: str | None
    kind: str
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Pack:
    """One language: its settings and one matcher for all its labels, organisations and countries."""

    language: str
    matcher: Matcher
    abbreviations: frozenset[str]
    stopwords: frozenset[str]
    alphabet: frozenset[str]
    number_words: tuple[tuple[Pattern, float], ...]
    multipliers: tuple[tuple[Pattern, float], ...]
    approximate: tuple[tuple[Pattern, float], ...]
    percent: Pattern
    ordinal_suffix: frozenset[str]
    year_words: frozenset[str]
    months: tuple[Pattern, ...]
    decimal_comma: bool
    quotes: tuple[tuple[str, str], ...]
    finite: re.Pattern[str]
    finite_weak: re.Pattern[str] | None
    not_before_finite: frozenset[str]
    participle: re.Pattern[str]
    subordinate: frozenset[str]
    joiners: frozenset[str]
    examples: tuple[tuple[str, tuple[str, ...]], ...]


def read_yaml(path: Path) -> dict[str, Any]:
    """A pack file as a mapping. Raises PackError."""
    loaded = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506
    if not isinstance(loaded, dict):
        raise PackError(f"{path.name}: expected a mapping")
    return loaded


def _strings(value: object, where: str) -> list[str]:
    """A list of strings and nothing else: YAML reads `no` and `on` as truth values. Raises PackError."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise PackError(f"{where}: expected a list of quoted strings")
    return value


def _parsed(label: str, source: str, where: str) -> Pattern:
    try:
        return parse(label, source)
    except PatternError as error:
        raise PackError(f"{where}: {error}") from error


def patterns_of(content: dict[str, Any], where: str) -> list[Pattern]:
    """The patterns of a file that holds one list for each label. Raises PackError."""
    return [
        _parsed(label, one, where) for label, names in content.items() for one in _strings(names, f"{where}:{label}")
    ]


def lexicon_files(language: str) -> list[Path]:
    return [path for path in sorted((ROOT / language).glob("*.yaml")) if path.name != "settings.yaml"]


def _lexicon(language: str) -> tuple[list[Pattern], list[tuple[str, tuple[str, ...]]]]:
    patterns: list[Pattern] = []
    examples: list[tuple[str, tuple[str, ...]]] = []
    for path in lexicon_files(language):
        where = f"{language}/{path.name}"
        content = read_yaml(path)
        if unknown := set(content) - {"labels", "examples"}:
            raise PackError(f"{where}: unknown keys {sorted(unknown)}")
        for label, sources in content["labels"].items():
            if label not in LABELS:
                raise PackError(f"{where}: unknown label {label!r}")
            patterns += [_parsed(label, source, where) for source in _strings(sources, f"{where}:{label}")]
        for example in content.get("examples", []):
            examples.append((example["text"], tuple(_strings(example["expect"], where))))
    return patterns, examples


@cache
def organisations() -> dict[str, Organisation]:
    """Every organisation of the packs by its short name."""
    entries = read_yaml(ROOT / "organisations.yaml")["organisations"]
    return {
        entry["code"]: Organisation(
            entry["code"], entry.get("parent"), entry["kind"], tuple(sorted(entry.get("own", {}).items()))
        )
        for entry in entries
    }


def _organisation_patterns() -> Iterator[Pattern]:
    for entry in read_yaml(ROOT / "organisations.yaml")["organisations"]:
        for source in _strings(entry["names"], f"organisations.yaml:{entry['code']}"):
            yield _parsed(f"org.{entry['code']}", source, f"organisations.yaml:{entry['code']}")
        for source in _strings(entry.get("short", []), f"organisations.yaml:{entry['code']}"):
            yield _parsed(f"abbr.{entry['code']}", source, f"organisations.yaml:{entry['code']}")


def _country_patterns(language: str) -> Iterator[Pattern]:
    content = read_yaml(ROOT / "countries.yaml")
    ordinary = set(_strings(content["not_names"], "countries.yaml:not_names"))
    for code, entry in content["countries"].items():
        for source in _strings(entry["names"], f"countries.yaml:{code}"):
            yield _parsed(f"country.{code}", source, f"countries.yaml:{code}")
        for source in _strings(entry.get("capital", []), f"countries.yaml:{code}"):
            yield _parsed(f"capital.{code}", source, f"countries.yaml:{code}")
    for code, name in Locale(language).territories.items():
        if (
            len(code) == 2
            and code not in {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
            and name.casefold() not in ordinary
        ):
            source = _cldr_pattern(name)
            if source:
                yield parse(f"land.{code}", source)


def _cldr_pattern(name: str) -> str:
    """A territory's name as stems, so that declined forms are found: "Босния и Герцеговина" → "босн* и герцеговин*"."""
    plain = re.sub(r"\s*[(\[].*", "", name)
    stems = []
    for token in tokenise(plain, 0, len(plain), limit=8):
        if token.kind != "w":
            continue
        stem = re.sub("[аеиоуыэюяйьії]{1,2}$", "", token.norm) if not token.norm.isascii() else token.norm
        stems.append(f"{stem}*" if len(stem) >= 4 and token.capital else token.norm)
    return " ".join(stems) if stems and len("".join(stems)) > 3 else ""


@cache
def pack_version() -> str:
    """Twelve digits that change with the content of any pack file."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.rglob("*.yaml")):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _values(content: dict[str, Any], key: str, where: str) -> tuple[tuple[Pattern, float], ...]:
    return tuple((_parsed(key, source, where), float(value)) for value, source in content.get(key, {}).items())


def settings_of(language: str) -> dict[str, Any]:
    """The settings of a language, checked for unknown keys. Raises PackError."""
    content = read_yaml(ROOT / language / "settings.yaml")
    if unknown := set(content) - _SETTINGS:
        raise PackError(f"{language}/settings.yaml: unknown keys {sorted(unknown)}")
    return content


@cache
def load(language: str) -> Pack:
    """The pack of a language, read once. Raises PackError."""
    where = f"{language}/settings.yaml"
    content = settings_of(language)
    patterns, examples = _lexicon(language)
    patterns += [*_organisation_patterns(), *_country_patterns(language)]
    quotes = _strings(content["quotes"], f"{where}:quotes")
    return Pack(
        language=language,
        matcher=Matcher(patterns),
        abbreviations=frozenset(_strings(content["abbreviations"], where)),
        stopwords=frozenset(fold(word) for word in _strings(content["stopwords"], where)),
        alphabet=frozenset(content["alphabet"]),
        number_words=_values(content, "numbers", where),
        multipliers=_values(content, "multipliers", where),
        approximate=_values(content, "approximate", where),
        percent=_parsed("percent", content["percent"], where),
        ordinal_suffix=frozenset(content["ordinal_suffix"].split("|")),
        year_words=frozenset(content["year_words"].split("|")),
        months=tuple(_parsed("month", month, where) for month in _strings(content["months"], where)),
        decimal_comma=content["decimal_comma"],
        quotes=tuple((pair[: len(pair) // 2], pair[len(pair) // 2 :]) for pair in quotes),
        finite=re.compile(content["finite"]),
        finite_weak=re.compile(content["finite_weak"]) if "finite_weak" in content else None,
        not_before_finite=frozenset(_strings(content.get("not_before_finite", []), where)),
        participle=re.compile(content["participle"]),
        subordinate=frozenset(_strings(content["subordinate"], where)),
        joiners=frozenset(_strings(content["joiners"], where)),
        examples=tuple(examples),
    )
