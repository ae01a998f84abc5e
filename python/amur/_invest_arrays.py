"""Optimal networks on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from amur import _engine
from amur._given import NO_INDEX, Array, indices, numbers


# Optimal networks


@dataclass(frozen=True)
class Network:
    """Infrastructure and what trade makes of it."""

    status: str  #: solved, local_optimum, not_solved, over_budget, invalid_data or good_not_made
    place: int  #: where a good can't be had
    good: int
    welfare: float
    bound: float  #: no network within the bounds and budgets gives more
    gap: float  #: (bound - welfare) / |welfare|
    spent: float
    budget_price: float  #: welfare that one more of the budget would give
    shortage: float
    zone_budget_price: Array
    infrastructure: Array  #: [road]
    flow: Optional[Array]  #: [2 road + direction, good]
    price: Optional[Array]  #: [place, good] in welfare
    price_index: Array  #: [place]
    consumption: Array  #: [place] a head
    labour: Optional[Array]  #: [place, good]


def optimal_network(
    population: ArrayLike,
    productivity: ArrayLike,
    roads: Mapping[str, ArrayLike] | pd.DataFrame,
    budget: float,
    *,
    housing: ArrayLike | None = None,
    zone_budget: ArrayLike = (),
    infrastructure: ArrayLike | None = None,
    consumption_share: float = 0.5,
    inequality_aversion: float = 0.0,
    substitution_elasticity: float = 5.0,
    congestion: float = 1.0,
    returns_to_infrastructure: float = 1.0,
    labour_exponent: float = 1.0,
    goods_share_roads: bool = True,
    tolerance: float = 1e-10,
) -> Network:
    """The roads that serve welfare best (Fajgelbaum & Schaal 2020; docs/invest.md).

    productivity: [place, good], 0 where a good isn't made.
    roads: columns from, to, cost_factor, least_infrastructure, most_infrastructure and price, and
        perhaps cost_factor_back and zone.
    budget: of price x infrastructure in all, that of today included.
    housing: a head; left out, with which utility is (c / alpha)^alpha.
    infrastructure: of each road, held as given: its equilibrium, whatever the budget.
    """
    people = numbers(population)
    made = np.asarray(productivity, dtype=float).reshape(people.size, -1)
    start = indices(roads["from"], "from")
    usual = 1 - consumption_share if consumption_share < 1 else 1.0
    cost = numbers(roads["cost_factor"], start.size)
    problem = {
        "places": people.size,
        "goods": made.shape[1],
        "population": people,
        "housing": numbers(usual if housing is None else housing, people.size),
        "productivity": numbers(made),
        "zone_budget": numbers(zone_budget),
        "from": start,
        "to": indices(roads["to"], "to"),
        "cost_factor": cost,
        "cost_factor_back": numbers(roads["cost_factor_back"], start.size)
        if "cost_factor_back" in roads
        else cost,
        "zone": indices(roads["zone"], "zone")
        if "zone" in roads
        else np.full(start.size, NO_INDEX, dtype=np.uint32),
        "consumption_share": consumption_share,
        "inequality_aversion": inequality_aversion,
        "substitution_elasticity": substitution_elasticity,
        "congestion": congestion,
        "returns_to_infrastructure": returns_to_infrastructure,
        "labour_exponent": labour_exponent,
        "goods_share_roads": goods_share_roads,
        "budget": budget,
    }
    for name in ("least_infrastructure", "most_infrastructure", "price"):
        problem[name] = numbers(roads[name], start.size)
    held = None if infrastructure is None else numbers(infrastructure, start.size)
    return Network(**_engine.optimal_network(problem, held, tolerance))
