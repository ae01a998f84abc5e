"""Which roads of a corridor to improve with a budget, from tables as arrays.

Prints:
    solved: welfare +1.19 %
    spent most on Port - Junction: 48 % of the budget
    another dollar would be worth 0.041
"""

# %% Places, what they make, and roads between them
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from amur import arrays

places = pd.read_csv("examples/corridor/places.csv")
products = pd.read_csv("examples/corridor/products.csv")
roads = pd.read_csv("examples/corridor/roads.csv")
names = roads["from"] + " - " + roads["to"]
number = pd.Series(places.index, index=places["place"])
made = products.pivot_table(
    index="place", columns="good", values="productivity", fill_value=0
).reindex(places["place"], fill_value=0)
network = {
    "from": roads["from"].map(number),
    "to": roads["to"].map(number),
    "cost_factor": roads["cost_factor"],
    "least_infrastructure": roads["infrastructure"],
    "most_infrastructure": roads["most_infrastructure"],
    "price": roads["price"],
}
today = (roads["price"] * roads["infrastructure"]).sum()


def solve(budget: float, **options: object) -> arrays.Network:
    return arrays.optimal_network(
        places["population"], made, network, today + budget, consumption_share=0.7, **options
    )


# %% The best use of ten
before = solve(0, infrastructure=roads["infrastructure"])
best = solve(10)
print(f"{best.status}: welfare {100 * (best.welfare / before.welfare - 1):+.2f} %")
spent = roads["price"] * (best.infrastructure - roads["infrastructure"])
print(f"spent most on {names[spent.idxmax()]}: {100 * spent.max() / 10:.0f} % of the budget")
print(f"another dollar would be worth {best.budget_price:.3f}")

# %% How far money goes
budgets = np.linspace(0, 30, 13)
welfare = [solve(budget).welfare for budget in budgets]
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.5))
left.plot(budgets, welfare, marker="o")
left.set(xlabel="budget", ylabel="welfare")
after = pd.DataFrame({"today": roads["infrastructure"], "best": best.infrastructure})
after.set_index(names).plot.barh(ax=right, xlabel="infrastructure")
plt.tight_layout()
plt.savefig("roads_to_improve.png")
