#!/usr/bin/env python
"""Electionwatch's command line: starts the embedded services when a command needs them and none are configured."""

import os
import sys

from django.core.management import execute_from_command_line
from pghistory import context

from electionwatch import embedded

# These read files only; starting a database for them would be a waste of the user's time.
WITHOUT_SERVICES = frozenset(
    {"help", "version", "--help", "--version", "extract", "compile_catalogues", "collect_messages", "collectstatic"}
)

# These send SQL that stands alone; everything else says in the audit that it wrote.
UNAUDITED = WITHOUT_SERVICES | {"migrate", "makemigrations", "test", "shell", "dbshell", "runserver", "check"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electionwatch.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_SERVICES and "--help" not in sys.argv:
        embedded.hold_or_exit()
    if command in UNAUDITED:
        execute_from_command_line(sys.argv)
        return
    with context(source=f"command {command}"):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
