"""Cheapest paths and assignment on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from amur import _engine
from amur._given import Array, indices, numbers, state_count


# Cheapest paths


@dataclass(frozen=True)
class Skim:
    """Matrices of a row an origin and a column a destination; infinite where there is no path."""

    cost: Array
    attributes: dict[str, Array]


def skim(
    tails: ArrayLike,
    heads: ArrayLike,
    cost: ArrayLike,
    origins: ArrayLike,
    destinations: ArrayLike,
    *,
    attributes: Mapping[str, ArrayLike] | None = None,
    no_through: ArrayLike = (),
    states: int | None = None,
    method: str = "automatic",
    threads: int = 0,
) -> Skim:
    """What the cheapest paths cost, and what else adds up along them.

    cost: of each arc, >= 0; infinite where it is closed.
    attributes: of each arc, such as its length, added up along the cheapest path.
    no_through: of each state, whether paths may only start and end there.
    method: automatic, dijkstra or hierarchy (a contraction hierarchy, for many origins).
    """
    tail, head = indices(tails, "tails"), indices(heads, "heads")
    named = dict(attributes or {})
    found, others = _engine.skim(
        state_count(states, tail, head),
        tail,
        head,
        numbers(cost, tail.size),
        indices(origins, "origins"),
        indices(destinations, "destinations"),
        [numbers(values, tail.size) for values in named.values()],
        np.asarray(no_through, dtype=np.uint8),
        method,
        threads,
    )
    return Skim(found, dict(zip(named, others)))


# Assignment


@dataclass
class Users:
    """A class of those who travel, by pairs of an origin and a destination.

    Cost on an arc is fixed_cost_usd_per_t + time_cost_usd_per_t_h x its time. Figures without a
    length of their own hold for each arc (fixed cost), each pair (elasticity and prices) or each
    group of arcs (time cost, pce, vehicles). Demand that is elastic is
    t_per_day ((price_base + cost) / reference_price)^-elasticity.
    """

    origins: ArrayLike
    destinations: ArrayLike
    t_per_day: ArrayLike
    fixed_cost_usd_per_t: ArrayLike = 0.0
    time_cost_usd_per_t_h: ArrayLike = 1.0
    pce_per_t: ArrayLike = 1.0
    vehicles_per_t: ArrayLike = 1.0
    name: str = "all"
    elasticity: ArrayLike = 0.0
    price_base_usd_per_t: ArrayLike = 0.0
    reference_price_usd_per_t: ArrayLike = 0.0
    dispersion_usd_per_t: float = 1.0
    route_dispersion_usd_per_t: float = 0.1
    refusal_usd_per_t: float = 1000.0


@dataclass
class Capacity:
    """What some arcs take together a day at most, in vehicles or tonnes."""

    arcs: ArrayLike
    limit: float
    measure: str = "vehicles"
    name: str = ""


@dataclass(frozen=True)
class Assignment:
    """Flows in equilibrium."""

    status: str  #: solved, not_solved, cancelled or no_finite_solution
    residual: float  #: relative gap, or relative change of flows of a stochastic equilibrium
    constraint_residual: float  #: largest relative excess of a capacity
    volume_pce: Array  #: [arc]
    time_h: Array  #: [arc] at these volumes
    flow_t: list[Array]  #: [class][arc]
    demand: list[pd.DataFrame]  #: [class] wanted, delivered, unserved, expected cost and reason
    constraint_price_usd: Array  #: [constraint]
    log: pd.DataFrame  #: a row a step


def assign(
    tails: ArrayLike,
    heads: ArrayLike,
    free_time_h: ArrayLike,
    users: Users | Sequence[Users],
    *,
    capacity_pce: ArrayLike = np.inf,
    alpha: ArrayLike = 0.15,
    beta: ArrayLike = 4.0,
    wait_h: ArrayLike = 0.0,
    delay: str = "bpr",
    capacities: Sequence[Capacity] = (),
    method: str = "user_equilibrium",
    no_through: ArrayLike = (),
    arc_label: ArrayLike = (),
    arc_group: ArrayLike = (),
    arc_crossing: ArrayLike = (),
    state_country: ArrayLike = (),
    states: int | None = None,
    tolerance: float = 1e-6,
    most_steps: int = 500,
    threads: int = 0,
    progress: Optional[Callable[[int, float], Optional[bool]]] = None,
) -> Assignment:
    """Flows at which nobody gains by another route (docs/assign.md).

    delay: constant, bpr, conical or akcelik, with capacity_pce, alpha and beta of each arc.
    method: user_equilibrium (Wardrop, on bushes), logit (nested, by labelled arcs) or markov.
    arc_label, arc_crossing, state_country: what the nested logit chooses between; see
        src/amur/assign/problem.h.
    progress: called with a step and its residual; stops where it returns False.
    """
    tail, head = indices(tails, "tails"), indices(heads, "heads")
    arcs = tail.size
    classes = [users] if isinstance(users, Users) else list(users)
    group = indices(arc_group, "arc_group")
    network = {
        "tails": tail,
        "heads": head,
        "states": state_count(states, tail, head),
        "delay": delay,
        "free_time_h": numbers(free_time_h, arcs),
        "capacity_pce": numbers(capacity_pce, arcs),
        "alpha": numbers(alpha, arcs),
        "beta": numbers(beta, arcs),
        "wait_h": numbers(wait_h, arcs),
        "no_through": np.asarray(no_through, dtype=np.uint8),
        "arc_label": indices(arc_label, "arc_label"),
        "arc_group": group,
        "arc_crossing": indices(arc_crossing, "arc_crossing"),
        "state_country": indices(state_country, "state_country"),
        "classes": [_class_words(one, arcs, 1 + int(group.max(initial=0))) for one in classes],
        "constraints": [
            {
                "name": one.name,
                "arcs": indices(one.arcs, "arcs"),
                "limit": float(one.limit),
                "measure": one.measure,
            }
            for one in capacities
        ],
    }
    heard = None if progress is None else (lambda step, residual, *_: progress(step, residual))
    told = _engine.assign(network, method, tolerance, most_steps, threads, heard)
    told["demand"] = [pd.DataFrame(columns, copy=False) for columns in told["demand"]]
    told["log"] = pd.DataFrame(told["log"], copy=False)
    return Assignment(**told)


def _class_words(one: Users, arcs: int, groups: int) -> dict[str, Any]:
    origins = indices(one.origins, "origins")
    pairs = origins.size
    return {
        "name": one.name,
        "origins": origins,
        "destinations": indices(one.destinations, "destinations"),
        "t_per_day": numbers(one.t_per_day, pairs),
        "fixed_cost_usd_per_t": numbers(one.fixed_cost_usd_per_t, arcs),
        "time_cost_usd_per_t_h": numbers(one.time_cost_usd_per_t_h, groups),
        "pce_per_t": numbers(one.pce_per_t, groups),
        "vehicles_per_t": numbers(one.vehicles_per_t, groups),
        "elasticity": numbers(one.elasticity, pairs),
        "price_base_usd_per_t": numbers(one.price_base_usd_per_t, pairs),
        "reference_price_usd_per_t": numbers(one.reference_price_usd_per_t, pairs),
        "dispersion_usd_per_t": float(one.dispersion_usd_per_t),
        "route_dispersion_usd_per_t": float(one.route_dispersion_usd_per_t),
        "refusal_usd_per_t": float(one.refusal_usd_per_t),
    }
