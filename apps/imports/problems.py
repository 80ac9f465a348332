"""How the steps of an import say that the source is no good: data, not text from some library."""

from apps.imports.choices import Problem


class Rejected(Exception):
    """The source cannot be imported; `problem` says why and what to do, `detail` adds what is known of this one."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail[:500]
