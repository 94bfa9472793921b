"""What no constant was fitted to: checks O1 to O8 of docs/validation.md."""
import numpy as np

import chuanzhe_results as cz
from validation_runs import of_month, table, years


def went(result, city, year):
    outcomes, cities = result.labels("outcome"), result.labels("city_name")
    festival = result.get("festival", ("city", "outcome"))[:, years(result) == year]
    return festival[:, :, cities.index(city), :].sum(axis=1).mean(axis=0)[outcomes.index("went")]


def stay_share(result, city, year):
    outcomes, cities = result.labels("outcome"), result.labels("city_name")
    festivals = result.get("festival", ("city", "outcome"))[:, years(result) == year]
    counts = festivals.sum(axis=(0, 1))[cities.index(city)]
    stayed, went = counts[outcomes.index("stayed")], counts[outcomes.index("went")]
    return 100 * stayed / (stayed + went)


def verdict(good):
    return "agrees" if good else "**fails**"


def stock_check(result):
    stock = [of_month(result, result.in_zhejiang(), month)
             for month in ("2020-12", "2021-12", "2022-10")]
    changes = [100 * (stock[1] / stock[0] - 1), 100 * (stock[2] / stock[1] - 1)]
    return ("O1", "workers from other provinces in Zhejiang: 21.6, 23.04, more than 22 million "
            "at the ends of 2020, 2021 and in autumn 2022: up, then down",
            f"{changes[0]:+.1f} %, then {changes[1]:+.1f} %", verdict(changes[0] > 0 > changes[1]),
            "the baseline has no growth of posts beside pay and no lockdowns, so that it "
            "cannot follow")


def ningbo_check(result):
    before, closed, after = (went(result, "Ningbo", year) for year in (2019, 2021, 2022))
    return ("O2", "departures from Ningbo before the festival of 2022: about those of 2019, "
            "2.5 times those of 2021",
            f"{after / before:.2f} and {after / closed:.2f} times",
            verdict(0.8 < after / before < 1.2 and 2 < after / closed < 3),
            "the restriction of 2022 is assumed to be 0.4 of that of 2021")


def yiwu_check(result):
    share = stay_share(result, "Jinhua", 2021)
    return ("O4", "Yiwu, a city of Jinhua, January 2021: 47.4 to 47.8 % intended to stay",
            f"{share:.1f} % of Jinhua's staff stayed",
            verdict(abs(share - 47.6) < 5), "an intention of late January, before the last "
            "measures; fitted to 57 % for the province")


def shortage_check(runs, result):
    cities, month = (result.labels("city_name"),
                     result.time.astype("datetime64[M]").astype(int) % 12 + 1)
    vacancies, posts = (result.get(name, ("city",)).mean(axis=0) for name in ("vacancies", "posts"))
    normal = np.isin(years(result), (2019, 2023, 2024, 2025))
    share = [(vacancies[normal & (month == m)] / posts[normal & (month == m)]).mean(axis=0)
             for m in (11, 3)]
    short = int((share[1] > share[0]).sum())
    rent = cz.Result(runs.result("rent_subsidy", ["run.persons_per_agent=100", "run.replicates=4"]))
    base = cz.Result(runs.result("baseline", ["run.persons_per_agent=100", "run.replicates=4"]))
    stock, more = (base.in_zhejiang(("city",)).mean(axis=0)[-1],
                   rent.in_zhejiang(("city",)).mean(axis=0)[-1])
    outcomes = base.labels("outcome")
    festivals = base.get("festival", ("city", "outcome"))
    festival = festivals[:, np.isin(years(base), (2023, 2024, 2025))].sum(axis=(0, 1))
    lost = festival[:, outcomes.index("not_back")] / festival[:, outcomes.index("staff")]
    correlation = np.corrcoef(lost, more / stock)[0, 1]
    return ("O5", "cities that lose workers over the festival are short of labour after it, "
            "and policies draw less where more leave (differences in differences, 2020)",
            f"vacancies per post are higher in March than in November in {short} of {len(cities)} "
            "cities; correlation over cities of the "
            f"share not back with the effect of the rent subsidy {correlation:+.2f}",
            verdict(short >= 9 and correlation < 0),
            "eleven cities: a correlation above 0.6 or below -0.6 is significant")


