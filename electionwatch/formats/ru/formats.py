"""Where Django's own Russian formats read badly; the rest stays Django's."""

from typing import Final

# A day stands before its month in the genitive: “10 января”, never “10 Январь”.
MONTH_DAY_FORMAT: Final = "j E"
