"""`manage.py import_statement PATH|URL`: one import, done in this process, with its states as a progress bar."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from apps.core.choices import ContentLanguage
from apps.imports.choices import RunState
from apps.imports.management.commands.extract import iso_day
from apps.imports.models import ImportRun
from apps.imports.printing import console, proposals_table
from apps.imports.reading import MAX_BYTES
from apps.imports.services.start import ImportOptions, start_file, start_url
from apps.imports.services.work import perform
from apps.statements.choices import Authenticity, StatementKind
from apps.statements.models import Publisher

STEPS = (RunState.FETCHING, RunState.READING, RunState.EXTRACTING, RunState.PROPOSING)


class Command(BaseCommand):
    help = "Imports a statement from a file or a web address; its proposals then wait for a decision in the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="PATH|URL")
        parser.add_argument("--published", type=iso_day, metavar="YYYY-MM-DD", help="date of publication")
        parser.add_argument("--language", default="", choices=["", *ContentLanguage.values])
        parser.add_argument("--kind", default="", choices=["", *StatementKind.values], help="kind of statement")
        parser.add_argument("--publisher", default="", help="code of the publisher")
        parser.add_argument("--authenticity", default=Authenticity.ORIGINAL, choices=Authenticity.values)

    def handle(self, *_args: Any, **options: Any) -> None:
        run = self._start(options["source"], self._options(options))
        if not run.is_over:
            self._work(run)
        run.refresh_from_db()
        self._report(run)

    def _options(self, options: dict[str, Any]) -> ImportOptions:
        publisher = None
        if options["publisher"]:
            publisher = Publisher.objects.filter(code=options["publisher"]).first()
            if publisher is None:
                raise CommandError(f"--publisher: there is no publisher with the code “{options['publisher']}”.")
        return ImportOptions(
            language=options["language"],
            published_on=options["published"],
            statement_kind=options["kind"],
            authenticity=options["authenticity"],
            publisher=publisher,
        )

    def _start(self, source: str, options: ImportOptions) -> ImportRun:
        if "://" in source:
            return start_url(url=source, options=options, wake=False)
        path = Path(source)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(
                f"{source}: {error.strerror}. Give a file, or an address with http:// or https://."
            ) from error
        return start_file(data=data, name=path.name, options=options, wake=False)

    def _work(self, run: ImportRun) -> None:
        with Progress(console=console(self.stderr), transient=True) as bar:
            task = bar.add_task(run.code, total=len(STEPS))

            def watch(state: RunState) -> None:
                done = STEPS.index(state) if state in STEPS else len(STEPS)
                bar.update(task, completed=done, description=str(state.label))

            perform(run_id=run.pk, watch=watch)

    def _report(self, run: ImportRun) -> None:
        state = RunState(run.state)
        if run.problem:
            raise CommandError(f"{run.code} {state.label}: {run.get_problem_display()} {run.detail}".strip())
        if state == RunState.READY:
            console(self.stdout).print(proposals_table(run))
        title = run.statement.title if run.statement else ""
        self.stdout.write(f"{run.code} {state.label}: {title}")
