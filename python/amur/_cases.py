"""Cases as objects: tables that are read, edited as DataFrames and written, and scenarios."""

from __future__ import annotations

import datetime
import os
import tempfile
from pathlib import Path
from typing import Any, Iterable, Iterator, MutableMapping, Sequence, Union

import numpy as np
import pandas as pd

from amur import _engine
from amur._errors import Error, Finding, raise_errors, told_findings
from amur._files import put_file
from amur._frames import frame_of

_SCHEMA: dict[str, Any] = _engine.case_schema()
_NUMBERS = ("number", "whole")


def _typed(texts: pd.DataFrame, table: str) -> pd.DataFrame:
    """Columns of numbers as numbers, blank ones as NaN; a column that holds more stays text."""
    types = {rule["name"]: rule["type"] for rule in _SCHEMA[table]["columns"]}
    typed = {}
    for name in texts.columns:
        cells = texts[name]
        if types.get(name) in _NUMBERS:
            numbers = pd.to_numeric(cells.where(cells != "", None), errors="coerce")
            if bool((np.isfinite(numbers) | (cells == "")).all()):
                cells = numbers.astype(float)
        typed[name] = cells.copy()
    return pd.DataFrame(typed, index=texts.index)


def _text(value: Any) -> str:
    """A cell as its file has it."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, set)):
        return ";".join(_text(one) for one in value)
    if isinstance(value, (datetime.date, datetime.datetime)) and not pd.isna(value):
        return value.strftime("%Y-%m-%d")
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value)


class _Table:
    """A table as its text, and the DataFrame that is edited."""

    def __init__(self, texts: pd.DataFrame, table: str) -> None:
        self.texts = texts
        self.typed = _typed(texts, table)
        self.frame = self.typed.copy()

    def is_edited(self) -> bool:
        return not self.frame.equals(self.typed)

    def edited_texts(self) -> pd.DataFrame:
        """As text; what still says the same keeps its spelling."""
        columns = {}
        for name in self.frame.columns:
            values = self.frame[name]
            texts = [_text(value) for value in values.array]
            if name in self.texts.columns:
                was = self.typed[name].reindex(self.frame.index)
                spelled = self.texts[name].reindex(self.frame.index)
                same = (values.eq(was) | (values.isna() & was.isna())) & spelled.notna()
                texts = list(np.where(same, spelled, np.array(texts, dtype=object)))
            columns[str(name)] = texts
        return pd.DataFrame(columns, dtype=object)


class _Tables(MutableMapping[str, pd.DataFrame]):
    """Tables by their names, read when they are first asked for."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._loaded: dict[str, _Table] = {}
        self._settings_before: dict[str, str] = text.settings()
        #: Fields of case.toml by their dotted names, as text: `settings["date"] = "2024-01-15"`.
        self.settings: dict[str, str] = dict(self._settings_before)

    def _table(self, name: str) -> _Table:
        if name not in _SCHEMA:
            raise KeyError(f"a case has no table {name!r}, but {', '.join(_SCHEMA)}")
        if name not in self._loaded:
            self._loaded[name] = _Table(frame_of(self._text.columns(name)), name)
        return self._loaded[name]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._table(name).frame

    def __setitem__(self, name: str, frame: pd.DataFrame) -> None:
        self._table(name).frame = frame

    def __delitem__(self, name: str) -> None:
        table = self._table(name)
        table.frame = table.frame.iloc[:0]

    def __iter__(self) -> Iterator[str]:
        """Names of the tables that have rows."""
        return (name for name in _SCHEMA if len(self[name]) > 0)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in _SCHEMA and len(self[str(name)]) > 0

    # Tables of numbers are neither alike nor not.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def is_edited(self) -> bool:
        """Whether anything differs from what was read."""
        return bool(self._edited_tables()) or self.settings != self._settings_before

    def _edited_tables(self) -> list[str]:
        return [name for name, table in self._loaded.items() if table.is_edited()]

    def _edited_text(self) -> Any:
        """The engine's text with all edits."""
        text = self._text.copy()
        for name in self._edited_tables():
            texts = self._loaded[name].edited_texts()
            text.set_columns(name, [(column, list(texts[column])) for column in texts.columns])
        text.set_settings({name: _text(value) for name, value in self.settings.items()})
        return text

    def check(self) -> list[Finding]:
        """What is wrong with the tables as they stand, errors and warnings."""
        with tempfile.TemporaryDirectory(prefix="amur-") as room:
            raise_errors(self._edited_text().write(room))
            self._add_scenarios(Path(room))
            return told_findings(_engine.check_case(room))

    def _add_scenarios(self, folder: Path) -> None:
        """Rows may name the case's own scenarios."""
        raise NotImplementedError


