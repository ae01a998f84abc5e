"""The solvers on arrays of one's own, without a case.

States, countries and places are numbers from 0; arcs go from `tails` to `heads`. What comes back by
arc is in the order given. A solver that finds no solution says so in `status` ("solved" where all
is well); arrays that don't fit together raise `amur.Error`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Mapping, Optional, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from amur import _engine
from amur._errors import Error

Array = np.ndarray[Any, Any]

NO_ZONE = 2**32 - 1


def _numbers(values: ArrayLike, length: int | None = None) -> Array:
    """Numbers in a row; one alone stands for each of `length`."""
    array = np.asarray(values, dtype=float)
    if length is not None and array.ndim == 0:
        array = np.full(length, float(array))
    return np.ascontiguousarray(array.reshape(-1))


def _indices(values: ArrayLike, what: str) -> Array:
    array = np.asarray(values).reshape(-1)
    if array.size and (not np.issubdtype(array.dtype, np.integer) or array.min() < 0):
        raise Error(f"{what} must be whole numbers from 0")
    if array.size and int(array.max()) > NO_ZONE:
        raise Error(f"{what} must be below 2^32")
    return np.ascontiguousarray(array, dtype=np.uint32)


def _states(states: int | None, *of: Array) -> int:
    if states is not None:
        return states
    return 1 + max((int(numbers.max()) for numbers in of if numbers.size), default=-1)


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
    tail, head = _indices(tails, "tails"), _indices(heads, "heads")
    named = dict(attributes or {})
    found, others = _engine.skim(
        _states(states, tail, head),
        tail,
        head,
        _numbers(cost, tail.size),
        _indices(origins, "origins"),
        _indices(destinations, "destinations"),
        [_numbers(values, tail.size) for values in named.values()],
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
    tail, head = _indices(tails, "tails"), _indices(heads, "heads")
    arcs = tail.size
    classes = [users] if isinstance(users, Users) else list(users)
    group = _indices(arc_group, "arc_group")
    network = {
        "tails": tail,
        "heads": head,
        "states": _states(states, tail, head),
        "delay": delay,
        "free_time_h": _numbers(free_time_h, arcs),
        "capacity_pce": _numbers(capacity_pce, arcs),
        "alpha": _numbers(alpha, arcs),
        "beta": _numbers(beta, arcs),
        "wait_h": _numbers(wait_h, arcs),
        "no_through": np.asarray(no_through, dtype=np.uint8),
        "arc_label": _indices(arc_label, "arc_label"),
        "arc_group": group,
        "arc_crossing": _indices(arc_crossing, "arc_crossing"),
        "state_country": _indices(state_country, "state_country"),
        "classes": [_class_words(one, arcs, 1 + int(group.max(initial=0))) for one in classes],
        "constraints": [
            {
                "name": one.name,
                "arcs": _indices(one.arcs, "arcs"),
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
    origins = _indices(one.origins, "origins")
    pairs = origins.size
    return {
        "name": one.name,
        "origins": origins,
        "destinations": _indices(one.destinations, "destinations"),
        "t_per_day": _numbers(one.t_per_day, pairs),
        "fixed_cost_usd_per_t": _numbers(one.fixed_cost_usd_per_t, arcs),
        "time_cost_usd_per_t_h": _numbers(one.time_cost_usd_per_t_h, groups),
        "pce_per_t": _numbers(one.pce_per_t, groups),
        "vehicles_per_t": _numbers(one.vehicles_per_t, groups),
        "elasticity": _numbers(one.elasticity, pairs),
        "price_base_usd_per_t": _numbers(one.price_base_usd_per_t, pairs),
        "reference_price_usd_per_t": _numbers(one.reference_price_usd_per_t, pairs),
        "dispersion_usd_per_t": float(one.dispersion_usd_per_t),
        "route_dispersion_usd_per_t": float(one.route_dispersion_usd_per_t),
        "refusal_usd_per_t": float(one.refusal_usd_per_t),
    }


# The gravity equation


@dataclass(frozen=True)
class Gravity:
    """An estimated gravity equation."""

    status: str  #: solved, not_solved, nothing_left, invalid_data or one_cluster
    place: str  #: where data are invalid
    coefficients: pd.DataFrame  #: by name: value, standard_error, use; the constant last
    covariance: Optional[Array]  #: of the estimated ones and the constant
    use: Array  #: [row] used, weightless, singleton or separated
    fitted: Array  #: [row] trade
    effect_sum: Array  #: [row]
    rows_used: int
    singletons: int
    separated: int
    log_likelihood: float
    pseudo_r_squared: float
    deviance: float
    score_residual: float  #: to which the first order conditions hold, relative


def _groups(given: Mapping[str, Any] | None) -> list[tuple[str, Array]]:
    """Labels of any kind, or several columns of them, as numbers of groups."""
    groups = []
    for name, labels in (given or {}).items():
        if isinstance(labels, pd.DataFrame):
            numbers = labels.groupby(list(labels.columns), sort=False).ngroup().to_numpy()
        else:
            numbers = pd.factorize(np.asarray(labels))[0]
        if (numbers < 0).any():
            raise Error(f"{name} must have a label in each row")
        groups.append((name, numbers.astype(np.uint32)))
    return groups


def gravity(
    trade: ArrayLike,
    regressors: Mapping[str, ArrayLike] | pd.DataFrame,
    effects: Mapping[str, Any] | None = None,
    *,
    clusters: Mapping[str, Any] | None = None,
    offset: ArrayLike = (),
    weights: ArrayLike = (),
    tolerance: float = 1e-8,
    threads: int = 0,
) -> Gravity:
    """Poisson pseudo maximum likelihood with fixed effects (docs/trade.md).

    regressors, effects, clusters: columns by their names. Labels of effects and clusters may be
        texts; several columns of a frame together are one effect:
        effects={"exporter-year": frame[["exporter", "year"]], "importer": frame["importer"]}
    """
    named = {str(name): regressors[name] for name in regressors}
    told = _engine.gravity(
        _numbers(trade),
        [(name, _numbers(values)) for name, values in named.items()],
        _groups(effects),
        _groups(clusters),
        _numbers(offset),
        _numbers(weights),
        tolerance,
        threads,
    )
    uses = np.array(["used", "weightless", "singleton", "separated"], dtype=object)
    told["use"] = uses[told["use"]]
    told["coefficients"] = pd.DataFrame(
        told["coefficients"], columns=["name", "value", "standard_error", "use"]
    ).set_index("name")
    return Gravity(**told)


# General equilibrium of trade


@dataclass(frozen=True)
class Equilibrium:
    """Trade between countries at prices that clear all markets."""

    status: str  #: solved, or why there is no solution
    country: Optional[int]  #: where there is none
    partner: Optional[int]
    trade: Optional[Array]  #: [exporter, importer]
    factory_gate_price: Array  #: [country] beside 1 before the change
    inward_resistance: Array
    outward_resistance: Array
    output: Array
    expenditure: Array
    real_output: Array
    welfare: Array
    market_clearing: float  #: largest relative error of an exporter's sales


@dataclass(frozen=True)
class TradeChange:
    """The equilibrium before a change and, where one was asked for, after it."""

    before: Equilibrium
    after: Optional[Equilibrium] = field(default=None)


def equilibrium(
    output: ArrayLike,
    expenditure: ArrayLike,
    trade_factor: ArrayLike,
    changed_factor: ArrayLike | None = None,
    *,
    substitution_elasticity: float = 5.0,
    reference: int = 0,
    deficits: str = "proportional",
    answer: str = "full",
    tolerance: float = 1e-12,
) -> TradeChange:
    """Structural gravity with one sector (Anderson & van Wincoop 2003; docs/trade.md).

    trade_factor: [exporter, importer] t_ij^(1 - sigma), as an estimated equation gives it.
    changed_factor: the same after a change; left out, only the baseline is solved.
    reference: the importer whose inward resistance is always 1.
    deficits: proportional to output, or held as shares of world output.
    answer: full, conditional (prices and output as they were) or implied_prices (as gegravity).
    """
    made = _numbers(output)
    if deficits not in ("proportional", "held"):
        raise Error("deficits must be proportional or held")
    before, after = _engine.equilibrium(
        made,
        _numbers(expenditure),
        _numbers(trade_factor),
        None if changed_factor is None else _numbers(changed_factor),
        substitution_elasticity,
        reference,
        deficits == "held",
        answer,
        tolerance,
    )
    return TradeChange(Equilibrium(**before), None if after is None else Equilibrium(**after))


@dataclass(frozen=True)
class SectorEquilibrium:
    """A world of many sectors: prices as factors beside today's, the world's value added held."""

    status: str  #: solved, or why there is no solution
    country: Optional[int]  #: where there is none
    partner: Optional[int]
    sector: Optional[int]
    wage: Array  #: [country]
    consumer_price: Array  #: [country]
    income: Array  #: [country]
    duty_revenue: Array  #: [country]
    price: Optional[Array]  #: [country, sector]
    output: Optional[Array]  #: [country, sector]
    expenditure: Optional[Array]  #: [country, sector]
    share: Optional[Array]  #: [sector, importer, exporter] of spending
    trade: Optional[Array]  #: [sector, importer, exporter] at the border
    residual: float  #: largest relative error of an equation


@dataclass(frozen=True)
class SectorChange:
    """Before and after a change; by country, as shares: 0.01 is one per cent."""

    before: SectorEquilibrium
    after: SectorEquilibrium
    real_income: Optional[Array] = None
    real_wage: Optional[Array] = None
    terms_of_trade: Optional[Array] = None  #: this and the next two to first order
    volume_of_trade: Optional[Array] = None
    delivery_cost: Optional[Array] = None


def sector_equilibrium(
    share: ArrayLike,
    value_added: ArrayLike,
    trade_elasticity: ArrayLike,
    *,
    final_share: ArrayLike,
    value_added_share: ArrayLike = 1.0,
    input_share: ArrayLike = 0.0,
    duty: ArrayLike = 0.0,
    deficit: ArrayLike = 0.0,
    changed_duty: ArrayLike | None = None,
    cost_factor: ArrayLike = 1.0,
    close_deficits: bool = False,
    tolerance: float = 1e-11,
) -> SectorChange:
    """Many sectors, inputs of each other and duty revenue (Caliendo & Parro 2015; docs/trade.md).

    share: [sector, importer, exporter] of an importer's spending, summing to 1 over exporters.
    value_added: [country]
    trade_elasticity: [sector] theta, above 0.
    final_share: [country, sector] of final spending.
    value_added_share: [country, sector] of the value of output; input_share:
        [country, using sector, input] the rest.
    duty, changed_duty: ad valorem, before and after, as share is laid out.
    deficit: [country] spending beyond income, summing to 0.
    cost_factor: on what it costs to deliver, as share is laid out; infinite is a ban.
    """
    pairs = np.asarray(share, dtype=float)
    if pairs.ndim != 3 or pairs.shape[1] != pairs.shape[2]:
        raise Error("share must be [sector, importer, exporter]")
    sectors, countries = pairs.shape[:2]
    world = {
        "countries": countries,
        "sectors": sectors,
        "share": _numbers(pairs),
        "value_added": _numbers(value_added, countries),
        "trade_elasticity": _numbers(trade_elasticity, sectors),
        "final_share": _numbers(final_share, countries * sectors),
        "value_added_share": _numbers(value_added_share, countries * sectors),
        "input_share": _numbers(input_share, countries * sectors * sectors),
        "duty": _numbers(duty, pairs.size),
        "deficit": _numbers(deficit, countries),
    }
    before, after, welfare = _engine.sectors(
        world,
        _numbers(duty if changed_duty is None else changed_duty, pairs.size),
        _numbers(cost_factor, pairs.size),
        close_deficits,
        tolerance,
    )
    return SectorChange(SectorEquilibrium(**before), SectorEquilibrium(**after), **(welfare or {}))


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
    people = _numbers(population)
    made = np.asarray(productivity, dtype=float).reshape(people.size, -1)
    start = _indices(roads["from"], "from")
    usual = 1 - consumption_share if consumption_share < 1 else 1.0
    cost = _numbers(roads["cost_factor"], start.size)
    problem = {
        "places": people.size,
        "goods": made.shape[1],
        "population": people,
        "housing": _numbers(usual if housing is None else housing, people.size),
        "productivity": _numbers(made),
        "zone_budget": _numbers(zone_budget),
        "from": start,
        "to": _indices(roads["to"], "to"),
        "cost_factor": cost,
        "cost_factor_back": _numbers(roads["cost_factor_back"], start.size)
        if "cost_factor_back" in roads
        else cost,
        "zone": _indices(roads["zone"], "zone")
        if "zone" in roads
        else np.full(start.size, NO_ZONE, dtype=np.uint32),
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
        problem[name] = _numbers(roads[name], start.size)
    held = None if infrastructure is None else _numbers(infrastructure, start.size)
    return Network(**_engine.optimal_network(problem, held, tolerance))
