"""`manage.py extract FILE… [--json]`: what extraction reads in a text, without storing anything."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.extraction.corpus_format import as_corpus_row
from apps.extraction.drafts import Extraction
from apps.extraction.pipeline import extract
from apps.imports.printing import console, extraction_table
from apps.imports.problems import Rejected
from apps.imports.reading import read


def iso_day(text: str) -> date:
    """A day written YYYY-MM-DD; ValueError otherwise, which the argument parser turns into a message."""
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Shows what extraction reads in the given texts, each claim with its words and rule; stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line, in the corpus format")
        parser.add_argument("--published", type=iso_day, metavar="YYYY-MM-DD", help="date of publication")
        parser.add_argument("--language", help="language of the texts, where it is known")

    def handle(self, *_args: Any, **options: Any) -> None:
        for path in options["files"]:
            extraction = self._extract(path, published=options["published"], language=options["language"])
            if options["json"]:
                row = as_corpus_row(extraction, path.stem.partition("_")[0])
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            else:
                console(self.stdout).print(extraction_table(extraction, title=path.name))

    def _extract(self, path: Path, *, published: date | None, language: str | None) -> Extraction:
        try:
            document = read(path.read_bytes(), name=path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Check the path.") from error
        except Rejected as reason:
            raise CommandError(f"{path}: {reason.problem.label}") from reason
        return extract(document.text, language=language, published=published, headline=document.headline)
