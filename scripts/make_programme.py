#!/usr/bin/python3
"""Writes docs/programme.md: every official figure beside the run of programme_2021, and the
packages beside each other.

`make_programme.py [--chuanzhe PROGRAM]` runs the scenarios and writes the page; with --check it
fails when the page is not what the program gives now.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import yaml

import chuanzhe_results as cz
from report_tables import compare, find_program

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "programme.md"
PACKAGES = ["stay_in_zhejiang", "come_to_zhejiang", "jobs_at_home"]
PROGRAMME_RUN = ["run.persons_per_agent=20"]
PACKAGE_RUN = ["run.persons_per_agent=100", "run.replicates=4"]
YEARS = 4  # 2022 to 2025, in which the packages act
PACKAGE_COST, PACKAGE_TOLERANCE = 200e6, 0.02  # CNY a year
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


class Inputs:
    """What programme_2021 gives its policies, defaults resolved."""

    def __init__(self, program):
        done = subprocess.run([program, "check", "--resolved",
                               ROOT / "scenarios" / "programme_2021.yaml"],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise cz.NotAResult(done.stderr.strip())
        self.policies = yaml.safe_load(done.stdout)["policies"]

    def of_lever(self, lever, field):
        """The values of a field, by policy with that lever."""
        found = [policy[field] for policy in self.policies if policy["lever"] == lever]
        return [value["value"] if isinstance(value, dict) else value for value in found]

    def total(self, lever, field):
        return sum(self.of_lever(lever, field))


class Programme:
    """Figures of the run of programme_2021, first replicate."""

    def __init__(self, path):
        self.run = cz.Result(path)
        self.year = self.run.time.astype("datetime64[Y]").astype(int) + 1970
        self.policies = self.run.labels("policy")

    def december(self, values, year=2021):
        return values[0][self.year == year][-1]

    def rise(self, values):
        """From the end of 2020 to that of 2021."""
        return self.december(values) - self.december(values, 2020)

    def of(self, variable, policies):
        """[month] of a variable by policy, over the named policies."""
        columns = [self.policies.index(name) for name in policies]
        return self.run.get(variable, ("policy",))[..., columns].sum(axis=-1)

    def recipients(self, lever):
        """Payments of 2021 to workers [persons]."""
        levers = self.run.labels("policy_lever")
        policies = [name for name, its in zip(self.policies, levers) if its == lever]
        return self.of("recipients", policies)[0][self.year == 2021].sum()

    def stayed(self):
        outcomes = self.run.labels("outcome")
        share = self.run.get("festival", ("outcome",))[0][self.year == 2021].sum(axis=0)
        stayed = share[outcomes.index("stayed")]
        return 100 * stayed / (stayed + share[outcomes.index("went")])


def persons(value):
    return f"{value:,.0f}"


def figure_rows(p, given):
    """id, official figure, use, what the run gives, remark."""
    in_zhejiang = p.run.in_zhejiang()
    stock, came = p.december(in_zhejiang), p.rise(in_zhejiang)
    poor_workers = p.run.get("poor_in_zhejiang")
    poor, poor_came = p.december(poor_workers), p.rise(poor_workers)
    caring_posts, caring = (p.december(p.of("policy_posts", ["caring"])),
                            p.december(p.of("policy_posts_filled", ["caring"])))
    caring_poor = p.december(p.of("policy_posts_poor", ["caring"]))
    park_posts = p.december(p.of("policy_posts", ["parks"]))
    parks, park_poor = (p.december(p.of("policy_posts_filled", ["parks"])),
                        p.december(p.of("policy_posts_poor", ["parks"])))
    posts = p.december(p.run.get("posts"))
    fairs, stops = (given.of_lever("recruitment_fairs", "fairs"),
                    sum(map(len, given.of_lever("caravan", "route"))))
    seats, trades = given.of_lever("training", "seats"), given.of_lever("training", "trade")
    poor_share = given.of_lever("parks", "poor_share")[0]
    return [
        ("S1", "workers from other provinces in Zhejiang: 23.04 million, +1.45 million (+6.7 %) "
         "in 2021", "check, of the rise alone",
         f"{persons(stock)}, {came:+,.0f} ({100 * came / (stock - came):+.1f} %)",
         "Sichuan's alone: workers of other provinces are no more than seekers of the same "
         "posts; part of the rise is the programme's start; the baseline grows less (O1 in "
         "[validation.md](validation.md))"),
        ("S2", "lifted out of poverty in Zhejiang: 2.25 million, more than in 2020",
         "check, of the rise alone",
         f"{persons(poor)}, {poor_came:+,.0f}", "Sichuan's alone, as S1; the report gives "
         "no size of the rise"),
        ("S3", "Sichuan workers in Zhejiang: 1,774,000",
         "target (T1), fitted without the programme", persons(stock),
         "end of 2021; the programme adds to what the baseline was fitted to"),
        ("S4", "of them lifted out of poverty: 160,000",
         "target (T2), fitted without the programme", persons(poor), "end of 2021"),
        ("S5", "stayed over the last Spring Festival: 57 %", "target (T8)",
         f"{p.stayed():.1f} %", "festival of 2021"),
        ("S6", "labour agreements signed: 463", "input",
         persons(given.total("labour_agreements", "signed")),
         "`agreements.signed`; it costs, and raises attention between twinned places; those "
         "of all provinces are counted"),
        ("S7", "labour workstations: 195", "input",
         persons(given.total("workstations", "stations")),
         "`workstations.stations`, all at work for Sichuan's twinned counties"),
        ("S8", "recruitment events: over 4,100", "input", persons(sum(fairs) + stops),
         f"fairs of {' and '.join(persons(n) for n in fairs)} and {stops} stops of the caravan; "
         "the split is assumed"),
        ("S8", "2.8 million posts at them", "check, of the size alone", persons(posts),
         "all posts open to Sichuan's workers, filled or not, end of 2021; the 2.8 million "
         "are for all provinces, and a post counts at every event that shows it"),
        ("S9", "caring jobs: 75,000 posts, pay above 4,500 CNY", "input",
         f"{persons(caring_posts)} posts, {persons(caring)} filled",
         "end of 2021; `caring.posts`, `wage_floor` "
         f"{persons(given.of_lever('caring_jobs', 'wage_floor')[0])}"),
        ("S9", "nearly 10,000 lifted out of poverty in them", "check", persons(caring_poor),
         f"end of 2021; too few: {100 * caring_poor / caring:.1f} % of who is in these posts, "
         f"and {100 * poor / stock:.1f} % of all workers in Zhejiang, as "
         f"{persons(caring_posts - caring)} posts are open and to be taken first decides "
         "little while posts are left for everybody"),
        ("S10", "71,000 rural workers trained", "input; who took part a check",
         persons(p.recipients("training")),
         f"`seats`, {persons(sum(seats))} in {len(seats)} policies; who took part in 2021"),
        ("S10", "1,158 courses", "input, within the seats", "-",
         f"courses are not told apart: {sum(seats) / 1158:.0f} seats a course"),
        ("S11", "trades: five", "input", str(len(set(trades))),
         "one policy a trade, in the twinned counties"),
        ("S12", "technical schools: 3,681 enrolled from twinned areas",
         "input; who enrolled a check",
         persons(p.recipients("technical_school")),
         "stipends paid in 2021; no one had begun before"),
        ("S13", "565 firms guided, 60 parks, 255 firms", "input, within the posts of S14", "-",
         "firms and parks are not told apart; their posts are those of S14"),
        ("S14", "40,000 local posts", "input", persons(park_posts),
         "end of 2021, after a ramp of 12 months"),
        ("S14", "18,723 rural workers hired", "check", persons(parks),
         f"in these posts at the end of 2021; too many: {100 * parks / park_posts:.0f} % "
         "of the posts against 47 %, as other posts of the county are nearly full, everybody "
         "there knows of the new ones and nobody is turned away while one is open"),
        ("S14", "5,136 lifted out of poverty hired", "input as a share; their number a check",
         persons(park_poor),
         f"`poor_share` {poor_share:.2f} is 5,136 of 18,723; the number is too high because "
         "this share is kept of the posts "
         f"({persons(poor_share * park_posts)}), not of who is hired, and those are filled "
         f"first: {100 * park_poor / parks:.0f} % of who is in post"),
        ("S15", "farm-chain projects: 10", "input", persons(given.total("farm_chain", "projects")),
         f"{given.of_lever('farm_chain', 'posts_per_project')[0]} posts a project are assumed"),
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
    row = {"name": name, "cost": spent / YEARS,
           "local": paired(local_workers(result) - local_workers(cz.Result(base)))}
    for key, figure in (("stock", "workers in Zhejiang, 2025-12"),
                        ("poor", "formerly poor among them, 2025-12"),
                        ("months", "worker-months over 4 years")):
        found = tables["headlines"].where(policy=name, figure=figure)[0]
        row[key] = (f"{float(found['difference']):+,.0f} [{float(found['low']):,.0f}, "
                    f"{float(found['high']):,.0f}]")
    return row


def page(program):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        programme = Programme(run(program, "programme_2021", PROGRAMME_RUN, folder))
        rows = figure_rows(programme, Inputs(program))
        files = [run(program, "baseline", PACKAGE_RUN, folder)]
        files += [run(program, "packages/" + name, PACKAGE_RUN, folder) for name in PACKAGES]
        tables = compare(program, files)[0]
        costs = [cost_row(name, path, files[0], tables) for name, path in zip(PACKAGES, files[1:])]
    for cost in costs:
        if abs(cost["cost"] / PACKAGE_COST - 1) > PACKAGE_TOLERANCE:
            raise cz.NotAResult(f"package {cost['name']} costs {cost['cost'] / 1e6:,.1f} "
                                f"million CNY a year, not {PACKAGE_COST / 1e6:,.0f}")
    lines = [
        "# The programme and its official figures", "",
        "Made by `scripts/make_programme.py` from runs of the shipped scenarios; a test fails "
        "when it is stale.", "",
        "## Every official figure beside the run", "",
        "`scenarios/programme_2021.yaml` at 20 persons an agent, first replicate. Figures "
        "S1 to S15: Zhejiang labour cooperation",
        "report, 2022-06-24, for all provinces unless it says Sichuan. *Input*: the scenario "
        "is given it. *Target*: the constants were",
        "fitted to it. *Check*: neither; the run must stand beside it, and the last column "
        "says why where it does not.", "",
        "| | official figure | use | in the run | |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    lines += [
        "", "## Three packages of equal yearly cost", "",
        "`scenarios/packages/`, 2022 to 2025, against the baseline: 100 persons an agent, "
        "four pairs of replicates, differences with",
        "95 % intervals over the pairs. Workers in Zhejiang are those at the end of 2025; "
        "worker-months are summed over the four years.",
        "Costs are of all payers, the mean of the four years and replicates; each is within "
        f"{100 * PACKAGE_TOLERANCE:.0f} % of 200 million, or this page is not made.", "",
        "| package | million CNY a year | workers in Zhejiang | formerly poor in Zhejiang "
        "| worker-months in Zhejiang | in posts of their county |",
        "|---|---|---|---|---|---|"]
    lines += [f"| [{c['name']}](../scenarios/packages/{c['name']}.yaml) | {c['cost'] / 1e6:,.0f} "
              f"| {c['stock']} | {c['poor']} | {c['months']} | {c['local']} |"
              for c in costs]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
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