class Case(_Tables):
    """A case: `case["links"]` is a DataFrame that may be edited or replaced.

    Edits here are what the case itself says, such as an observation put right. What could be
    otherwise is a scenario of it (`case.scenario`): only then do demand and trade answer to what
    has changed.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        text, findings = _engine.read_case(folder)
        raise_errors(findings)
        super().__init__(text)
        self.folder: Path | None = Path(folder)

    @classmethod
    def new(cls, title: str) -> Case:
        """A small case to start from: two towns, a border, and goods that cross it."""
        return cls._of(_engine.starter_case(title), None)

    @classmethod
    def _of(cls, text: Any, folder: Path | None) -> Case:
        case = cls.__new__(cls)
        _Tables.__init__(case, text)
        case.folder = folder
        return case

    @property
    def scenarios(self) -> list[str]:
        """Names of the case's own scenarios."""
        return [] if self.folder is None else list(_engine.scenario_names(self.folder))

    def scenario(self, title: str, extends: str | Sequence[str] = ()) -> Scenario:
        """A scenario of this case as it stands, to be edited as the case is."""
        return Scenario(self, title, [extends] if isinstance(extends, str) else list(extends))

    def with_scenarios(self, *names: str) -> Case:
        """The case with scenarios in it, to be looked at or written as a case of its own."""
        return Case._of(self._text_with(list(names)), None)

    def _add_scenarios(self, folder: Path) -> None:
        for file in () if self.folder is None else (self.folder / "scenarios").glob("*.toml"):
            put_file(file, folder / "scenarios" / file.name)

    def _text_with(self, names: list[str]) -> Any:
        text = self._edited_text()
        if not names:
            return text
        if self.folder is None:
            raise Error("this case has no folder, and so no scenarios of its own")
        text, findings = text.with_scenarios(self.folder, names)
        raise_errors(findings)
        return text

    def write(self, folder: str | os.PathLike[str]) -> None:
        """Writes the case, its scenarios too. What wasn't edited keeps its bytes."""
        target = Path(folder)
        with tempfile.TemporaryDirectory(prefix="amur-") as room:
            made = Path(room)
            text = self._edited_text()
            raise_errors(text.write(made))
            changed = {f"{name}.csv" for name in self._edited_tables()}
            if self.settings != self._settings_before:
                changed.add("case.toml")
            target.mkdir(parents=True, exist_ok=True)
            self._add_scenarios(target)
            for file in _files(made, self.folder):
                source = made / file
                if self.folder is not None and file not in changed:
                    source = self.folder / file
                if source.exists():
                    put_file(source, target / file)
                else:
                    (target / file).unlink(missing_ok=True)

    def __repr__(self) -> str:
        return f"<amur.Case {self.settings.get('title', '')!r}: {', '.join(self)}>"


def _files(made: Path, folder: Path | None) -> list[str]:
    """Names of a case's files, as written and as its folder has them."""
    names = {file.name for file in made.iterdir()}
    if folder is not None:
        names |= {f"{table}.csv" for table in _SCHEMA} | {"groups.csv"}
        names |= {"case.toml", "sources.toml", "claims.toml", "observations.toml"}
    return sorted(names)


