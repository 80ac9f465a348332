"""Cutting a text at every edge of every span, so that overlapping highlights never have to nest."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text [start, end) with its number on the page and the class that draws it."""

    start: int
    end: int
    number: int
    style: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text over which the same marks lie; `begins` are those that start with it. Offsets are code points."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    start: int = 0

    @property
    def style(self) -> str:
        """The class of the shortest mark: it says most about just these words."""
        return min(self.marks, key=lambda mark: mark.end - mark.start).style if self.marks else ""

    @property
    def numbers(self) -> str:
        return ", ".join(str(mark.number) for mark in self.marks)


def cut(body: str, marks: Iterable[Mark]) -> Iterator[Segment]:
    """The whole text in order, without gap or overlap. Marks outside the text are an error of the caller."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number))
    if any(not 0 <= mark.start < mark.end <= len(body) for mark in ordered):
        raise ValueError("a mark lies outside the text")
    edges = sorted({0, len(body), *(mark.start for mark in ordered), *(mark.end for mark in ordered)})
    waiting, open_marks = iter([*ordered, None]), list[Mark]()
    following = next(waiting)
    for start, end in itertools.pairwise(edges):
        begins = list[Mark]()
        while following is not None and following.start == start:
            begins.append(following)
            following = next(waiting)
        open_marks = [mark for mark in open_marks if mark.end > start] + begins
        yield Segment(body[start:end], tuple(open_marks), tuple(begins), start)
