"""Short names of regions for a map: three letters, different for each."""

import re
from collections.abc import Sequence
from typing import Final

# What a division is called says nothing about which one it is.
GENERIC: Final = re.compile(
    r"\b(region|autonomous|republic|territory|area|districts?|city|municipality|of|and|"
    r"область|области|город|республика|край|автономн\w+|велаят|районы?|и|"
    r"облысы|қаласы|республикасы|өлкесі|ауданы|уәлаяты)\b|\(.*?\)",
    re.IGNORECASE,
)
LENGTH: Final = 3


def short_names(names: Sequence[tuple[str, bool]]) -> list[str]:
    """For each name, and whether it is a city's, a short one; cities come in capitals, as their tiles are round."""
    taken: set[str] = set()
    made = []
    for name, is_city in names:
        candidates = (text.upper() if is_city else text for text in _candidates(name))
        chosen = next((text for text in candidates if text not in taken), f"{len(taken) + 1}")
        taken.add(chosen)
        made.append(chosen)
    return made


def _candidates(name: str) -> list[str]:
    """The likeliest short name first, then ones with other letters of the same name."""
    words = re.findall(r"\w+", GENERIC.sub(" ", name)) or re.findall(r"\w+", name) or ["?"]
    if len(words) > 1:
        first = "".join(word[0] for word in words[:-1])[: LENGTH - 1] + words[-1][: LENGTH - 1]
        likely = first[:LENGTH]
    else:
        likely = words[0][:LENGTH]
    letters = "".join(words)
    others = [letters[0] + letters[at : at + LENGTH - 1] for at in range(1, max(2, len(letters) - 1))]
    found = [likely, *others]
    return [text[0].upper() + text[1:] for text in found]