class Scenario(_Tables):
    """What could be otherwise: tables and settings that are edited as those of a case are.

    `amur.run(scenario)` runs its case with it, and `amur.run(case, [scenario, "other"])` with
    others too. `write` makes a scenario file of it, as docs/case-format.md describes them.
    """

    def __init__(self, case: Case, title: str, extends: Sequence[str] = ()) -> None:
        super().__init__(case._text_with(list(extends)))
        self.case = case
        self.title = title
        self.extends = list(extends)

    def _add_scenarios(self, folder: Path) -> None:
        self.case._add_scenarios(folder)

    def edits(self) -> list[dict[str, Any]]:
        """The edits that lead from the case to what the tables say now."""
        found: list[dict[str, Any]] = []
        changed = {
            name: _text(value)
            for name, value in self.settings.items()
            if self._settings_before.get(name) != value
        }
        if changed:
            found.append({"table": "case", "action": "set", "values": changed})
        for name in self._edited_tables():
            found += _edits_of(name, self._loaded[name])
        return found

    def toml(self) -> str:
        """The text of the scenario's file."""
        text = f"title = {_quoted(self.title)}\n"
        if self.extends:
            text += f"extends = [{', '.join(map(_quoted, self.extends))}]\n"
        for edit in self.edits():
            text += f"\n[[edit]]\ntable = {_quoted(edit['table'])}\n"
            text += f"action = {_quoted(edit['action'])}\n"
            for part in ("where", "values"):
                if part in edit:
                    pairs = (f"{_quoted(key)} = {_quoted(of)}" for key, of in edit[part].items())
                    text += f"{part} = {{ {', '.join(pairs)} }}\n"
        return text

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes the scenario's file, such as `scenarios/NAME.toml` of its case."""
        Path(path).write_text(self.toml(), encoding="utf-8")

    def __repr__(self) -> str:
        return f"<amur.Scenario {self.title!r}: {len(self.edits())} edits>"


def _quoted(text: str) -> str:
    """A string of TOML."""
    spelled = text.replace("\\", "\\\\").replace('"', '\\"')
    for character in set(spelled):
        if ord(character) < 32 or ord(character) == 127:
            spelled = spelled.replace(character, f"\\u{ord(character):04x}")
    return f'"{spelled}"'


def _filled(row: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell != ""}


def _edits_of(name: str, table: _Table) -> list[dict[str, Any]]:
    """By the rows' ids where the table has them; else rows go and come."""
    ids = [rule["name"] for rule in _SCHEMA[name]["columns"] if rule["type"] == "id"]
    before, after = table.texts, table.edited_texts()
    if len(ids) == 1 and not before[ids[0]].duplicated().any() and ids[0] in after:
        return list(_edits_by_id(name, ids[0], before, after))
    return list(_edits_by_row(name, before, after))


def _edits_by_id(
    name: str, key: str, before: pd.DataFrame, after: pd.DataFrame
) -> Iterable[dict[str, Any]]:
    rows = {row[key]: row for row in before.to_dict("records")}
    there = set()
    added = []
    for row in after.to_dict("records"):
        was = rows.get(row[key])
        if was is None or row[key] in there:
            added.append(row)
            continue
        there.add(row[key])
        values = {column: cell for column, cell in row.items() if cell != was.get(column, "")}
        values.update({column: "" for column in was if column not in row and was[column] != ""})
        if values:
            yield {"table": name, "action": "set", "where": {key: row[key]}, "values": values}
    for identity in rows:
        if identity not in there:
            yield {"table": name, "action": "remove", "where": {key: identity}}
    for row in added:
        yield {"table": name, "action": "add", "values": _filled(row)}


def _edits_by_row(
    name: str, before: pd.DataFrame, after: pd.DataFrame
) -> Iterable[dict[str, Any]]:
    """Rows that are the same go together, so those to keep come back."""
    columns = list(dict.fromkeys([*before.columns, *after.columns]))

    def counted(frame: pd.DataFrame) -> dict[tuple[str, ...], int]:
        counts: dict[tuple[str, ...], int] = {}
        for row in frame.reindex(columns=columns, fill_value="").itertuples(index=False, name=None):
            counts[row] = counts.get(row, 0) + 1
        return counts

    had, has = counted(before), counted(after)
    for row, count in had.items():
        if has.get(row, 0) < count:
            yield {"table": name, "action": "remove", "where": dict(zip(columns, row))}
    for row, count in has.items():
        kept = had.get(row, 0) if had.get(row, 0) <= count else 0
        for _ in range(count - kept):
            yield {"table": name, "action": "add", "values": _filled(dict(zip(columns, row)))}


AnyCase = Union[str, "os.PathLike[str]", Case, Scenario]
AnyScenario = Union[str, "os.PathLike[str]", Scenario]
