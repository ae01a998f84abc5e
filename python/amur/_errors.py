"""What the engine finds wrong, as values and as the one exception."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Sequence


class Finding(NamedTuple):
    """An error or a warning with its place."""

    level: str
    file: str
    row: int
    field: str
    value: str
    message: str
    allowed: str
    text: str

    def __str__(self) -> str:
        return self.text


class Error(Exception):
    """Why there is no answer.

    `status` is "bad_input" (what was given cannot be meant), "not_solved" (there is no solution, or
    none was reached) or "cancelled". `findings` has each error and warning with its file, row,
    field, value and what is allowed; the exception's text is that of the errors, a line each.
    """

    def __init__(
        self, message: str, findings: Sequence[Finding] = (), status: str = "bad_input"
    ) -> None:
        super().__init__(message)
        self.findings = list(findings)
        self.status = status

    @classmethod
    def of(cls, status: str, findings: Iterable[Sequence[object]]) -> Error:
        """From what the engine tells."""
        told = told_findings(findings)
        errors = [one for one in told if one.level == "error"] or told
        return cls("\n".join(one.text for one in errors) or status, told, status)


def told_findings(findings: Iterable[Sequence[object]]) -> list[Finding]:
    """Findings as the engine passes them."""
    return [Finding(*one) for one in findings]  # type: ignore[arg-type]


def raise_errors(findings: Iterable[Sequence[object]], status: str = "bad_input") -> None:
    """Raises where one of them is an error."""
    told = list(findings)
    if any(one[0] == "error" for one in told):
        raise Error.of(status, told)
