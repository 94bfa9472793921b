"""Data of the report's charts, as scripts/report/charts.js draws them."""
import math

import numpy as np

import chuanzhe_results as cz
from plot_flows import prefecture_matrix
from report_tables import number

MOST_FLOWS = 40


def _plain(values):
    return [None if math.isnan(value) else float(value) for value in values]


def _line(name, values):
    mean, half = cz.mean_and_band(values)
    line = {"name": name, "mean": _plain(mean)}
    if half is not None:
        line |= {"low": _plain(mean - half), "high": _plain(mean + half)}
    return line


def _common(results):
    """Months and replicates that all results have."""
    return min(len(result.time) for result in results), min(result.replicates for result in results)


def _months(result, count):
    return [str(moment)[:7] for moment in result.time[:count]]


def stock(results, names, begins):
    months, pairs = _common(results)
    lines = [_line(name, result.in_zhejiang()[:pairs, :months])
             for name, result in zip(names, results)]
    return {"id": "stock", "kind": "band", "title": "Workers in Zhejiang",
            "y": "persons", "x": _months(results[0], months), "shift": 0,
            "series": lines, "mark": {"x": begins, "text": "policy begins"}, "fromZero": False,
            "alt": "Lines of the workers in Zhejiang by month, one a scenario, with bands "
                   "of their intervals"}


def difference(results, names, begins):
    """Policy minus base, pair by pair."""
    months, pairs = _common(results)
    base = results[0].in_zhejiang()[:pairs, :months]
    lines = [_line(f"{name} minus {names[0]}", result.in_zhejiang()[:pairs, :months] - base)
             for name, result in zip(names[1:], results[1:])]
    return {"id": "difference", "kind": "band", "title": "Additional workers in Zhejiang",
            "y": "persons", "shift": 1,
            "x": _months(results[0], months), "series": lines,
            "mark": {"x": begins, "text": "policy begins"}, "fromZero": True,
            "alt": "Lines of the difference of each policy to the base by month, with bands "
                   "of the paired interval"}


def festival(table, names, base_name):
    """Shares of the staff that stayed over each festival, with and without the policy."""
    rows = [row for row in table.rows if row["figure"].startswith("stayed over the festival")]
    years = sorted({row["figure"].split()[-1] for row in rows})
    if not years:
        return None
    by = {(row["policy"], row["figure"].split()[-1]): row for row in rows}
    first = names[0]
    stayed = [number(by[first, year]["base"]) if (first, year) in by else math.nan
              for year in years]
    series = [{"name": base_name, "value": _plain(stayed)}]
    for name in names:
        cells = [by.get((name, year), {}) for year in years]
        told = [number(c.get("with policy")) for c in cells]
        shift = [number(c.get("base")) for c in cells]
        series.append({"name": name, "value": _plain(told),
                       "low": _plain([b + number(c.get("low")) for b, c in zip(shift, cells)]),
                       "high": _plain([b + number(c.get("high")) for b, c in zip(shift, cells)])})
    return {"id": "festival", "kind": "bars",
            "title": "Stayed in Zhejiang over the Spring Festival", "y": "% of staff",
            "categories": years,
            "series": series, "lying": False,
            "alt": "Bars of the share of staff that stayed over each Spring Festival, without "
                   "and with the policy"}


def flows(results, names):
    """The largest streams of the base in the last month all have, and what the first policy makes
    of them."""
    months, _ = _common(results)
    base, policy = results[0], results[1]
    origins, matrix, centres = prefecture_matrix(base, months - 1)
    other_names, other, _ = prefecture_matrix(policy, months - 1)
    other = other[[other_names.index(name) for name in origins]]
    cities = base.labels("city_name")
    lon, lat = base.numbers("city_longitude"), base.numbers("city_latitude")
    order = np.argsort(-matrix, axis=None)[:MOST_FLOWS]
    links = [{"origin": origins[p], "city": cities[c], "from": [float(v) for v in centres[p]],
              "to": [float(lon[c]), float(lat[c])],
              "base": float(matrix[p, c]), "policy": float(other[p, c])}
             for p, c in zip(*np.unravel_index(order, matrix.shape))]
    nodes = [{"name": name, "lon": float(x), "lat": float(y), "workers": float(sum_)}
             for name, (x, y), sum_ in zip(origins, centres, matrix.sum(axis=1))]
    ends = [{"name": name, "lon": float(x), "lat": float(y), "workers": float(sum_)}
            for name, x, y, sum_ in zip(cities, lon, lat, matrix.sum(axis=0))]
    return {"id": "flows", "kind": "flows", "links": links, "origins": nodes,
            "cities": ends, "base": names[0], "policy": names[1],
            "largest": max(node["workers"] for node in nodes + ends),
            "month": str(base.time[months - 1])[:7],
            "alt": "Map of the largest streams of workers from prefectures of Sichuan to "
                   "cities of Zhejiang"}


def winners(table, policy):
    """Change of income and of transfers by kind of worker, for one policy."""
    kinds = ("all", "poverty", "sex", "age", "schooling", "income fifth", "prefecture")
    rows = [row for row in table.where(policy=policy) if row["by"] in kinds]
    if not rows:
        return None
    words = {"all": "everybody", "poverty": "", "sex": "", "age": "aged ",
             "schooling": "schooling ", "income fifth": "income fifth ",
             "prefecture": ""}
    series = [{"name": name, "value": _plain([number(row[key]) for row in rows]),
               "low": _plain([number(row[key + ", low"]) for row in rows]),
               "high": _plain([number(row[key + ", high"]) for row in rows])}
              for name, key in (("income from work", "income"),
                                ("transfers from policies", "transfers"))]
    return {"id": "winners", "kind": "bars", "lying": True, "y": "CNY a person and month",
            "categories": [f"{words[row['by']]}{row['workers']}".replace("_", " ")
                           .replace("everybodyall", "everybody") for row in rows],
            "series": series,
            "alt": "Bars of the change of income and transfers by kind of worker, with intervals"}
