"""`manage.py ensure_admin`: a first administrator, so that somebody can log in."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

# 18 random bytes are 24 letters: beyond guessing, and short enough to copy by hand.
PASSWORD_BYTES = 18


class Command(BaseCommand):
    help = "Create an administrator with a generated password, which is printed once, unless there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="admin", help="the name to log in with (default: admin)")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        username: str = options["username"]
        existing = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if existing is not None:
            self.stdout.write(
                f"An administrator exists: {existing.get_username()}. "
                f"A forgotten password is set anew with: manage.py changepassword {existing.get_username()}"
            )
            return
        if User.objects.filter(username=username).exists():
            raise CommandError(
                f"There is a user “{username}” who is no active administrator. "
                "Choose another name with --username, or make that user an administrator."
            )
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        User.objects.create_superuser(username=username, password=password)
        self.stdout.write(f"Administrator: {username}   Password: {password}")
        self.stdout.write("The password is shown only now: write it down.")
