"""The solvers on arrays of one's own, without a case.

States, countries and places are numbers from 0; arcs go from `tails` to `heads`. What comes back by
arc is in the order given. A solver that finds no solution says so in `status` ("solved" where all
is well); arrays that don't fit together raise `amur.Error`.
"""

from amur._network_arrays import Assignment as Assignment, Capacity as Capacity, Skim as Skim
from amur._network_arrays import Users as Users, assign as assign, skim as skim
from amur._trade_arrays import Equilibrium as Equilibrium, Gravity as Gravity
from amur._trade_arrays import SectorChange as SectorChange, SectorEquilibrium as SectorEquilibrium
from amur._trade_arrays import TradeChange as TradeChange, equilibrium as equilibrium
from amur._trade_arrays import gravity as gravity, sector_equilibrium as sector_equilibrium
from amur._invest_arrays import Network as Network, optimal_network as optimal_network
