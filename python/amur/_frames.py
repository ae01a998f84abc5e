"""Columns from the engine as DataFrames."""

from __future__ import annotations

from typing import Any, Iterable

import numpy as np
import pandas as pd


def frame_of(columns: Iterable[tuple[str, np.ndarray[Any, Any]]]) -> pd.DataFrame:
    """Each column keeps the memory that it came in."""
    return pd.DataFrame(dict(columns), copy=False)


def with_shapes(frame: pd.DataFrame, shapes: list[bytes]) -> pd.DataFrame:
    """A GeoDataFrame in longitude and latitude, where geopandas is there; else the frame."""
    try:
        import geopandas
    except ImportError:
        return frame
    lines = geopandas.GeoSeries.from_wkb(shapes, index=frame.index, crs="EPSG:4326")
    return geopandas.GeoDataFrame(frame, geometry=lines, copy=False)
