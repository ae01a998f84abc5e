# The studies of the registry; written by tools/write_schemas.sh.
from collections.abc import Callable, Sequence
from typing import Literal

from amur._cases import AnyCase, AnyScenario
from amur._results import AnyPath, Result
from amur._studies import Progress

__all__ = ["run", "months", "toll", "finance", "simulate", "paths", "skim", "select", "corridor", "critical", "access", "carbon", "appraise", "detour", "ensemble", "sweep", "calibrate", "invest"]

def run(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    trade: bool = False,
    samples: int | None = None,
    paths: bool = False,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Solve a case and write the result.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    trade: Demand answers by the case's trade table: costs and duties change who trades what
        with whom, until network and trade agree.
    samples: With --trade: draws of the trade elasticities, for percentiles (a whole number,
        0 to 100000); needs trade.
    paths: Write the alternatives of each flow too: the likeliest 20 of a share of 0.1% or
        more.

    On the command line: amur run cases/heihe --scenario bridge_toll_zero -o toll0.gpkg
    """

def months(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    from_: str,
    to: str | None = None,
    step: Literal['month'] = 'month',
    fresh: bool = False,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Solve a case month by month, each on its 15th day.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    from_: First of several months, each solved on its 15th day (YYYY-MM).
    to: Last month; else the first alone (YYYY-MM).
    step: Of the time from the first to the last (month).
    fresh: Don't go on where a stopped run was; needs to.

    On the command line: amur run cases/heihe --from 2019-01 --to 2024-12 --step month
    """

def toll(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    crossing: str | Sequence[str],
    rival: str | Sequence[str] | None = None,
    lowest_usd: float | None = None,
    highest_usd: float | None = None,
    steps: int = 16,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Toll of a crossing: the curve, the best one for income, welfare or throughput.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    crossing: Crossing whose toll is set (a text of at most 1000 characters).
    rival: A second crossing: both owners set their tolls in turn, each for its own income,
        until neither gains (a text of at most 1000 characters).
    lowest_usd: Lowest toll tried, USD a vehicle; else 0 (a number, 0 to 1000000 USD a
        vehicle).
    highest_usd: Highest toll tried, USD a vehicle; else 8 times the present one (a number,
        0 to 1000000 USD a vehicle).
    steps: Steps of the curve (a whole number, 2 to 1000).

    On the command line: amur toll cases/heihe --crossing heihe_bridge --rival heihe_port
    """

def finance(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    project: str | Sequence[str] | None = None,
    break_even: bool = False,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Cash flows and ratios of projects, and debts of states.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    project: Show only this project, with its cash flow, and the state behind it (a text of
        at most 1000 characters).
    break_even: Find the fees at which projects with a crossing break even, solving the
        network at each.

    On the command line: amur finance cases/debt --project laos_railway
    """

def simulate(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    crossing: str | Sequence[str] | None = None,
    replications: int | None = None,
    half_width: float | None = None,
    confidence: float = 0.95,
    seed: int | None = None,
    days: float | None = None,
    warm_up_h: float | None = None,
    traffic: float = 1.0,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Simulate a border crossing, event by event.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    crossing: Crossing of the case that has stages and arrivals (a text of at most 1000
        characters).
    replications: Independent runs (a whole number, 1 to 100000).
    half_width: Run on until the mean time in the crossing is known to this share, e.g. 0.02
        (a number, 0 to 1).
    confidence: Of intervals (a number, 0.5 to 0.9999).
    seed: Seed of the random numbers (a whole number >= 0).
    days: Simulated time (a number, 1 to 36525 days).
    warm_up_h: Hours left out at the start (a number, 0 to 1000000000000000 h).
    traffic: Factor on all arrivals at random (a number, 0 to 1000000000000000).

    On the command line: amur simulate cases/heihe --crossing heihe_port --replications 100
    """

def paths(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    from_: str | Sequence[str],
    to: str | Sequence[str],
    commodity: str | Sequence[str] | None = None,
    most: int = 20,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Alternatives of a flow, likeliest first: share, way, cost by component.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    from_: Node where the flow starts (a text of at most 1000 characters).
    to: Node where it ends (a text of at most 1000 characters).
    commodity: Of this commodity; else of all between the two places (a text of at most 1000
        characters).
    most: Alternatives listed of each commodity (a whole number, 1 to 10000).

    On the command line: amur paths cases/heihe --from moscow --to shanghai --commodity food_containers
    """

def skim(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    from_: str | Sequence[str] | None = None,
    to: str | Sequence[str] | None = None,
    commodity: str | Sequence[str] | None = None,
    least: Literal['cost', 'time'] = 'cost',
    without: str | Sequence[str] | None = None,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Best time and cost between the cities of a case.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    from_: Origins: node ids with ; between; default: all cities and ports (a text of at
        most 1000 characters).
    to: Destinations, likewise (a text of at most 1000 characters).
    commodity: Whose costs; default: the case's first (a text of at most 1000 characters).
    least: What the best path is best in: cost, with the value of the cargo's time, or time
        (cost, time).
    without: Modes to close, with ; between (a text of at most 1000 characters).

    On the command line: amur skim cases/world -s projects_none --compare projects_all --least time
    """

def select(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    link: str | Sequence[str] | None = None,
    crossing: str | Sequence[str] | None = None,
    place: str | Sequence[str] | None = None,
    country: str | Sequence[str] | None = None,
    direction: Literal['forward', 'backward'] | None = None,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Who uses a link, a crossing, a place or a country, and where else that freight goes.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    link: A link of the case (a text of at most 1000 characters).
    crossing: A crossing of the case (a text of at most 1000 characters).
    place: A node: what starts there, ends there or passes it (a text of at most 1000
        characters).
    country: A country: what starts in it or enters it (a text of at most 1000 characters).
    direction: Of the link or crossing, as its row is written; both where left out (forward,
        backward).

    On the command line: amur select cases/heihe --crossing heihe_bridge
    """

def corridor(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    from_: str | Sequence[str],
    to: str | Sequence[str],
    commodity: str | Sequence[str] | None = None,
    most: int = 5,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Time and cost against distance on the ways between two places, with CAREC's indicators.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    from_: Node where the corridor starts (a text of at most 1000 characters).
    to: Node where it ends (a text of at most 1000 characters).
    commodity: Of this commodity; else of all between the two places (a text of at most 1000
        characters).
    most: Alternatives of each commodity, the likeliest first (a whole number, 1 to 100).

    On the command line: amur corridor cases/heihe --from moscow --to shanghai --commodity food_containers
    """

def critical(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    parts: Literal['links', 'crossings', 'transfers', 'zones'] | None = None,
    most: int = 30,
    exact: bool = False,
    months: int | None = None,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """What a network loses without each link, crossing or transfer, and who bears it.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    parts: What is closed, one by one; all of these where left out (links, crossings,
        transfers, zones).
    most: Parts solved for, the first by a look without solving (a whole number, 1 to
        1000000).
    exact: Solve for all parts.
    months: Months of repair from the case's day on, each with its own season; else a day (a
        whole number, 1 to 60).

    On the command line: amur critical cases/heihe --parts crossings
    """

def access(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    elasticity: float = 5.0,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """How near places are to their markets, and which crossings a country's trade depends on.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    elasticity: By how many per cent trade falls as its delivered cost rises by one (a
        number, 0 to 20).

    On the command line: amur access cases/heihe
    """

def carbon(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    price: float | None = None,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Greenhouse gases by goods, mode and country, and what a carbon price makes of them.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    price: Carbon price that carriers pay; else the case's carbon_price_usd_per_t (a number,
        0 to 1000000 USD/t).

    On the command line: amur carbon cases/heihe --price 100
    """

def appraise(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    with_: str | Sequence[str],
    baseline: str | Sequence[str] | None = None,
    rate: float = 0.05,
    years: int = 20,
    first_year: int | None = None,
    growth: float = 0.0,
    carbon_value: float = 0.0,
    costs: str | Sequence[str] | None = None,
    project: str | Sequence[str] | None = None,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """What a change is worth, year by year and to whom: ENPV, EIRR, benefits over costs.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    with_: Scenarios of the change, with ; between (a text of at most 1000 characters).
    baseline: Scenarios of what is without it; else the case as it is (a text of at most
        1000 characters).
    rate: Discount rate (a number, 0 to 1 share/year).
    years: Years that are summed (a whole number, 1 to 100).
    first_year: The first of them, to which all is discounted; else the case's (a whole
        number, 1900 to 2200).
    growth: Growth of all demand from the first year on, beside the case's own (a number,
        -0.5 to 0.5 share/year).
    carbon_value: What a tonne of CO2 equivalent costs all (a number, 0 to 100000 USD/t).
    costs: Investment and operation: YEAR:USD or YEAR..YEAR:USD, with ; between (a text of
        at most 1000 characters).
    project: The same of this project of the case, at its shadow prices (a text of at most
        1000 characters).

    On the command line: amur appraise cases/heihe --with bridge_toll_halved --years 10 --carbon-value 100
    """

def detour(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    from_: str | Sequence[str],
    to: str | Sequence[str],
    via: str | Sequence[str] | None = None,
    commodity: str | Sequence[str] | None = None,
    papers: float = 0.0,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Whether it pays to send goods around a duty or a ban, by a country where they are declared anew.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    from_: Country where the goods start (a text of at most 1000 characters).
    to: Country where they end (a text of at most 1000 characters).
    via: Countries of passage with ; between; default: all others that trade (a text of at
        most 1000 characters).
    commodity: Of this commodity; else of all freight that both trade (a text of at most
        1000 characters).
    papers: What it costs to declare the goods anew (a number, 0 to 1000000 USD/t).

    On the command line: amur detour cases/heihe --from NLD --to RUS --via CHN --commodity machinery
    """

def ensemble(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    draws: int = 200,
    seed: int = 1,
    study: Literal['run', 'months', 'toll', 'finance', 'simulate', 'paths', 'skim', 'select', 'corridor', 'critical', 'access', 'carbon', 'appraise', 'detour'] = 'run',
    with_: str | Sequence[str] | None = None,
    cells: str | Sequence[str] | None = None,
    method: Literal['draws', 'morris'] = 'draws',
    trajectories: int = 10,
    measured: float = 0.05,
    reported: float = 0.1,
    estimated: float = 0.25,
    assumed: float = 0.5,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """How likely claims and figures are when what is assumed may be otherwise.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    draws: How many cases are drawn and solved (a whole number, 2 to 100000).
    seed: Seed of the draws (a whole number, 0 to 4294967295).
    study: What each drawn case is asked (run, months, toll, finance, simulate, paths, skim,
        select, corridor, critical, access, carbon, appraise, detour).
    with_: Fields of that study: FIELD=VALUE, or FIELD alone of what is only asked or not;
        several with ; between (a text of at most 1000 characters).
    cells: Cells of the result that histograms, exceedance and what decides them are told
        of: TABLE.ROW.COLUMN, perhaps with levels, =LEVEL,LEVEL, behind; several with ;
        between (a text of at most 1000 characters).
    method: Draws for odds, or Morris's screening for what matters at all (draws, morris).
    trajectories: Of a screening: how often each input is moved (a whole number, 2 to
        10000); needs method.
    measured: Spread of figures that are measured: nine times in ten at most this share
        above, or as many times below (a number, 0 to 10).
    reported: Spread of figures that are reported: nine times in ten at most this share
        above, or as many times below (a number, 0 to 10).
    estimated: Spread of figures that are estimated: nine times in ten at most this share
        above, or as many times below (a number, 0 to 10).
    assumed: Spread of figures that are assumed: nine times in ten at most this share above,
        or as many times below (a number, 0 to 10).

    On the command line: amur ensemble cases/heihe -n 200
    """

def sweep(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    over: str | Sequence[str],
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """What follows when cells of the case move over a grid.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    over: Cells and their values: TABLE.ROW.COLUMN=FROM..TO:COUNT or =VALUE,VALUE,…; several
        with ; between, for each with each (a text of at most 1000 characters).

    On the command line: amur sweep cases/heihe --over 'crossings.heihe_bridge.fee_usd_per_vehicle=0..180:7'
    """

def calibrate(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    cells: str | Sequence[str],
    observations: str | Sequence[str] | None = None,
    priors: bool = False,
    steps: int = 60,
    tolerance: float = 1e-09,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Fit cells of the case to what is observed, with their errors.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    cells: What to fit: TABLE.ROW.COLUMN, more with semicolons between; * in ROW for any
        letters, `each` before it for a cell of each row, =LEAST..MOST behind it (a text of
        at most 20000 characters).
    observations: Which observations to fit to, with semicolons between; else those that the
        case calls fitted, or all (a text of at most 20000 characters).
    priors: Cells keep near what is written, by the confidence of their sources.
    steps: Most steps of the fit (a whole number, 1 to 1000).
    tolerance: Of each equilibrium, where the case asks for no less (a number, 1e-13 to
        0.0001).

    On the command line: amur calibrate cases/heihe --cells crossings.heihe_bridge.wait_h --observations bridge_vehicles
    """

def invest(
    case: AnyCase,
    scenarios: AnyScenario | Sequence[AnyScenario] = ...,
    *,
    budget: float | None = None,
    budgets: str | Sequence[str] | None = None,
    steps: int = 10,
    by: Literal['welfare', 'trade', 'net'] | None = None,
    continuous: bool = False,
    years: int = 30,
    rate: float = 0.05,
    debt: Literal['public', 'external', 'all'] | None = None,
    most: int = 5000,
    output: AnyPath | None = None,
    threads: int = 0,
    progress: Callable[[Progress], bool | None] | None = None,
) -> Result:
    """Which investments to choose within a budget, who gains and who pays.

    case: A folder, an `amur.Case` or an `amur.Scenario` of one.
    scenarios: Names of the case's own, paths of .toml files or `amur.Scenario`s, in order.
    output: Writes the result to this .gpkg too.
    threads: Processors to use; 0: all. Never changes the answer.
    progress: Called with an `amur.Progress`; the study is cancelled where it returns False.
    budget: What may be spent in all; else what all of them cost (a number, 0 to
        1000000000000000 USD).
    budgets: What countries may spend: COUNTRY=USD, several with ; between; of others no
        limit (a text of at most 1000 characters).
    steps: Budgets of the frontier, evenly up to the whole (a whole number, 1 to 100).
    by: What is most: welfare (users' surplus, fees and duties), trade in goods between
        countries, or net (welfare less cost); else welfare (welfare, trade, net).
    continuous: Build any part of an investment that changes numbers alone, at that part of
        its cost; others whole or not at all.
    years: Years counted, from the case's base year on (a whole number, 1 to 200).
    rate: What a year later is worth less (a number, 0 to 1 share a year).
    debt: Indicators of the framework for debt that no choice may push over their threshold;
        else none (public, external, all).
    most: Choices solved at most; where all that the budget allows are fewer, all are solved
        and the answer is certified (a whole number, 1 to 1000000).

    On the command line: amur invest cases/heihe --budget 500e6 --by net
    """
