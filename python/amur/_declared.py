"""Studies as they are declared, as functions: names, signatures and docstrings.

Needs the standard library alone, so that stubs can be written before there is an engine.
"""

from __future__ import annotations

import keyword
from textwrap import fill
from typing import Any

# What every study is asked of.
SHARED = ("case", "scenarios", "output", "threads", "progress")

SHARED_WORDS = {
    "case": "A folder, an `amur.Case` or an `amur.Scenario` of one",
    "scenarios": "Names of the case's own, paths of .toml files or `amur.Scenario`s, in order",
    "output": "Writes the result to this .gpkg too",
    "threads": "Processors to use; 0: all. Never changes the answer",
    "progress": "Called with an `amur.Progress`; the study is cancelled where it returns False",
}


def python_name(field: str) -> str:
    """`from` is a word of Python: `from_`."""
    return field + "_" if keyword.iskeyword(field) or field in SHARED else field


def type_words(field: dict[str, Any]) -> str:
    """The type of a field's argument, as it is annotated."""
    if field["type"] == "boolean":
        return "bool"
    if "enum" in field:
        words = "Literal[" + ", ".join(repr(word) for word in field["enum"]) + "]"
    elif field["type"] == "string":
        words = "str" if "pattern" in field else "str | Sequence[str]"
    else:
        words = {"integer": "int", "number": "float"}[field["type"]]
    return words if field["required"] or "default" in field else words + " | None"


def default_of(field: dict[str, Any]) -> Any:
    """What an argument is where it is left out; of no meaning where it is required."""
    return field.get("default", False if field["type"] == "boolean" else None)


def docstring(study: dict[str, Any], indent: str = "") -> str:
    """The study's sentence and each argument's, with what it allows."""
    lines = [study["sentence"] + ".", ""]

    def add(name: str, sentence: str) -> None:
        lines.append(fill(f"{name}: {sentence}", 92 - len(indent), subsequent_indent="    "))

    for name, sentence in SHARED_WORDS.items():
        add(name, sentence + ".")
    for field in study["fields"]:
        limits = "" if field["type"] == "boolean" else f" ({field['allowed']})"
        needs = f"; needs {python_name(field['needs'])}" if field.get("needs") else ""
        add(python_name(field["name"]), field["description"] + limits + needs + ".")
    lines += ["", f"On the command line: {study['example']}"]
    text = "\n".join(lines)
    return "\n".join(indent + line if line else "" for line in text.split("\n")).strip()


def stub(studies: list[dict[str, Any]]) -> str:
    """The text of studies.pyi."""
    parts = [
        "# The studies of the registry; written by tools/write_schemas.sh.",
        "from collections.abc import Callable, Sequence",
        "from typing import Literal",
        "",
        "from amur._cases import AnyCase, AnyScenario",
        "from amur._results import AnyPath, Result",
        "from amur._studies import Progress",
        "",
        "__all__ = [" + ", ".join(f'"{study["name"]}"' for study in studies) + "]",
    ]
    for study in studies:
        lines = [
            f"def {study['name']}(",
            "    case: AnyCase,",
            "    scenarios: AnyScenario | Sequence[AnyScenario] = ...,",
            "    *,",
        ]
        for field in study["fields"]:
            default = "" if field["required"] else f" = {default_of(field)!r}"
            lines.append(f"    {python_name(field['name'])}: {type_words(field)}{default},")
        lines += [
            "    output: AnyPath | None = None,",
            "    threads: int = 0,",
            "    progress: Callable[[Progress], bool | None] | None = None,",
            ") -> Result:",
            '    """' + docstring(study, "    "),
            '    """',
        ]
        parts += ["", *lines]
    return "\n".join(parts) + "\n"
