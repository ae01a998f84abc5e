"""A town's roads as arrays: equilibrium, and times in traffic and without.

Prints:
    solved, relative gap below 1e-10
    hours lost in queues: 25 %
    from the centre to the corners 0.24 h free, 0.31 h in traffic
"""

# %% A town: crossroads on a grid, arcs both ways, the middle roads wide
import matplotlib.pyplot as plt
import numpy as np

from amur import arrays

size = 9
place = np.arange(size * size).reshape(size, size)
x, y = np.meshgrid(np.arange(size), np.arange(size))
east = np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], axis=1)
north = np.stack([place[:-1].ravel(), place[1:].ravel()], axis=1)
roads = np.concatenate([east, north])
tails, heads = np.concatenate([roads, roads[:, ::-1]]).T
middle = size // 2
is_wide = (y.ravel()[tails] == middle) & (y.ravel()[heads] == middle)
capacity = np.where(is_wide, 4000.0, 900.0)
free_time = np.where(is_wide, 0.02, 0.04)

# %% Who travels: from everywhere to the centre and across, as people live
random = np.random.default_rng(7)
people = random.uniform(1, 5, size * size)
origins, destinations = np.divmod(np.arange(size**4), size * size)
apart = np.hypot(
    x.ravel()[origins] - x.ravel()[destinations], y.ravel()[origins] - y.ravel()[destinations]
)
trips = people[origins] * people[destinations] * np.exp(-apart / 3)
trips = np.where(origins == destinations, 0, trips * 75_000 / trips.sum())

# %% Nobody gains by another route
found = arrays.assign(
    tails,
    heads,
    free_time,
    arrays.Users(origins, destinations, trips),
    capacity_pce=capacity,
    tolerance=1e-10,
)
assert found.residual < 1e-10
print(f"{found.status}, relative gap below 1e-10")
hours = found.volume_pce * found.time_h
lost = 1 - (found.volume_pce * free_time).sum() / hours.sum()
print(f"hours lost in queues: {100 * lost:.0f} %")
figure, axes = plt.subplots(figsize=(5, 5))
for tail, head, volume, wide in zip(tails, heads, found.volume_pce, capacity):
    ends = [x.ravel()[[tail, head]], y.ravel()[[tail, head]]]
    axes.plot(*ends, color=plt.cm.inferno_r(volume / wide), linewidth=volume / 900)
axes.set(title="traffic (width) and how full roads are (colour)", aspect="equal")
plt.tight_layout()
plt.savefig("own_network_flows.png")

# %% How long it takes, in traffic and without
corners = [place[0, 0], place[0, -1], place[-1, 0], place[-1, -1]]
centre = [place[middle, middle]]
free = arrays.skim(tails, heads, free_time, centre, corners).cost.mean()
busy = arrays.skim(tails, heads, found.time_h, centre, corners).cost.mean()
print(f"from the centre to the corners {free:.2f} h free, {busy:.2f} h in traffic")
