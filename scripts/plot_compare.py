#!/usr/bin/python3
"""One scenario against another, replicate by replicate: what changed, and what it cost."""
import argparse

import numpy as np

import chuanzhe_results as cz
from plot_style import THOUSANDS, plt, save, style


def check_pair(base, policy):
    same = (np.array_equal(base.time, policy.time) and base.seed == policy.seed
            and base.replicates == policy.replicates
            and base.persons_per_agent == policy.persons_per_agent)
    if not same:
        raise cz.NotAResult(f"{base.path} and {policy.path} are not a pair: seed, months, "
                            "replicates and persons_per_agent must agree")


def panel(axis, base, policy, title, unit, values, i):
    mean, half = cz.mean_and_band(values)
    axis.plot(policy.time, mean, linewidth=1.8, color=style(i)["color"])
    last = f"{mean[-1]:,.0f}" + ("" if half is None else f" ± {half[-1]:,.0f}")
    axis.annotate(f"{str(policy.time[-1])[:7]}: {last}", (0.02, 0.93),
                  xycoords="axes fraction", va="top", fontsize=10,
                  color=style(i)["color"])
    if half is not None:
        axis.fill_between(policy.time, mean - half, mean + half, alpha=0.25,
                          color=style(i)["color"], linewidth=0)
    axis.axhline(0, color="black", linewidth=0.8)
    axis.set_title(title)
    axis.set_ylabel(unit)
    axis.yaxis.set_major_formatter(THOUSANDS)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("policy")
    parser.add_argument("-o", "--output", default="output/runs/plots/compare.png")
    args = parser.parse_args()
    base, policy = cz.Result(args.base), cz.Result(args.policy)
    check_pair(base, policy)
    figure, axes = plt.subplots(2, 2, figsize=(14, 9), sharex=True)
    difference = policy.in_zhejiang() - base.in_zhejiang()
    panel(axes[0, 0], base, policy, "Additional workers of Zhejiang", "persons", difference, 0)
    panel(axes[0, 1], base, policy, "Formerly poor among them", "persons",
          policy.get("poor_in_zhejiang") - base.get("poor_in_zhejiang"), 1)
    panel(axes[1, 0], base, policy, "Additional worker-months since the start", "persons x months",
          np.cumsum(difference, axis=1), 2)
    spent = policy.get("paid") if "paid" in policy.file else np.zeros_like(difference)
    panel(axes[1, 1], base, policy, "Spending since the start", "million CNY",
          np.cumsum(spent, axis=1) / 1e8, 3)
    figure.suptitle(f"{policy.scenario} less {base.scenario}, paired by replicate", x=0.01,
                    ha="left", fontweight="bold")
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    save(figure, args.output, [base, policy])


if __name__ == "__main__":
    cz.run_script(main)
