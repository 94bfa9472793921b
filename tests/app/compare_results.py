#!/usr/bin/env python3
"""`compare`, `verify` and `attribute` on small runs.

compare_results.py CHUANZHE SCENARIOS_FOLDER
"""
import csv
import pathlib
import shutil
import sys
import tempfile

import h5py
import numpy
import xarray

from bench import Bench, need

SMALL = ["--set", "run.persons_per_agent=200", "--set", "run.start=2021-10", "--set",
         "run.end=2022-06", "--set", "run.burn_in=2"]


class Comparisons(Bench):
    """With runs that are compared."""

    def run(self, scenario, name, *more, replicates=3):
        self.good("run", self.scenarios / scenario, *SMALL, "--replicates", replicates, *more, "-o",
                  self.folder / name)
        return self.folder / name

    def table(self, name):
        with open(self.folder / "tables" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


def stock(path):
    """Workers in Zhejiang in the last month, by replicate."""
    with h5py.File(path) as file:
        return file["zhejiang_by_group"][:, -1].sum(axis=(1, 2)).astype(float)


def check_headlines(bench, base, policy):
    text = bench.good("compare", base, policy, "--csv", "tables", "--by", "city", "in_post",
                      "--by", "county", "remittances", "--measure", "hires[city=Ningbo]@2022-02")
    need("policies.rent: added" in text, "the heading says what differs")
    need("policies from 2022-01" in text, "the heading says when")
    need("from a sample, displaced is a lower bound: who took the post is seldom observed" in text,
         "of a sample: " + text)
    need("workers observed are not shown; a larger output.trajectory_share shows more" in text,
         "few are hidden: " + text)
    difference = stock(policy) - stock(base)
    row = next(r for r in bench.table("headlines") if r["figure"] == "workers in Zhejiang, 2022-06")
    half = 4.302653 * difference.std(ddof=1) / numpy.sqrt(len(difference))  # t of 3 pairs
    need(abs(float(row["difference"]) - difference.mean()) < 1e-6, f"the mean difference: {row}")
    need(abs(float(row["high"]) - difference.mean() - half) < 1e-3, f"Student's interval: {row}")
    need("cost_per_worker_month" in {p.stem for p in (bench.folder / "tables").iterdir()}, "costs")


def check_breakdown(bench, base, policy):
    with h5py.File(base) as one, h5py.File(policy) as other:
        cities = [name.decode() for name in one["city_name"][...]]
        change = (other["in_post"][:, -1].sum(axis=(1, 3)).mean(axis=0)
                  - one["in_post"][:, -1].sum(axis=(1, 3)).mean(axis=0))
    rows = {row["city"]: row for row in bench.table("in_post_by_city")}
    for city, expected in zip(cities, change):
        need(abs(float(rows[city]["difference"]) - expected) < 1e-6, f"in_post of {city}")
    hidden = [row for row in bench.table("remittances_by_county") if row["base"] == "under 30"]
    shown = [row for row in bench.table("remittances_by_county") if row["base"] != "under 30"]
    need(hidden and shown, "cells with few persons are hidden, others shown")
    need(all(row["difference"] == "" for row in hidden), "nothing of a hidden cell is shown")


def check_spending(bench, policy):
    with h5py.File(policy) as file:
        paid = file["debits"][...].sum(axis=(1, 2, 3)).mean() / 100
    rows = bench.table("spending")
    total = next(row for row in rows if row["policy"] == "all")
    need(abs(float(total["paid"]) - paid) < 0.01, f"spending is what accounts paid: {total}")
    need({row["payer"] for row in rows} == {"zj_prov", "all"}, f"payers: {rows}")


def check_lives(bench, base, policy):
    """Lives of everybody: what the tables say against the stored lives themselves."""
    all_lives = ["--set", "output.trajectory_share=1", "--set", "output.life_hash=true"]
    whole = [bench.run(scenario, name, *all_lives) for scenario, name in
             (("baseline.yaml", "all_base.h5"), ("rent_subsidy.yaml", "all_rent.h5"))]
    bench.good("compare", *whole, "--csv", "tables", "--overwrite", "-o", "tables.h5")
    rows = {row["figure"]: row for row in bench.table("coherence")}
    with h5py.File(whole[0]) as one, h5py.File(whole[1]) as other:
        same = (one["life_hash"][...] == other["life_hash"][...]).mean() * 100
        recipients = []
        for replicate in range(3):
            months = other["payment_count"][replicate]
            begin = int(other["payment_count"][:replicate].sum())
            workers = set()
            for count in months:
                workers |= set(numpy.cumsum(other["payment_worker_step"][begin:begin + count]))
                begin += int(count)
            recipients.append(len(workers))
    need(abs(float(rows["lives unchanged"]["mean"]) - same) < 1e-9, f"{same} % unchanged: {rows}")
    need(rows["lives unchanged"]["unit"] == "% of all", "hashes tell of all")
    need(float(rows["parted by an offer of the policy"]["mean"]) > 0, "the policy parts lives")
    row = bench.table("deadweight")[0]
    need(abs(float(row["recipients observed"]) - numpy.mean(recipients)) < 1e-6,
         f"recipients: {row}")
    need(50 < float(row["of money [%]"]) < 100, f"most rent is paid to who is there anyway: {row}")
    rows = {row["figure"].strip(): row for row in bench.table("displacement")}
    need(float(rows["of them displaced"]["mean"])
         <= float(rows["of them by workers a policy reaches"]["mean"]), f"displacement: {rows}")
    kinds = bench.table("winners_and_losers")
    total = next(row for row in kinds if row["by"] == "all")
    sexes = [row for row in kinds if row["by"] == "sex"]
    need(abs(sum(float(row["observed"]) for row in sexes) - float(total["observed"])) < 1e-6,
         "sexes")
    need(float(total["transfers"]) > 0 and float(total["winners [%]"]) > 0, f"who is paid: {total}")
    check_table_file(bench)
    none = bench.run("rent_subsidy.yaml", "none.h5", "--set", "output.trajectory_share=0")
    text = bench.good("compare", base, none)
    need("none.h5 keeps no lives" in text, "the tables say why lives are missing: " + text)
    text = bench.good("compare", base, whole[1])
    need("keep different lives" in text, "lives of other samples are not compared: " + text)


def check_table_file(bench):
    with h5py.File(bench.folder / "tables.h5") as file:
        need(file.attrs["pairs"] in ("3", b"3"), "the file says how many pairs it is of")
        for name in ("headlines", "winners_and_losers"):
            group, rows = file[name], bench.table(name)
            need(len(group["row"]) == len(rows), f"{name} has all rows")
        told = file["headlines/difference"][...]
        need(file["headlines/difference_percent"].attrs["units"] in ("%", b"%"), "units")
        need(numpy.allclose(told, [float(row["difference"]) for row in bench.table("headlines")]),
             "numbers are those of the CSV")
    with xarray.open_dataset(bench.folder / "tables.h5", group="headlines",
                             engine="h5netcdf") as table:
        need(table["difference"].dims == ("row",), "xarray opens a table")
    bench.bad("exists already", "compare", bench.folder / "all_base.h5",
              bench.folder / "all_rent.h5",
              "-o", "tables.h5")


def check_zero(bench, base):
    zero = bench.run("rent_subsidy.yaml", "zero.h5", "--set", "policies.rent.amount=0")
    text = bench.good("compare", base, zero, "--csv", "tables", "--overwrite")
    need("no policy paid anything" in text and "no policy paid an observed worker" in text,
         "nothing is spent: " + text)
    for row in bench.table("headlines"):
        need(float(row["difference"]) == 0 and float(row["high"]) == 0,
             f"zero changes nothing: {row}")
    need(all(row["cost each"] == "not identified" for row in bench.table("cost_per_worker_month")),
         "the cost of no effect is not identified")


def check_alignment(bench, base, policy):
    few = bench.run("rent_subsidy.yaml", "few.h5", replicates=2)
    for files in ((base, few), (few, base)):
        text = bench.good("compare", *files)
        need("replicates; only the first 2, which all have, are compared" in text
             and "2 pairs" in text, "replicates are aligned")
    short = bench.run("baseline.yaml", "short.h5", "--set", "run.end=2022-04", "--set",
                      "run.spare_months=2")
    text = bench.good("compare", base, short, "--csv", "tables", "--overwrite")
    need("; only the months to 2022-04, which all have, are compared" in text, "months are aligned")
    for row in bench.table("headlines"):
        need(float(row["difference"]) == 0, f"the months of a shorter run are the same: {row}")
    other = bench.run("rent_subsidy.yaml", "other.h5", "--set", "run.end=2022-04", replicates=1)
    bench.bad("(the young who come of age later are among the people, so these are other people)",
              "compare", base, other)
    early = bench.run("baseline.yaml", "early.h5", "--set", "run.end=2021-12",
                      "--set", "run.spare_months=6", replicates=1)
    bench.bad("its policies begin in 2022-01 (the months that all runs have end in 2021-12) "
              "run longer", "compare", early,
              policy)
    text = bench.good("compare", base, policy, few, "--interval", "bootstrap", "--level", "90")
    need("rent_subsidy (1)" in text and "90 % interval (bootstrap" in text, "several policies")


def check_refusals(bench, base, policy):
    other = bench.run("rent_subsidy.yaml", "seed.h5", "--seed", "5", replicates=1)
    bench.bad("has seed 5", "compare", base, other)
    bench.bad("a comparison needs the result of a base and of at least one policy; name the "
              "base first", "compare", base)
    bench.bad("did you mean 'in_post'", "compare", base, policy, "--by", "city", "in_pots")
    bench.bad("there is no variable 'nothing_like_it'; see docs/file-format.md",
              "compare", base, policy, "--by", "city",
              "nothing_like_it")
    bench.bad("is not AXIS VARIABLE with an axis of county, city, sector or group",
              "compare", base, policy, "--by", "town", "in_post")
    bench.bad("did you mean 'stock_zj'", "compare", base, policy, "--measure", "stock_zh")
    bench.bad("no positive number after '<='", "compare", base, policy,
              "--until", "half_width(stock_zj) <= x")
    bench.bad("is used by --until only; leave it out", "compare", base, policy, "--limit", "5")
    bench.bad("--data is used by --until and --over only; leave it out",
              "compare", base, policy, "--data", "tables")
    bench.bad("is not a number from", "compare", base, policy, "--level", "many")
    bench.bad("is no kind of interval", "compare", base, policy, "--interval", "normal")
    cut = bench.folder / "cut.h5"
    cut.write_bytes(policy.read_bytes()[:5000])
    bench.bad("cut.h5: cannot be read as a result", "compare", base, cut)
    bench.bad("exists already", "compare", base, policy, "--csv", "tables")


def check_until(bench, base, policy):
    data = ["--data", bench.scenarios / "data"]
    text = bench.good("compare", base, policy, "--until", "half_width(stock_zj) <= 0.001",
                      "--limit",
                      5, "--csv", "tables", "--overwrite", *data)
    need("5 pairs" in text and "not narrow enough" in text, "the limit ends the search: " + text)
    need("note: lives, and what is made of them, are of the replicates in the files" in text,
         "lives are not added")
    more = [bench.run(scenario, name, replicates=5) for scenario, name in
            (("baseline.yaml", "base5.h5"), ("rent_subsidy.yaml", "rent5.h5"))]
    until = bench.table("headlines")
    bench.good("compare", *more, "--csv", "tables", "--overwrite")
    need(until == bench.table("headlines"), "replicates added in memory are those of longer runs")
    text = bench.good("compare", base, policy, "--until", "half_width(stock_zj) <= 1e9")
    need("3 pairs" in text and "without pairing" in text, "enough pairs need no run: " + text)


def check_verify(bench, policy):
    data = ["--data", bench.scenarios / "data"]
    need("the same in all 27 months" in bench.good("verify", policy, *data), "a result verifies")
    damaged = bench.folder / "damaged.h5"
    shutil.copy(policy, damaged)
    with h5py.File(damaged, "r+") as file:
        value = int(file["hires"][1, 4, 0, 0])
        file["hires"][1, 4, 0, 0] = value + 200
    bench.bad("replicate 1, 2022-02: hires of Hangzhou, ", "verify", damaged, *data, status=1)
    bench.bad(f"is {value + 200} in the file, {value} when run again", "verify", damaged, *data,
              status=1)
    shutil.copy(policy, damaged)
    with h5py.File(damaged, "r+") as file:
        file["kind_sector"][0] = 1 if file["kind_sector"][0] != 1 else 0
    bench.bad("(worker, type, from, to, status, sector) is", "verify", damaged, *data, status=1)
    empty = bench.folder / "other_data"
    shutil.copytree(bench.scenarios / "data", empty)
    with open(empty / "cities.csv", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    bench.bad("(it cannot be run again from these) name its data with --data",
              "verify", policy, "--data", empty)


def check_attribute(bench):
    package = bench.folder / "package.yaml"
    package.write_text(f"""extends: {bench.scenarios}/baseline.yaml
name: package
question: What does each policy of the package do?
data: {{folder: {bench.scenarios}/data}}
policies:
  - {{id: rent, lever: rent_subsidy, from: 2022-01, amount: 300, payer: zj_prov}}
  - {{id: nothing, lever: transport_subsidy, from: 2022-02, amount: 0, payer: zj_prov}}
  - {{id: stay, lever: stay_bonus, from: 2022-01, gov: 500, payer: zj_city}}
""", encoding="utf-8")
    text = bench.good("attribute", package, *SMALL, "--replicates", 2, "--csv", "tables",
                      "--overwrite")
    need("all 8 sets of policies were run" in text, "three policies are attributed exactly")
    rows = bench.table("shares")
    for figure in {row["figure"] for row in rows}:
        share = {r["policy"]: float(r["share"]) for r in rows if r["figure"] == figure}
        need(share["nothing"] == 0, f"a policy of zero has no share: {share}")
        need(abs(share["rent"] + share["stay"] - share["whole package"]) < 1e-6, f"sum: {share}")
    whole = bench.folder / "package.h5"
    bench.good("run", package, *SMALL, "--replicates", 2, "-o", whole)
    alone = bench.run("baseline.yaml", "alone.h5", replicates=2)
    change = (stock(whole) - stock(alone)).mean()
    told = next(float(r["share"]) for r in rows
                if r["figure"].startswith("stock_zj") and r["policy"] == "whole package")
    need(abs(change - told) < 1e-6, f"the package does what its run does: {change} {told}")
    bench.bad("has 0 policies", "attribute", bench.scenarios / "baseline.yaml")


def main():
    program, scenarios = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        bench = Comparisons(program, scenarios, pathlib.Path(folder))
        base = bench.run("baseline.yaml", "base.h5")
        policy = bench.run("rent_subsidy.yaml", "rent.h5")
        check_headlines(bench, base, policy)
        check_breakdown(bench, base, policy)
        check_spending(bench, policy)
        check_verify(bench, policy)
        check_alignment(bench, base, policy)
        check_refusals(bench, base, policy)
        check_lives(bench, base, policy)
        check_zero(bench, base)
        check_until(bench, base, policy)
        if "attribute" in bench.good("--help"):
            check_attribute(bench)


if __name__ == "__main__":
    main()
