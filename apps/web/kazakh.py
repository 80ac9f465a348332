"""Kazakh endings for numbers: “more than 90” is “90-нан астам”, and the ending follows the number's spoken name."""

from typing import Final

# The ablative: after м, н, ң it begins with н, after a voiceless sound with т, else with д; its vowel follows the word.
DIGITS: Final = {
    "0": "ден",  # нөл
    "1": "ден",  # бір
    "2": "ден",  # екі
    "3": "тен",  # үш
    "4": "тен",  # төрт
    "5": "тен",  # бес
    "6": "дан",  # алты
    "7": "ден",  # жеті
    "8": "ден",  # сегіз
    "9": "дан",  # тоғыз
}
TENS: Final = {
    "1": "нан",  # он
    "2": "дан",  # жиырма
    "3": "дан",  # отыз
    "4": "тан",  # қырық
    "5": "ден",  # елу
    "6": "тан",  # алпыс
    "7": "тен",  # жетпіс
    "8": "нен",  # сексен
    "9": "нан",  # тоқсан
}
HUNDRED: Final = "ден"  # жүз
# The last word of a number that ends in so many zeros or more.
POWERS: Final = ((9, "тан"), (6, "нан"), (3, "нан"))  # миллиард, миллион, мың
PERCENT: Final = "дан"  # пайыз


def ablative(number: str) -> str:
    """A written number, grouped or not, with the ending that its last spoken word takes: “63%-дан”, “1 200-ден”."""
    if number.endswith("%"):
        return f"{number}-{PERCENT}"
    return f"{number}-{_ending(''.join(sign for sign in number if sign.isdigit()), whole=',' not in number)}"


def _ending(digits: str, *, whole: bool) -> str:
    significant = digits.rstrip("0")
    zeros = len(digits) - len(significant)
    if not significant or not zeros or not whole:
        return DIGITS[digits[-1]]
    for power, ending in POWERS:
        if zeros >= power:
            return ending
    return TENS[significant[-1]] if zeros == 1 else HUNDRED
