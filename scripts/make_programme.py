#!/usr/bin/python3
"""Writes docs/programme.md: every official figure beside the run of programme_2021, and the packages beside each other.

`make_programme.py [--chuanzhe PROGRAM]` runs the scenarios and writes the page; with --check it fails when the page is
not what the program gives now.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import chuanzhe_results as cz
from report_tables import compare, find_program

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "programme.md"
PACKAGES = ["stay_in_zhejiang", "come_to_zhejiang", "jobs_at_home"]
PROGRAMME_RUN = ["run.persons_per_agent=20"]
PACKAGE_RUN = ["run.persons_per_agent=100", "run.replicates=4"]
YEARS = 4  # 2022 to 2025, in which the packages act
T_975 = {3: 3.182446}  # Student's t for four pairs


def run(program, scenario, overrides, folder):
    """The result of a shipped scenario."""
    file = folder / (pathlib.Path(scenario).name + ".h5")
    words = [program, "run", ROOT / "scenarios" / (scenario + ".yaml"), "-o", file]
    for override in overrides:
        words += ["--set", override]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise cz.NotAResult(done.stderr.strip())
    return file


class Programme:
    """Figures of the run of programme_2021, first replicate."""

    def __init__(self, path):
        self.run = cz.Result(path)
        self.year = self.run.time.astype("datetime64[Y]").astype(int) + 1970
        self.policies = self.run.labels("policy")

    def december(self, values):
        return values[0][self.year == 2021][-1]

    def of(self, variable, policies):
        """[month] of a variable by policy, over the named policies."""
        columns = [self.policies.index(name) for name in policies]
        return self.run.get(variable, ("policy",))[..., columns].sum(axis=-1)

    def recipients(self, policies):
        """Payments of 2021 to workers [persons]."""
        return self.of("recipients", policies)[0][self.year == 2021].sum()

    def stayed(self):
        outcomes = self.run.labels("outcome")
        share = self.run.get("festival", ("outcome",))[0][self.year == 2021].sum(axis=0)
        stayed = share[outcomes.index("stayed")]
        return 100 * stayed / (stayed + share[outcomes.index("went")])


TRAINING = ["domestic_care", "elderly_care", "cleaning", "logistics", "seafaring"]


def persons(value):
    return f"{value:,.0f}"


def figure_rows(p):
    """id, official figure, use, what the run gives, remark."""
    stock = p.december(p.run.in_zhejiang())
    poor = p.december(p.run.get("poor_in_zhejiang"))
    caring_posts, caring = p.december(p.of("policy_posts", ["caring"])), p.december(p.of("policy_posts_filled", ["caring"]))
    caring_poor = p.december(p.of("policy_posts_poor", ["caring"]))
    parks, park_poor = p.december(p.of("policy_posts_filled", ["parks"])), p.december(p.of("policy_posts_poor", ["parks"]))
    posts = p.december(p.run.get("posts"))
    return [
        ("S3", "Sichuan workers in Zhejiang: 1,774,000", "target (T1), fitted without the programme", persons(stock),
         "end of 2021; the programme adds to what the baseline was fitted to"),
        ("S4", "of them lifted out of poverty: 160,000", "target (T2), fitted without the programme", persons(poor), "end of 2021"),
        ("S5", "stayed over the last Spring Festival: 57 %", "target (T8)", f"{p.stayed():.1f} %", "festival of 2021"),
        ("S6", "labour agreements signed: 463", "input", "463",
         "`agreements.signed`; it costs, and raises attention between twinned places; those of all provinces are counted"),
        ("S7", "labour workstations: 195", "input", "195", "`workstations.stations`, all at work for Sichuan's twinned counties"),
        ("S8", "recruitment events: over 4,100, with 2.8 million posts", "input; the posts a check", f"4,100; {persons(posts)} posts",
         "the run's posts are those open to Sichuan's workers; 2.8 million are for all provinces"),
        ("S9", "caring jobs: 75,000 posts, pay above 4,500 CNY", "input", f"{persons(caring_posts)} posts, {persons(caring)} filled",
         "end of 2021"),
        ("S9", "nearly 10,000 lifted out of poverty in them", "check", persons(caring_poor),
         "end of 2021; the formerly poor are taken first, but few of them look for a post in any month"),
        ("S10", "1,158 courses, 71,000 rural workers", "input; who took part a check", persons(p.recipients(TRAINING)),
         "`seats` of five courses of 14,200; who took part in 2021"),
        ("S11", "trades: five", "input", "5", "one policy a trade, in the twinned counties"),
        ("S12", "technical schools: 3,681 enrolled from twinned areas", "input; who enrolled a check",
         persons(p.recipients(["technical_schools"])), "stipends paid in 2021; no one had begun before"),
        ("S13", "565 firms guided, 60 parks, 255 firms", "not modelled one by one", "-", "stand behind the posts of S14"),
        ("S14", "40,000 local posts", "input", persons(p.december(p.of("policy_posts", ["parks"]))), "end of 2021, after a ramp of 12 months"),
        ("S14", "18,723 rural workers hired", "check", persons(parks), "in these posts at the end of 2021; in the run they fill within the year"),
        ("S14", "5,136 lifted out of poverty hired", "check", persons(park_poor), "in these posts at the end of 2021"),
        ("S15", "farm-chain projects: 10", "input", "10", "posts of a project are assumed"),
    ]


def local_workers(result):
    """Workers in posts of their own county at the end, by replicate."""
    status = result.labels("status")
    return result.get("status_stock", ("status",))[:, -1, status.index("local_job")]


def paired(values):
    """Mean over pairs with its 95 % Student interval."""
    half = T_975[len(values) - 1] * values.std(ddof=1) / len(values) ** 0.5
    return f"{values.mean():+,.0f} [{values.mean() - half:,.0f}, {values.mean() + half:,.0f}]"


def cost_row(name, path, base, tables):
    result = cz.Result(path)
    spent = result.get("debits").sum(axis=1).mean() / 100
    row = {"name": name, "cost": spent / YEARS, "local": paired(local_workers(result) - local_workers(cz.Result(base)))}
    for key, figure in (("stock", "workers in Zhejiang, 2025-12"), ("poor", "formerly poor among them, 2025-12"),
                        ("months", "worker-months over 4 years")):
        found = tables["headlines"].where(policy=name, figure=figure)[0]
        row[key] = f"{float(found['difference']):+,.0f} [{float(found['low']):,.0f}, {float(found['high']):,.0f}]"
    return row


def page(program):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        programme = Programme(run(program, "programme_2021", PROGRAMME_RUN, folder))
        rows = figure_rows(programme)
        files = [run(program, "baseline", PACKAGE_RUN, folder)]
        files += [run(program, "packages/" + name, PACKAGE_RUN, folder) for name in PACKAGES]
        tables = compare(program, files)[0]
        costs = [cost_row(name, path, files[0], tables) for name, path in zip(PACKAGES, files[1:])]
    lines = [
        "# The programme and its official figures", "",
        "Made by `scripts/make_programme.py` from runs of the shipped scenarios; a test fails when it is stale.", "",
        "## Every official figure beside the run", "",
        "`scenarios/programme_2021.yaml` at 20 persons an agent, first replicate. Figures S3 to S15: Zhejiang labour cooperation",
        "report, 2022-06-24, for all provinces unless it says Sichuan. *Input*: the scenario is given it. *Target*: the constants were",
        "fitted to it. *Check*: neither; the run must stand beside it.", "",
        "| | official figure | use | in the run | |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    lines += [
        "", "## Three packages of equal yearly cost", "",
        "`scenarios/packages/`, 2022 to 2025, against the baseline: 100 persons an agent, four pairs of replicates, differences with",
        "95 % intervals over the pairs. Workers in Zhejiang are those at the end of 2025; worker-months are summed over the four years.", "",
        "| package | million CNY a year | workers in Zhejiang | formerly poor in Zhejiang | worker-months in Zhejiang | in posts of their county |",
        "|---|---|---|---|---|---|"]
    lines += [f"| [{c['name']}](../scenarios/packages/{c['name']}.yaml) | {c['cost'] / 1e6:,.0f} | {c['stock']} | {c['poor']} | {c['months']} | {c['local']} |"
              for c in costs]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chuanzhe", help="the program; default: the one built in this tree")
    parser.add_argument("--check", action="store_true", help="fail when the page is stale")
    words = parser.parse_args()
    text = page(find_program(words.chuanzhe))
    if not words.check:
        PAGE.write_text(text, encoding="utf-8")
        return
    if PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/programme.md is stale: run scripts/make_programme.py")


if __name__ == "__main__":
    cz.run_script(main)
