"""Reading ahead: the next block is read while the database is busy with the one before it."""

from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Final, TypeVar

T = TypeVar("T")

WAIT: Final = 5.0
"""Seconds after which whoever waits says that it is still there."""


class _Broken:
    """What the reader raised, on its way to whoever waits."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def ahead(items: Iterable[T], *, alive: Callable[[], None]) -> Iterator[T]:
    """The items one by one, each made in a thread while the one before is in use; errors are raised here.

    `alive` is called while an item takes long. The thread may not touch the database.
    """
    queue: Queue[T | _Broken | None] = Queue(maxsize=1)
    over = Event()
    Thread(target=_read, args=(items, queue, over), daemon=True).start()
    try:
        while True:
            try:
                item = queue.get(timeout=WAIT)
            except Empty:
                alive()
                continue
            if item is None:
                return
            if isinstance(item, _Broken):
                raise item.error
            yield item
    finally:
        over.set()


def _read(items: Iterable[T], queue: "Queue[T | _Broken | None]", over: Event) -> None:
    try:
        for item in items:
            if not _put(item, queue, over):
                return
        _put(None, queue, over)
    except BaseException as error:
        _put(_Broken(error), queue, over)


def _put(item: "T | _Broken | None", queue: "Queue[T | _Broken | None]", over: Event) -> bool:
    """False where nobody waits any more."""
    while not over.is_set():
        try:
            queue.put(item, timeout=0.2)
        except Full:
            continue
        return True
    return False
