"""Dates and numbers in Kazakh: the year first, as in Kazakh law texts and in the Unicode locale data."""

from typing import Final

# Letters as in https://docs.djangoproject.com/en/5.2/ref/templates/builtins/#date
DATE_FORMAT: Final = "Y ж. j E"
TIME_FORMAT: Final = "G:i"
DATETIME_FORMAT: Final = "Y ж. j E, G:i"
YEAR_MONTH_FORMAT: Final = "Y ж. F"
MONTH_DAY_FORMAT: Final = "j E"
SHORT_DATE_FORMAT: Final = "d.m.Y"
SHORT_DATETIME_FORMAT: Final = "d.m.Y H:i"
FIRST_DAY_OF_WEEK: Final = 1

# What a person may type: the Kazakh way first, then the way that machines and date fields write.
DATE_INPUT_FORMATS: Final = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
TIME_INPUT_FORMATS: Final = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"]
DATETIME_INPUT_FORMATS: Final = [
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M:%S.%f",
    "%d.%m.%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%d %H:%M",
]
DECIMAL_SEPARATOR: Final = ","
THOUSAND_SEPARATOR: Final = "\xa0"
NUMBER_GROUPING: Final = 3
