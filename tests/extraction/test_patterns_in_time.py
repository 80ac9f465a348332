"""Regular expressions take time in proportion to their input: twice the text, about twice the time."""

import importlib
import pkgutil
import re
import time

import pytest

import apps.extraction
from apps.extraction.packs import LANGUAGES, load

SIZE = 4_000
GROWTH = 8.0  # a quadratic pattern at these sizes would take 16 times as long for 4 times the text
SEEDS = (
    "a",
    "а ",
    "1",
    "1 ",
    "1,",
    "«",
    '"',
    "(",
    "[a](http://b",
    "![",
    "А. ",
    "- ",
    "Election Watch for ",
    ", ",
    "\n",
)


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the package, by its module and name."""
    found = {}
    for module in pkgutil.iter_modules(apps.extraction.__path__):
        loaded = importlib.import_module(f"apps.extraction.{module.name}") if module.name != "__main__" else None
        for name, value in vars(loaded).items() if loaded else ():
            if isinstance(value, re.Pattern):
                found[f"{module.name}.{name}"] = value
    for language in LANGUAGES:
        found[f"{language}.finite"] = load(language).finite
    return found


def seconds(pattern: re.Pattern[str], text: str) -> float:
    taken = []
    for _ in range(2):
        started = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_is_linear(name: str) -> None:
    pattern = patterns()[name]
    for seed in SEEDS:
        text = seed * (4 * SIZE // len(seed))
        once, longer = seconds(pattern, text[:SIZE]), seconds(pattern, text)
        assert longer < 0.05 or longer < GROWTH * once, f"{seed!r}: {once:.3f} s, four times the text {longer:.3f} s"
