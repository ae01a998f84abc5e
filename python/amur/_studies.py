"""Asks a study of a case and gives its result."""

from __future__ import annotations

import inspect
import os
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple, Optional, Sequence

from amur import _engine
from amur._cases import AnyCase, AnyScenario, Case, Scenario
from amur._declared import SHARED, default_of, docstring, python_name
from amur._errors import Error, told_findings
from amur._results import AnyPath, Result


class Progress(NamedTuple):
    """How far a study is: by steps of an equilibrium with what is left to the tolerance, or by
    parts done, such as months, draws or replications."""

    step: int | None
    residual: float | None
    done: int | None
    of: int | None


Watcher = Optional[Callable[[Progress], Optional[bool]]]


@contextmanager
def _placed(
    case: AnyCase, scenarios: AnyScenario | Sequence[AnyScenario], room: Path
) -> Iterator[tuple[Path, list[str]]]:
    """The folder of the case and its scenarios as the engine names them."""
    one_alone = isinstance(scenarios, (str, os.PathLike, Scenario))
    asked: list[Any] = [scenarios] if one_alone else list(scenarios)  # type: ignore[arg-type]
    if isinstance(case, Scenario):
        asked = [case, *asked]
        case = case.case
    if isinstance(case, Case):
        folder = case.folder
        if folder is None or case.is_edited():
            folder = room / "case"
            case.write(folder)
    else:
        folder = Path(case)
    names: list[str] = []
    for number, one in enumerate(asked):
        if isinstance(one, Scenario):
            file = room / f"scenario_{number}.toml"
            one.write(file)
            names.append(str(file))
        else:
            names.append(str(one))
    yield folder, names


def _value(field: dict[str, Any], value: Any) -> Any:
    """Several texts as one, a month of pandas as its text."""
    if field["type"] != "string" or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return ";".join(str(one) for one in value)
    return str(value)[:7] if "pattern" in field else value


def ask(
    study: dict[str, Any],
    given: dict[str, Any],
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario],
    output: AnyPath | None,
    threads: int,
    progress: Watcher,
) -> Result:
    """The result of a study; raises `amur.Error` where there is none."""
    fields: dict[str, Any] = {}
    for field in study["fields"]:
        value = given.get(python_name(field["name"]))
        if value is not None and (field["required"] or value != default_of(field)):
            fields[field["name"]] = _value(field, value)
    heard = None if progress is None else (lambda *news: progress(Progress(*news)))
    with tempfile.TemporaryDirectory(prefix="amur-") as room:
        file = Path(room) / "result.gpkg" if output is None else Path(output)
        with _placed(case, scenarios, Path(room)) as (folder, names):
            status, tables, findings = _engine.run_study(
                study["name"], folder, file, names, threads, fields, heard
            )
    if tables is None:
        raise Error.of(status, findings)
    told = told_findings(findings)
    if status == "not_solved" and told:
        warnings.warn(told[-1].text, RuntimeWarning, stacklevel=3)
    return Result(tables, status, told, None if output is None else file)


def function_of(study: dict[str, Any]) -> Callable[..., Result]:
    """A function whose arguments are the study's fields."""
    kinds = inspect.Parameter
    arguments = [
        kinds("case", kinds.POSITIONAL_OR_KEYWORD),
        kinds("scenarios", kinds.POSITIONAL_OR_KEYWORD, default=()),
    ]
    for field in study["fields"]:
        default = kinds.empty if field["required"] else default_of(field)
        name = python_name(field["name"])
        arguments.append(kinds(name, kinds.KEYWORD_ONLY, default=default))
    for name, default in (("output", None), ("threads", 0), ("progress", None)):
        arguments.append(kinds(name, kinds.KEYWORD_ONLY, default=default))
    signature = inspect.Signature(arguments, return_annotation=Result)

    def asked(*args: Any, **named: Any) -> Result:
        bound = signature.bind(*args, **named)
        bound.apply_defaults()
        shared = {name: bound.arguments[name] for name in SHARED}
        return ask(study, given=bound.arguments, **shared)

    asked.__name__ = asked.__qualname__ = study["name"]
    asked.__module__ = "amur.studies"
    asked.__doc__ = docstring(study)
    asked.__signature__ = signature  # type: ignore[attr-defined]
    return asked
