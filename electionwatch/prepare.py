"""Make a data folder ready to be served: tables, reference data, an administrator, the demonstration, static files."""

import os
import time

import django
from django.core.management import call_command

from electionwatch import embedded

# In this order; each does nothing where its work is already done.
STEPS: tuple[tuple[str, dict[str, object]], ...] = (
    ("migrate", {"interactive": False, "verbosity": 0}),
    ("collectstatic", {"interactive": False, "verbosity": 0}),
    ("load_reference", {}),
    ("ensure_admin", {}),
    ("load_demo", {}),
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")
    embedded.hold_or_exit()
    django.setup()
    started = time.monotonic()
    for command, options in STEPS:
        call_command(command, **options)
    print(f"Ready after {time.monotonic() - started:.1f} seconds.", flush=True)


if __name__ == "__main__":
    main()
