"""What the commands that load files share: options, the mapping on the screen, counts after each part, the report."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.visits.choices import LoadOrigin, LoadState
from apps.visits.models import Load
from apps.visits.report import report_lines
from apps.visits.services.forget_loads import discard
from apps.visits.services.start import Goal, begin, pieces_of, run_here, take_in, targets_of, why_not
from apps.visits.sources import Unreadable, in_words


def add_options(parser: CommandParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING", help="Correct the mapping.")
    parser.add_argument("--report", type=Path, help="Where the report of bad rows goes; the screen by default.")
    parser.add_argument("--show", action="store_true", help="Print the mapping and load nothing.")


def run(command: BaseCommand, goal: Goal, options: dict[str, Any]) -> None:
    """Load a file in this process and say what became of it. Raises CommandError."""
    path: Path = options["file"]
    try:
        load = take_in(pieces=pieces_of(path), name=path.name, goal=goal, origin=LoadOrigin.COMMAND)
        mapping = _mapping(load, options["column"])
        for target, heading in mapping.items():
            command.stdout.write(f"{target}: {heading}")
        if options["show"]:
            discard(load)
            return
        begin(load=load, mapping=mapping, wake=False)
        load = run_here(load, watch=lambda now: command.stdout.write(_counts(now)))
    except Unreadable as reason:
        raise CommandError(f"{path.name}: {reason}") from reason
    except OSError as reason:
        raise CommandError(str(reason)) from reason
    _report(load, options["report"])
    if load.state == LoadState.FAILED:
        raise CommandError(f"{path.name}: {in_words(load.trouble, load.found)}")
    if load.rows and load.refused == load.rows:
        raise CommandError("no row could be loaded: see the report")


def _mapping(load: Load, corrections: list[str]) -> dict[str, str]:
    mapping, known = dict(load.mapping), set(targets_of(load))
    for correction in corrections:
        target, _, heading = correction.partition("=")
        if target not in known or not heading:
            raise CommandError(f"“{correction}”: give one of {', '.join(sorted(known))}, “=” and a heading")
        mapping[target] = heading
    trouble = why_not(mapping, load.kind)
    if trouble is not None:
        discard(load)
        raise Unreadable(trouble)
    return mapping


def _report(load: Load, path: Path | None) -> None:
    with ExitStack() as stack:
        target = stack.enter_context(path.open("w", encoding="utf-8-sig", newline="")) if path else sys.stderr
        target.writelines(report_lines(load))


def _counts(load: Load) -> str:
    return (
        f"{load.rows} rows: {load.added} added, {load.replaced} replaced, "
        f"{load.same} there already, {load.refused} refused"
    )
