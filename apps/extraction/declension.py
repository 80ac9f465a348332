"""Names back into the nominative: by the dictionary where it knows them, by endings where it does not.

Foreign names are in no dictionary, yet decline as Russian and Ukrainian words do. All parts of a name stand in one
case, and what stands before it (an office, a preposition) often tells which.
"""

from dataclasses import dataclass

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
# ending → (ending in the nominative, cases, gender); the longest ending that fits comes first.
Rule = tuple[str, str, tuple[str, ...], str]
_RUSSIAN: tuple[Rule, ...] = (
    ("ского", "ский", ("gent", "accs"), "masc"), ("скому", "ский", ("datv",), "masc"),
    ("ским", "ский", ("ablt",), "masc"), ("ском", "ский", ("loct",), "masc"),
    ("ской", "ская", ("gent", "datv", "ablt", "loct"), "femn"), ("скую", "ская", ("accs",), "femn"),
    ("овой", "ова", ("gent", "datv", "ablt", "loct"), "femn"),
    ("евой", "ева", ("gent", "datv", "ablt", "loct"), "femn"),
    ("ёвой", "ёва", ("gent", "datv", "ablt", "loct"), "femn"),
    ("иной", "ина", ("gent", "datv", "ablt", "loct"), "femn"),
    ("овым", "ов", ("ablt",), "masc"), ("евым", "ев", ("ablt",), "masc"), ("ёвым", "ёв", ("ablt",), "masc"),
    ("иным", "ин", ("ablt",), "masc"),
    ("ией", "ия", ("ablt",), "femn"), ("ии", "ия", ("gent", "datv", "loct"), "femn"), ("ию", "ия", ("accs",), "femn"),
    ("ию", "ий", ("datv",), "masc"), ("ия", "ий", ("gent", "accs"), "masc"), ("ием", "ий", ("ablt",), "masc"),
    ("ея", "ей", ("gent", "accs"), "masc"), ("ею", "ей", ("datv",), "masc"), ("еем", "ей", ("ablt",), "masc"),
    ("ая", "ай", ("gent", "accs"), "masc"), ("аю", "ай", ("datv",), "masc"), ("аем", "ай", ("ablt",), "masc"),
    ("ом", "", ("ablt",), "masc"), ("ем", "", ("ablt",), "masc"), ("ем", "ь", ("ablt",), "masc"),
    ("ой", "а", ("ablt",), ""), ("ей", "а", ("ablt",), ""), ("ей", "я", ("ablt",), ""),
    ("а", "", ("gent", "accs"), "masc"), ("у", "", ("datv",), "masc"), ("е", "", ("loct",), "masc"),
    ("я", "ь", ("gent", "accs"), "masc"), ("ю", "ь", ("datv",), "masc"),
    ("ы", "а", ("gent",), ""), ("и", "а", ("gent",), ""), ("и", "я", ("gent",), ""),
    ("у", "а", ("accs",), ""), ("ю", "я", ("accs",), ""), ("е", "а", ("datv", "loct"),
    ""), ("е", "я", ("datv", "loct"), ""),
)  # fmt: skip
_UKRAINIAN: tuple[Rule, ...] = (
    ("ського", "ський", ("gent", "accs"), "masc"), ("ському", "ський", ("datv", "loct"), "masc"),
    ("ським", "ський", ("ablt",), "masc"), ("ською", "ська", ("ablt",), "femn"), ("ської", "ська", ("gent",), "femn"),
    ("ській", "ська", ("datv", "loct"), "femn"), ("ську", "ська", ("accs",), "femn"),
    ("ової", "ова", ("gent",), "femn"), ("овій", "ова", ("datv", "loct"), "femn"), ("овою", "ова", ("ablt",), "femn"),
    ("ього", "ій", ("gent", "accs"), "masc"), ("ого", "ий", ("gent", "accs"), "masc"),
    ("енка", "енко", ("gent", "accs"), "masc"),
    ("енку", "енко", ("datv",), "masc"), ("енком", "енко", ("ablt",), "masc"),
    ("ією", "ія", ("ablt",), "femn"), ("ії", "ія", ("gent", "datv", "loct"), "femn"), ("ію", "ія", ("accs",), "femn"),
    ("ія", "ій", ("gent", "accs"), "masc"), ("ієві", "ій", ("datv",), "masc"), ("ієм", "ій", ("ablt",), "masc"),
    ("овим", "ов", ("ablt",), "masc"), ("євим", "єв", ("ablt",), "masc"), ("ові", "", ("datv", "loct"), "masc"),
    ("еві", "", ("datv", "loct"), "masc"), ("ом", "", ("ablt",), "masc"), ("ем", "", ("ablt",), "masc"),
    ("ою", "а", ("ablt",), ""), ("ею", "а", ("ablt",), ""), ("ею", "я", ("ablt",), ""), ("єю", "я", ("ablt",), ""),
    ("а", "", ("gent", "accs"), "masc"), ("у", "", ("datv",), "masc"), ("и", "а", ("gent",), ""),
    ("і", "а", ("datv", "loct"), ""), ("і", "я", ("gent", "datv", "loct"), ""), ("у", "а", ("accs",), ""),
    ("ю", "я", ("accs",), ""),
)  # fmt: skip
_RULES = {"ru": _RUSSIAN, "uk": _UKRAINIAN}
_VOWELS = set("аеёиоуыэюяіїєґ") - {"ґ"}
_FIXED = set("еиоуыэюії")  # a name that ends so mostly stays as it is
BY_ENDING, FIXED, STIFF = 0.55, 0.4, 2.2
_DECLINED = ("ом", "ем", "ой", "ей", "ым", "им", "ы", "у", "ю", "ою", "ею", "ові", "ого", "ому")
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a part of a name: its case, its nominative and how unlikely it is."""

    case: str
    form: str
    cost: float


def _unchanged(word: str, gender: str) -> float:
    """How odd a word looks as a nominative."""
    if word[-1:] in {"а", "я"}:
        surname = word.endswith(("ова", "ева", "ёва", "ина", "ына", "ая", "єва"))
        return (0.2 if surname else 0.6) if gender == "femn" else (1.6 if surname else 1.15)
    if word.endswith("у"):
        return 0.5
    if word.endswith(_DECLINED):
        return 0.95
    return 0.3 if word[-1:] in _FIXED or gender == "femn" else 0.1


def by_endings(word: str, gender: str, language: str) -> list[Reading]:
    """What a word that no dictionary knows may be: unchanged in any case, or declined by its ending."""
    low = word.casefold()
    fixed = low[-1:] in _FIXED or (gender == "femn" and low[-1:] not in _VOWELS)
    brief = len(low) <= 4 and low[-1:] not in _VOWELS  # a Chinese or Korean family name
    found = [Reading("nomn", word, _unchanged(low, gender))]
    found += [Reading(case, word, FIXED if fixed else 0.7 if brief else STIFF) for case in CASES[1:]]
    for ending, basic, cases, kind in _RULES.get(language, ()):
        stem = len(low) - len(ending)
        if not low.endswith(ending) or stem < SHORTEST or (kind and kind != gender):
            continue
        if not basic and low[stem - 1] in _VOWELS:
            continue
        cost = BY_ENDING - 0.05 * len(ending) + (0.3 if basic in {"ь", "я"} and len(ending) < 3 else 0.0)
        found += [Reading(case, word[:stem] + basic, cost) for case in cases]
    return found
