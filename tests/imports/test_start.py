"""Taking a source in, good or bad."""

import pytest
from celery import current_app
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.imports import doorbell
from apps.imports.choices import Problem, RunState
from apps.imports.models import ImportRun, RawFile
from apps.imports.reading import MAX_BYTES
from apps.imports.services.start import start_file, start_text, start_url

pytestmark = pytest.mark.django_db


def test_good_text_waits_in_the_queue() -> None:
    assert start_text(text="Words of a mission", wake=False).state == RunState.QUEUED


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", Problem.EMPTY), (b"\x00\x01\x02", Problem.NOT_TEXT), (b"a" * (MAX_BYTES + 1), Problem.TOO_LARGE)],
    ids=["empty", "binary", "large"],
)
def test_a_bad_file_is_rejected_at_the_door_and_leaves_nothing_behind(data: bytes, problem: Problem) -> None:
    run = start_file(data=data, name="statement.txt")
    assert (run.state, run.problem, RawFile.objects.count()) == (RunState.REJECTED, problem, 0)


@pytest.mark.parametrize("text", ["", " \n "])
def test_empty_text_is_rejected(text: str) -> None:
    assert start_text(text=text).problem == Problem.EMPTY


@pytest.mark.parametrize("url", ["", "not an address", "ftp://example.org/x", "http://a\x00b/"])
def test_a_bad_address_is_rejected(url: str) -> None:
    assert start_url(url=url).problem == Problem.BAD_ADDRESS


def test_a_lone_surrogate_does_no_harm() -> None:
    assert start_text(text="Words \ud800 of a mission", wake=False).state == RunState.QUEUED


def test_a_worker_is_woken_when_the_row_can_be_seen(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(doorbell, "ring", rung.append)
    with django_capture_on_commit_callbacks(execute=True):
        run = start_text(text="Words of a mission")
        assert rung == []
    assert rung == [run.pk]


def test_a_broker_that_is_down_does_not_fail_the_import(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def down(*_args: object, **_options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(current_app, "send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        start_text(text="Words of a mission")
    assert ImportRun.objects.get().state == RunState.QUEUED
