"""A corridor worked through: food in containers from Moscow to Shanghai.

Prints:
    3 ways, the likeliest by novorossiysk_sea
    USD a tonne: transport 191, handling 43, time 27, duty 180
    without Suez 12 ways, the likeliest by petropavl_rail and dostyk_rail: 44 USD a tonne dearer
    the river port: best month 2023-10, closed in 7 of 12
"""

# %% Who goes where
import matplotlib.pyplot as plt

import amur

case = amur.Case("cases/heihe")
flow = {"from_": "moscow", "to": "shanghai", "commodity": "food_containers"}
today = amur.paths(case, **flow)


def crossings_of(result: amur.Result, rank: int) -> str:
    used = result["path_steps"].query("rank == @rank and kind == 'crossing'")
    return " and ".join(used["id"])


def mean_cost(result: amur.Result) -> float:
    ways = result["paths"]
    return (ways["share"] * ways["cost"]).sum() / ways["share"].sum()


print(f"{len(today['paths'])} ways, the likeliest by {crossings_of(today, 1)}")

# %% What each way costs, by component
parts = ["transport", "fee", "handling", "time", "scarcity", "duty"]
costs = today["paths"].set_index("rank")[parts]
first = costs.loc[1].round().astype(int)
print("USD a tonne:", ", ".join(f"{name} {usd}" for name, usd in first.items() if usd >= 1))
axes = costs.plot.barh(stacked=True, figsize=(8, 3), colormap="viridis")
axes.set_yticklabels([crossings_of(today, rank) for rank in costs.index])
axes.set(xlabel="USD a tonne", ylabel="")
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.tight_layout()
plt.savefig("corridor_costs.png")

# %% What a closed canal changes: a scenario from an edited table
closed = case.scenario("Suez is closed")
links = closed["links"]
closed["links"] = links[links["link_id"] != "sea_aegean_suez"]
without = amur.paths(closed, **flow)
dearer = mean_cost(without) - mean_cost(today)
print(
    f"without Suez {len(without['paths'])} ways, the likeliest by {crossings_of(without, 1)}:"
    f" {dearer:.0f} USD a tonne dearer"
)
fig, axes = plt.subplots(figsize=(8, 3))
for number, (name, result) in enumerate({"today": today, "without Suez": without}.items()):
    start = 0.0
    for rank, share in enumerate(result["paths"]["share"], 1):
        axes.barh(number, share, left=start, color=plt.cm.tab20(rank), edgecolor="white")
        if share > 0.15:
            axes.text(start + share / 2, number, crossings_of(result, rank), ha="center", size=8)
        start += share
axes.set_yticks([0, 1], ["today", "without Suez"])
axes.set_xlabel("share of the freight")
plt.tight_layout()
plt.savefig("corridor_closed.png")

# %% A year by months: when the river is open, and when it is not
months = amur.months(case, from_="2023-01", to="2023-12")
uses = months["month_crossings"].query("crossing_id in ['heihe_bridge', 'heihe_port']")
tonnes = uses.pivot_table(index="month", columns="crossing_id", values="t", aggfunc="sum")
best = tonnes["heihe_port"].idxmax()
closed_months = (tonnes["heihe_port"] < 1).sum()
print(f"the river port: best month {best}, closed in {closed_months} of {len(tonnes)}")
tonnes.plot.area(figsize=(8, 3), ylabel="t a day", xlabel="")
plt.tight_layout()
plt.savefig("corridor_months.png")
