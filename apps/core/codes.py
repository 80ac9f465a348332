"""Public codes: what addresses and the API use instead of database ids, which would tell how many drafts there are."""

import os
import re
import secrets

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# Crockford's base 32 without letters that are misread or spell words.
_ALPHABET = "0123456789bcdfghjkmnpqrstvwxyz"
_LENGTH = 8
# There may be millions of visits: with eight letters two of them would share a code sooner or later.
_LONG = 12
# Each byte below a multiple of the alphabet's size stands for a letter; the others are drawn again.
_FAIR = 256 - 256 % len(_ALPHABET)
_LETTERS = bytes(ord(_ALPHABET[byte % len(_ALPHABET)]) for byte in range(256))
_SPARE = bytes(range(_FAIR, 256))

CODE_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

validate_code = RegexValidator(
    re.compile(CODE_PATTERN), _("Use lower-case Latin letters, digits and single hyphens, such as “kz-2021-01-10”.")
)


def random_code(prefix: str) -> str:
    """A code that cannot be guessed from its neighbours: `f-3k9mzq2x`."""
    return f"{prefix}-{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"


def random_codes(prefix: str, count: int, length: int) -> list[str]:
    """Many codes at once, from one draw of random bytes."""
    wanted, drawn = count * length, b""
    while len(drawn) < wanted:
        drawn += os.urandom(wanted - len(drawn) + 64).translate(_LETTERS, _SPARE)
    letters = drawn.decode("ascii")
    return [f"{prefix}-{letters[at : at + length]}" for at in range(0, wanted, length)]


def finding_code() -> str:
    return random_code("f")


def figure_code() -> str:
    return random_code("n")


def recommendation_code() -> str:
    return random_code("r")


def deliverable_code() -> str:
    return random_code("d")


def headline_check_code() -> str:
    return random_code("h")


def statement_code() -> str:
    return random_code("s")


def reply_code() -> str:
    return random_code("a")


def run_code() -> str:
    return random_code("run")


def visit_code() -> str:
    return visit_codes(1)[0]


def visit_codes(count: int) -> list[str]:
    return random_codes("v", count, _LONG)


def load_code() -> str:
    return random_code("l")


def release_code() -> str:
    return random_code("st")
