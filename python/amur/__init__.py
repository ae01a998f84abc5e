"""Amur: who moves what over which border, at what cost, and what would change it.

    import amur
    result = amur.run("cases/heihe", "bridge_toll_zero")
    result["crossings"]                    # a DataFrame

`amur.Case` reads and edits cases, each study is a function (`help(amur.toll)`), and `amur.arrays`
has the solvers for networks and tables of one's own. docs/python.md shows all by examples.
"""

from pathlib import Path as _Path

from amur import _engine

# What reads results lies beside the module, or where the program has it.
for _reader in (
    _Path(__file__).parent / "amur-reader",
    _Path(__file__).parents[4] / "libexec/amur/amur-reader",
):
    if _reader.exists():
        _engine.use_reader(_reader)
        break

from amur import arrays as arrays  # noqa: E402
from amur._cases import Case as Case, Scenario as Scenario  # noqa: E402
from amur._errors import Error as Error, Finding as Finding  # noqa: E402
from amur._results import Result as Result, describe as describe  # noqa: E402
from amur._results import read_result as read_result  # noqa: E402
from amur._studies import Progress as Progress  # noqa: E402
from amur.studies import *  # noqa: E402,F403

__version__: str = _engine.version
