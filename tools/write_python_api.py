"""Writes the reference of the package as a page of Markdown:

    PYTHONPATH=build/release/python python3 tools/write_python_api.py >python-api.md
"""

import inspect
import re
from typing import Any, Iterator

import amur
from amur import arrays


def public(module: Any) -> Iterator[tuple[str, Any]]:
    """What a module says is its own, in the order in which it is written."""
    for name, value in vars(module).items():
        is_own = getattr(value, "__module__", "").startswith("amur")
        if not name.startswith("_") and is_own and not inspect.ismodule(value):
            yield name, value


def signature(value: Any) -> str:
    """Arguments a line each where they are many."""
    arguments = [
        str(one.replace(annotation=inspect.Parameter.empty))
        for one in inspect.signature(value).parameters.values()
        if one.name not in ("self", "cls")
    ]
    kinds = [one.kind for one in inspect.signature(value).parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        arguments.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    text = ", ".join(arguments)
    return f"({text})" if len(text) < 88 else "(\n    " + ",\n    ".join(arguments) + ",\n)"


def page_of(name: str, value: Any) -> list[str]:
    lines = [f"### `{name}`"]
    if inspect.isclass(value):
        lines += [inspect.getdoc(value) or ""]
        if fields := re.findall(r"^    (\w+: .*)$", inspect.getsource(value), re.MULTILINE):
            lines += ["```python", *fields, "```"]
        for part in vars(value):
            method = getattr(value, part)
            if not part.startswith("_") and inspect.isroutine(method):
                lines += ["```python", part + signature(method), "```"]
                lines += [inspect.getdoc(method) or ""]
    else:
        lines += ["```python", name.split(".")[-1] + signature(value), "```", "```"]
        lines += [inspect.getdoc(value) or "", "```"]
    return [*lines, ""]


def main() -> None:
    lines = ["# Reference of the package `amur`", "", inspect.getdoc(amur) or "", ""]
    studies = {study["name"] for study in amur._engine.studies()}
    of_package = dict(public(amur))
    for title, names in (
        ("Studies", [name for name in of_package if name in studies]),
        ("Cases and results", [name for name in of_package if name not in studies]),
    ):
        lines += [f"## {title}", ""]
        for name in names:
            lines += page_of(f"amur.{name}", of_package[name])
    lines += ["## Arrays", "", inspect.getdoc(arrays) or "", ""]
    for name, value in public(arrays):
        lines += page_of(f"amur.arrays.{name}", value)
    print("\n".join(lines).rstrip())


if __name__ == "__main__":
    main()
