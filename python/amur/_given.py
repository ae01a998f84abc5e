"""Arrays as they are given, made ready for the engine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from amur._errors import Error


Array = np.ndarray[Any, Any]

NO_INDEX = 2**32 - 1


def numbers(values: ArrayLike, length: int | None = None) -> Array:
    """Numbers in a row; one alone stands for each of `length`."""
    array = np.asarray(values, dtype=float)
    if length is not None and array.ndim == 0:
        array = np.full(length, float(array))
    return np.ascontiguousarray(array.reshape(-1))


def indices(values: ArrayLike, what: str) -> Array:
    """Numbers of states, arcs or groups."""
    array = np.asarray(values).reshape(-1)
    if array.size and (not np.issubdtype(array.dtype, np.integer) or array.min() < 0):
        raise Error(f"{what} must be whole numbers from 0")
    if array.size and int(array.max()) > NO_INDEX:
        raise Error(f"{what} must be below 2^32")
    return np.ascontiguousarray(array, dtype=np.uint32)


def state_count(states: int | None, *of: Array) -> int:
    """As given, or as many as arcs name."""
    if states is not None:
        return states
    return 1 + max((int(array.max()) for array in of if array.size), default=-1)
