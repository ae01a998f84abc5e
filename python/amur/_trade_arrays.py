"""The gravity equation and the general equilibrium of trade on arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Optional

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from amur import _engine
from amur._errors import Error
from amur._given import Array, numbers


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
            group = labels.groupby(list(labels.columns), sort=False).ngroup().to_numpy()
        else:
            group = pd.factorize(np.asarray(labels))[0]
        if (group < 0).any():
            raise Error(f"{name} must have a label in each row")
        groups.append((name, group.astype(np.uint32)))
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
        numbers(trade),
        [(name, numbers(values)) for name, values in named.items()],
        _groups(effects),
        _groups(clusters),
        numbers(offset),
        numbers(weights),
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
    made = numbers(output)
    if deficits not in ("proportional", "held"):
        raise Error("deficits must be proportional or held")
    before, after = _engine.equilibrium(
        made,
        numbers(expenditure),
        numbers(trade_factor),
        None if changed_factor is None else numbers(changed_factor),
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
        "share": numbers(pairs),
        "value_added": numbers(value_added, countries),
        "trade_elasticity": numbers(trade_elasticity, sectors),
        "final_share": numbers(final_share, countries * sectors),
        "value_added_share": numbers(value_added_share, countries * sectors),
        "input_share": numbers(input_share, countries * sectors * sectors),
        "duty": numbers(duty, pairs.size),
        "deficit": numbers(deficit, countries),
    }
    before, after, welfare = _engine.sectors(
        world,
        numbers(duty if changed_duty is None else changed_duty, pairs.size),
        numbers(cost_factor, pairs.size),
        close_deficits,
        tolerance,
    )
    return SectorChange(SectorEquilibrium(**before), SectorEquilibrium(**after), **(welfare or {}))