def package_check(runs):
    policy = ("{id: p, lever: poor_package, from: 2022-01, counties: [Cangxi], cities: [Taizhou], "
              "monthly: 2000, take_up: 0.05, payer: zj_city}")
    size = ["run.persons_per_agent=5", "run.end=2023-12", "run.replicates=2",
            "output.trajectory_share=0"]
    base, other = (cz.Result(runs.result("baseline", size, own)) for own in ("", policy))
    county, city = (base.labels("county_name").index("Cangxi County"),
                    base.labels("city_name").index("Taizhou"))
    stock = [r.get("poor_in_zhejiang", ("county", "city"))[:, -1, county, city].mean()
             for r in (base, other)]
    paid = other.get("recipients")[:, years(other) == 2023].sum(axis=1).mean() / 12
    return ("O6", "organised programmes stay small: about 80 workers of Cangxi in Sanmen "
            "(Taizhou) for 2,000 CNY a month",
            f"{paid:,.0f} paid in a month of 2023, {stock[1] - stock[0]:+,.0f} formerly poor "
            f"of Cangxi in Taizhou ({stock[0]:,.0f} without)",
            verdict(paid < 240), "take-up of 5 % is assumed to keep the reach small, so that "
            "this is hardly a test")


def repeat_check(result_path):
    """Share of who is in Zhejiang at the end and was seen in another city before."""
    here = [path for path in cz.places_seen(result_path) if path[-1] < 11]
    moved = sum(len({place for place in path if place != 254}) > 1 for path in here)
    share = 100 * moved / len(here)
    return ("O7", "53 % of migrants had lived in another city before (2015)",
            f"{share:.0f} % of {len(here):,} sampled workers in Zhejiang at the end of 2035 "
            "were seen in another city or elsewhere since 2019",
            verdict(40 <= share <= 66), "17 years are seen and places elsewhere are not told "
            "apart; a larger share says that the model's workers move too often")


def park_check(runs):
    size = ["run.persons_per_agent=100", "run.end=2023-12", "run.replicates=2",
            "output.trajectory_share=0"]
    base, parks = (cz.Result(runs.result(name, size)) for name in ("baseline", "templates/parks"))
    status = base.labels("status").index("local_job")
    local = [r.get("status_stock", ("county", "status"))[:, -12, :, status].mean(axis=0)
             for r in (base, parks)]
    gain = 100 * (local[1] / np.maximum(local[0], 1) - 1)
    return ("O8", "industrial transfer to inland cities draws at most 30 % more migrants "
            "in the next year",
            f"posts in parks raise local employment after a year by {gain.max():.0f} % in "
            "the county that gains most",
            verdict(gain.max() <= 30), "40,000 posts over 68 counties are few beside their "
            "7 million local posts")


def checks_part(runs):
    normal = cz.Result(runs.result("baseline", ["run.persons_per_agent=20",
                                                "run.replicates=2", "output.trajectory_share=0"]))
    lives = runs.result("baseline", ["run.end=2035-12", "run.persons_per_agent=100",
                                     "output.trajectory_share=0.2"])
    rows = [
        stock_check(normal), ningbo_check(normal),
        ("O3", "back by day 8: 23 %, by day 23 to 25: all (2021)", "the same", "no test",
         "the day of return is an input taken from this observation"),
        yiwu_check(normal), shortage_check(runs, normal), package_check(runs),
        repeat_check(lives), park_check(runs)]
    return table(["", "observed", "in the model", "", "note"], rows)
