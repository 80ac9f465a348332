"""The stem of a Kazakh word, for search: letters folded, endings taken off.

PostgreSQL has no Kazakh. The same few patterns run in Python and, as an SQL function, in the database; a test holds
the two to each other. Folding also brings together what is typed without a Kazakh keyboard: “қала” and “кала”.
"""

import re
from typing import Final

# Kazakh letters become the Russian ones that people type for them; ы and і fall together with и, as harmony has it.
_LOWER: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
_PLAIN: Final = "абвгдеежзийклмнопрстуфхцчшщъиьэюяагкноуухи"
FOLD_FROM: Final = _LOWER + _LOWER.upper()
FOLD_TO: Final = _PLAIN + _PLAIN

_CASES: Final = (
    "нин|дин|тин|га|ге|ка|ке|ни|ди|ти|да|де|та|те|дан|ден|тан|тен|нан|нен|мен|бен|пен|(?<=и)(?:нда|нде|на|не|н|а|е)"
)
_POSSESSIVES: Final = "имиз|иниз|си|им|ин|и"
_PLURALS: Final = "лар|лер|дар|дер|тар|тер"
# A stem keeps two letters. Endings stand in this order from the end of the word. Stems that look like endings
# themselves are cut too, in every form alike: “Қазақстан” loses its “тан” after the ending of “Қазақстанда”.
PATTERNS: Final = tuple(
    f"(?<=[а-я][а-я])(?:{endings})(?![а-я])" for endings in (_CASES, "(?<=с)тан", _POSSESSIVES, _PLURALS, "ис|и")
)

_FOLD: Final = str.maketrans(FOLD_FROM, FOLD_TO)


def stems(text: str) -> str:
    """The text with every Cyrillic word folded and cut to its stem; everything else stays as it is."""
    folded = text.translate(_FOLD)
    for pattern in PATTERNS:
        folded = re.sub(pattern, "", folded)
    return folded


def stems_function(name: str) -> str:
    """SQL that makes an immutable function `name(text)` which does the same as `stems`."""
    body = f"translate($1, '{FOLD_FROM}', '{FOLD_TO}')"
    for pattern in PATTERNS:
        body = f"regexp_replace({body}, '{pattern}', '', 'g')"
    kind = "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
    return f"CREATE FUNCTION {name}(text) RETURNS text {kind} AS $body$ SELECT {body} $body$"
