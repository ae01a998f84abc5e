"""Results: tables of what was answered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence, Union

import numpy as np
import pandas as pd

from amur import _engine
from amur._errors import Finding, raise_errors
from amur._files import put_file
from amur._frames import frame_of, with_shapes

AnyPath = Union[str, "os.PathLike[str]"]


class Result(Mapping[str, pd.DataFrame]):
    """The tables of a result by their names: `result["crossings"]` is a DataFrame.

    Tables with a place on the map are GeoDataFrames where geopandas is installed. Numbers are shown
    where the engine has them, without a copy, and so cannot be written to: edit a `frame.copy()`.
    docs/result.md and `amur.describe(table)` say what each column is.
    """

    def __init__(
        self, tables: Any, status: str, findings: Sequence[Finding], path: Path | None
    ) -> None:
        self._tables = tables
        self._frames: dict[str, pd.DataFrame] = {}
        self._names: list[str] = tables.names()
        self.status = status  #: "solved", or "not_solved" where it was not solved as asked
        self.findings = list(findings)  #: what the engine warns of
        self.path = path  #: of the file that was asked for, else None

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._names:
            raise KeyError(f"this result has no table {table!r}, but {', '.join(self._names)}")
        if table not in self._frames:
            frame = frame_of(self._tables.columns(table))
            shapes = self._tables.geometry(table)
            self._frames[table] = frame if shapes is None else with_shapes(frame, shapes[1])
        return self._frames[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    # Tables of numbers are neither alike nor not.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def arrays(self, table: str) -> dict[str, np.ndarray[Any, Any]]:
        """The columns of a table as arrays: numbers without a copy, texts as objects."""
        return dict(self._tables.columns(table))

    def write(self, path: AnyPath) -> None:
        """Writes all tables as a GeoPackage; an earlier file stays where that fails."""
        raise_errors(self._tables.write(path))

    def __repr__(self) -> str:
        return f"<amur.Result, {self.status}: {', '.join(self._names)}>"


class _FileTables:
    """Tables of a file, each read when it is first asked for."""

    def __init__(self, path: AnyPath) -> None:
        self._file, findings = _engine.read_result(path)
        raise_errors(findings)
        self._path = Path(path)
        self._read: dict[str, Any] = {}

    def _tables(self, table: str) -> Any:
        if table not in self._read:
            self._read[table], findings = self._file.read(table)
            raise_errors(findings)
        return self._read[table]

    def names(self) -> list[str]:
        return list(self._file.names())

    def columns(self, table: str) -> Any:
        return self._tables(table).columns(table)

    def geometry(self, table: str) -> Any:
        return self._tables(table).geometry(table)

    def write(self, path: AnyPath) -> list[Any]:
        put_file(self._path, Path(path))
        return []


def read_result(path: AnyPath) -> Result:
    """A result that was written, by a process of its own which can do nothing but read."""
    result = Result(_FileTables(path), "solved", [], Path(path))
    if "run" in result:
        said = result["run"].set_index("name")["value"]
        result.status = "solved" if said.get("status", "converged") == "converged" else "not_solved"
    return result


def describe(table: str) -> pd.DataFrame:
    """What the columns of a table of results say, and in which unit."""
    return pd.DataFrame(
        _engine.result_columns(table), columns=["column", "type", "unit", "description"]
    ).set_index("column")
