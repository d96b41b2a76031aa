"""Published results on the same two sequences of tasks, with larger networks, to be read beside our own.

They were trained in other ways: more steps, Adam, and other digits held back. So only the order of the ways and the
distances between them are comparable, not the last point.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A mean over tasks after the last one, in percent, as printed; `kept` tells what is kept of earlier tasks."""

    way: str
    kept: str
    percent: str
    source: int


SOURCES = {
    1: "G. van de Ven, A. Tolias, Three scenarios for continual learning, arXiv:1904.07734 (2019), table 4, Class-IL: "
    "784-400-400-10, 2,000 steps of 128 digits for each task, mean of 20 runs and its standard error",
    2: "G. van de Ven, T. Tuytelaars, A. Tolias, Three types of incremental learning, Nature Machine Intelligence 4 "
    "(2022), table 2, Class-IL: mean and its standard error",
    3: "ContinualAI, continual-learning-baselines, strategies/target_results.csv: what its tests expect of each method",
}
"""Source 1 was read in two transcriptions of its table, which agree; source 2 in one; source 3 in the original."""

SPLIT = (
    Published("no memory", "nothing", "19.90 ± 0.02", 1),
    Published("EWC, a penalty on changed weights", "no data", "20.01 ± 0.06", 1),
    Published("SI, a penalty on changed weights", "no data", "19.99 ± 0.06", 1),
    Published("LwF, the old network's answers to new digits", "no data", "23.85 ± 0.44", 1),
    Published("DGR, rehearsal of generated digits", "no data", "90.79 ± 0.41", 1),
    Published("DGR with the old network's answers as targets", "no data", "91.79 ± 0.32", 1),
    Published("iCaRL, 2,000 stored digits", "data", "94.6", 1),
    Published("ER, rehearsal of stored digits", "data", "88.79 ± 0.20", 2),
    Published("A-GEM, stored digits bound each step", "data", "65.10 ± 3.64", 2),
    Published("all tasks at once", "everything", "97.9", 1),
)
PERMUTED = (
    Published("LwF, the old network's answers to new digits", "no data", "51", 3),
    Published("EWC, a penalty on changed weights", "no data", "83", 3),
    Published("SI, a penalty on changed weights", "no data", "94", 3),
    Published("GEM, stored digits bound each step", "data", "83", 3),
    Published("A-GEM, stored digits bound each step", "data", "81", 3),
)
