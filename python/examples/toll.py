"""A bridge's toll: the curve, a scenario from an edited table, a map of what moves.

Prints:
    best for income: 129 USD a vehicle, for welfare: 8 USD
    without a toll 54 % more lorries over the bridge
    links that gain more than 100 t a day: 21
"""

# %% The curve
import matplotlib.pyplot as plt

import amur

case = amur.Case("cases/heihe")
toll = amur.toll(case, crossing="heihe_bridge", steps=8)
curve = toll["toll_curve"].set_index("fee_usd_per_vehicle")
best = toll["toll_best"].set_index("goal")["fee_usd_per_vehicle"]
income, welfare = best["income"], best["welfare"]
print(f"best for income: {income:.0f} USD a vehicle, for welfare: {welfare:.0f} USD")
axes = (curve[["income_usd_per_year", "welfare_usd_per_year"]] / 1e6).plot(figsize=(7, 4))
axes.axvline(income, color="grey", linestyle=":")
axes.set(xlabel="toll, USD a vehicle", ylabel="mn USD a year")
plt.tight_layout()
plt.savefig("toll_curve.png")

# %% Another toll is a scenario: an edited table
free = case.scenario("No toll")
crossings = free["crossings"]
crossings.loc[crossings["crossing_id"] == "heihe_bridge", "fee_usd_per_vehicle"] = 0
before, after = amur.run(case), amur.run(free)


def lorries(result: amur.Result) -> float:
    return result["crossings"].query("crossing_id == 'heihe_bridge'")["vehicles"].sum()


more = lorries(after) / lorries(before) - 1
print(f"without a toll {100 * more:.0f} % more lorries over the bridge")

# %% Where that freight was before
names = ["link_id", "direction"]
moved = before["links"].merge(after["links"][[*names, "t"]], on=names, suffixes=("", "_after"))
moved["more_t"] = moved["t_after"] - moved["t"]
print("links that gain more than 100 t a day:", (moved["more_t"] > 100).sum())
fig, axes = plt.subplots(figsize=(9, 4))
if "geometry" in moved:
    width = 0.2 + moved["more_t"].abs() / moved["more_t"].abs().max() * 6
    colour = moved["more_t"].map(lambda t: "tab:blue" if t > 0 else "tab:red")
    moved.plot(ax=axes, linewidth=width, color=colour)
    axes.set(xlim=(100, 145), ylim=(35, 58), title="more (blue) and less freight without the toll")
else:
    moved.set_index("link_id")["more_t"].nlargest(10).plot.barh(ax=axes)
plt.tight_layout()
plt.savefig("toll_map.png")
