#!/usr/bin/python3
"""Derives the model's tables in scenarios/data from the published figures in its source folder.

Run without arguments to write them; with --check to fail when a committed table differs, a row
names a source that docs/data.md does not list or its units are not those of docs/data.md. Every
rule and its reason stands there.
"""
import argparse
import csv
import io
import math
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "scenarios" / "data"

# Unit of every column that is a number or a day; the reader of the tables takes these texts only.
UNITS = {
    "cities.csv": "longitude latitude degree; "
                  "minimum_wage rent living_cost amenity CNY/month of 2021",
    "city_sector.csv": "share 1",
    "counties.csv": "longitude latitude degree; population_2020 registered_population_2020 "
                    "labour_force transferred formerly_poor persons; "
                    "working_age_share rural_share farming_share 1; poor_county 0 or 1; "
                    "y_home w_local CNY/month of 2021",
    "festivals.csv": "year YYYY; date YYYY-MM-DD",
    "pay_index.csv": "year YYYY; outgoing local 1 (pay of 2021)",
    "sectors.csv": "share separation same_post_return dorm_share 1; wage CNY/month of 2021; "
                   "early_leave_days days",
    "travel.csv": "fare CNY; hours h; distance km",
}
EVIDENCE = ["unit", "source", "grade"]  # last columns of every table

TRANSFERRED = 25_792_000  # rural workers transferred and at work, Sichuan, March 2021
LOCAL_POSTS = 7_000_000  # of them in their own county (assumed)
AT_HOME = 10_200_000  # at work on the farm or in the household (estimate)
FORMERLY_POOR = 2_750_000  # workers lifted out of poverty (estimate)
POOR_OUTSIDE = 0.10  # of them outside the 88 formerly poor counties (assumed)
LARGEST_SHARE = 0.92  # of a county's registered people aged 15-64 in its labour force (assumed)
MANUFACTURING = {"light": 0.45, "machinery": 0.35, "electronics": 0.20}  # assumed split
MANUFACTURING_SHARE = 0.55

# name, Chinese name, wage, separation, same-post return, dormitory share, days of early leave
SECTORS = [
    ("light", "轻工纺织服装鞋革", 5150, 1.00, 0.865, 0.60, 0),
    ("electronics", "电子", 5600, 1.20, 0.911, 0.75, 0),
    ("machinery", "机械金属", 5430, 0.85, 0.942, 0.50, 0),
    ("construction", "建筑业", 5610, 1.30, 0.800, 0.85, 10),
    ("logistics", "交通运输仓储和邮政业", 6270, 0.90, 0.900, 0.40, 0),
    ("hotel", "住宿和餐饮业", 4280, 1.25, 0.890, 0.70, 0),
    ("retail", "批发和零售业", 5150, 1.20, 0.954, 0.35, 0),
    ("care", "家政护理及其他服务业", 4650, 1.10, 0.930, 0.45, 0),
]
SECTOR_SHARES = {
    "light": MANUFACTURING_SHARE * 0.45, "electronics": MANUFACTURING_SHARE * 0.20,
    "machinery": MANUFACTURING_SHARE * 0.35, "construction": 0.1173, "logistics": 0.0426,
    "hotel": 0.0395, "retail": 0.0747, "care": 0.1759,
}
LIVING_COST = {"Hangzhou": 1250, "Ningbo": 1180, "Wenzhou": 1150, "Jinhua": 1100, "Quzhou": 980,
               "Lishui": 980}
LIVING_COST_ELSEWHERE = 1050
FESTIVALS = """2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22
2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11
2033-01-31 2034-02-19 2035-02-08""".split()
OUTGOING_PAY = {2019: 4427, 2020: 4549, 2021: 5013, 2022: 5240, 2023: 5441, 2024: 5634}
LOCAL_PAY = {2019: 3500, 2020: 3606, 2021: 3878, 2022: 4026, 2023: 4131, 2024: 4291}
GROWTH_BEFORE, GROWTH_AFTER = 0.060, 0.035  # a year, outside the observed years (assumed)


def read(name):
    """Rows of a source table as dictionaries."""
    lines = (DATA / "source" / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def largest_remainder(weights, total):
    """Whole numbers in proportion to weights that add up to total; ties go to the first."""
    scale = total / math.fsum(weights)
    shares = [weight * scale for weight in weights]
    parts = [math.floor(share) for share in shares]
    order = sorted(range(len(parts)), key=lambda i: parts[i] - shares[i])
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def distance_km(a, b):
    """Great-circle distance between two rows with longitude and latitude."""
    lon1, lat1, lon2, lat2 = (
        math.radians(float(x[k])) for x in (a, b) for k in ("longitude", "latitude"))
    h = (math.sin((lat2 - lat1) / 2) ** 2
         + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2)
    return 2 * 6371 * math.asin(math.sqrt(h))


def table(comments, header, rows):
    """Text of one table: comment lines, header, rows."""
    out = io.StringIO()
    for line in comments:
        out.write(f"# {line}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def cap(away, home, caps):
    """Keeps away + home within caps, giving the excess to the other counties in proportion."""
    for _ in range(100):
        away = [x * TRANSFERRED / math.fsum(away) for x in away]
        home = [x * AT_HOME / math.fsum(home) for x in home]
        shrink = [min(1.0, c / (a + h)) for a, h, c in zip(away, home, caps)]
        away = [a * s for a, s in zip(away, shrink)]
        home = [h * s for h, s in zip(home, shrink)]
    return away, home


def labour(counties):
    """Transferred, at home and formerly poor persons by county."""
    def number(row, key):
        return float(row[key])
    away = [number(c, "absent_registered_2020") * (1 - number(c, "urban_share")) for c in counties]
    rural = [number(c, "population_2020") * number(c, "working_age_share")
             * (1 - number(c, "urban_share")) for c in counties]
    local = [r * (1 - number(c, "farming_share")) for r, c in zip(rural, counties)]
    farm = [r * number(c, "farming_share") for r, c in zip(rural, counties)]
    # A county without rural residents still gets one person's weight, so that no count is empty.
    scale_away = (TRANSFERRED - LOCAL_POSTS) / math.fsum(away)
    scale_local = LOCAL_POSTS / math.fsum(local)
    caps = [LARGEST_SHARE * number(c, "registered_population_2020")
            * number(c, "working_age_share") for c in counties]
    away, farm = cap([a * scale_away + x * scale_local + 1 for a, x in zip(away, local)],
                     [f + 1 for f in farm], caps)
    transferred = largest_remainder(away, TRANSFERRED)
    home = largest_remainder(farm, AT_HOME)
    force = [t + h for t, h in zip(transferred, home)]
    poor_force = sum(f for f, c in zip(force, counties) if c["formerly_poor"] == "1")
    other_force = sum(force) - poor_force
    poor = largest_remainder(
        [f * ((1 - POOR_OUTSIDE) / poor_force if c["formerly_poor"] == "1"
              else POOR_OUTSIDE / other_force) for f, c in zip(force, counties)], FORMERLY_POOR)
    return transferred, force, poor


def counties_table(counties):
    transferred, force, poor = labour(counties)
    rows = []
    for c, t, f, p in zip(counties, transferred, force, poor):
        registered = float(c["registered_population_2020"])
        if f > registered * float(c["working_age_share"]):
            sys.exit(f"{c['name_en']}: labour force {f} above the registered working age")
        is_poor = c["formerly_poor"] == "1"
        rows.append([
            c["code"], c["name_zh"], c["name_en"], c["prefecture"], c["longitude"], c["latitude"],
            c["population_2020"], c["registered_population_2020"], c["working_age_share"],
            f"{1 - float(c['urban_share']):.4f}", c["farming_share"], f, t, p, int(is_poor),
            c["twin_city"], 1550 if is_poor else 1760, 3400 if is_poor else 3680,
            UNITS["counties.csv"], "census2020;hukou;labour;cooperation;assumed", "estimate"])
    return table(
        ["Sichuan county-level units. Units: degrees; persons; shares of residents (working age,",
         "rural) or of employment (farming); y_home and w_local in CNY a month of 2021.",
         "Written by scripts/make_data.py; sources and rules in docs/data.md."],
        "code name_zh name_en prefecture longitude latitude population_2020 "
        "registered_population_2020 working_age_share rural_share farming_share labour_force "
        "transferred formerly_poor poor_county twin_city y_home w_local".split() + EVIDENCE, rows)


def cities_table(cities):
    rows = [[c["code"], c["name_zh"], c["name_en"], c["longitude"], c["latitude"],
             c["minimum_wage_2021"], c["room_rent_2021"],
             LIVING_COST.get(c["name_en"], LIVING_COST_ELSEWHERE), 0,
             UNITS["cities.csv"], "census2020;minimum wage;rent", "estimate"] for c in cities]
    return table(
        ["Zhejiang cities. Units: degrees; minimum wage, single-room rent, living cost without",
         "housing and amenity in CNY a month of 2021. Written by scripts/make_data.py; "
         "docs/data.md."],
        "code name_zh name_en longitude latitude minimum_wage rent living_cost amenity".split() +
        EVIDENCE,
        rows)


def sectors_table():
    rows = [[s[0], s[1], f"{SECTOR_SHARES[s[0]]:.4f}", *s[2:], UNITS["sectors.csv"],
             "NBS;wages;return;assumed", "estimate"] for s in SECTORS]
    return table(
        ["Sectors of employment in Zhejiang. Units: share of Sichuan workers; wage in CNY a month",
         "of 2021; separation multiplier; share of festival goers' posts filled again by the same",
         "worker; share housed by the employer; days of early leave. Written by",
         "scripts/make_data.py; docs/data.md."],
        "name name_zh share wage separation same_post_return dorm_share early_leave_days".split()
        + EVIDENCE, rows)


def city_sector_table(cities):
    """Iterative proportional fitting to the cities' migrants and the sectors' shares."""
    other = ("resident_services", "other_services", "farming", "mining")
    seed = []
    for c in cities:
        by = {name: float(c["manufacturing"]) * part for name, part in MANUFACTURING.items()}
        by.update(construction=float(c["construction"]), logistics=float(c["transport"]),
                  hotel=float(c["catering"]), retail=float(c["trade"]),
                  care=sum(float(c[k]) for k in other))
        seed.append([by[s[0]] for s in SECTORS])
    migrants = [float(c["from_other_provinces_2020"]) for c in cities]
    city_share = [m / sum(migrants) for m in migrants]
    sector_share = [SECTOR_SHARES[s[0]] for s in SECTORS]
    for _ in range(200):
        seed = [[x * t / sum(row) for x in row] for row, t in zip(seed, city_share)]
        sums = [sum(row[j] for row in seed) for j in range(len(SECTORS))]
        seed = [[x * t / s for x, t, s in zip(row, sector_share, sums)] for row in seed]
    weights = [x for row in seed for x in row]
    parts = iter(largest_remainder(weights, 10 ** 8))
    rows = [[c["name_en"], s[0], f"{next(parts) / 1e8:.8f}", UNITS["city_sector.csv"],
             "census2020;NBS;assumed", "estimate"] for c in cities for s in SECTORS]
    return table(
        ["Share of the posts open to Sichuan workers by city and sector; adds up to 1.",
         "Estimate: census migrants by city and employment structure, raked to sectors.csv.",
         "Written by scripts/make_data.py; docs/data.md."], ["city", "sector", "share"] + EVIDENCE,
        rows)


def travel_table(counties, cities):
    rail = {r["prefecture"]: r for r in read("prefecture_rail.csv")}
    seats = {}
    for c in counties:
        best = seats.get(c["prefecture"])
        if best is None or float(c["urban_share"]) > float(best["urban_share"]):
            seats[c["prefecture"]] = c
    rows = []
    for county in counties:
        prefecture = county["prefecture"]
        seat = seats[prefecture]
        mountain = prefecture in ("Aba", "Garze", "Liangshan")
        feeder_km = 1.5 * distance_km(county, seat)
        feeder_hours = feeder_km / (35 if mountain else 45)
        line = rail[prefecture]
        coach = 0.0
        if line["coach_hours"]:
            coach, line, seat = float(line["coach_hours"]), rail["Chengdu"], seats["Chengdu"]
        for city in cities:
            ratio = distance_km(seat, city) / float(line["hangzhou_km"])
            fares, hours = [float(line["hard_seat_fare"])], [float(line["conventional_hours"])]
            if line["high_speed_fare"]:
                fares.append(float(line["high_speed_fare"]))
                hours.append(float(line["high_speed_hours"]))
            fare = sum(fares) / len(fares) * ratio + 0.35 * (feeder_km + coach * 35)
            time = sum(hours) / len(hours) * ratio + feeder_hours + coach
            rows.append([county["code"], city["code"], f"{fare:.0f}", f"{time:.1f}",
                         f"{distance_km(county, city):.0f}", UNITS["travel.csv"],
                         "travel", "estimate"])
    return table(
        ["Travel from county to city, one way. Units: fare in CNY, mean of conventional and",
         "high-speed rail where both run, with the feeder; hours; great-circle km. Estimate.",
         "Written by scripts/make_data.py; docs/data.md."],
        ["county_code", "city_code", "fare", "hours", "distance"] + EVIDENCE, rows)


def pay(series, year):
    if year < 2019:
        return series[2019] / series[2021] * (1 + GROWTH_BEFORE) ** (year - 2019)
    if year > 2024:
        return series[2024] / series[2021] * (1 + GROWTH_AFTER) ** (year - 2024)
    return series[year] / series[2021]


def tables():
    counties, cities = read("counties_source.csv"), read("cities_source.csv")
    festivals = table(["Lunar New Year days. Sources: docs/data.md."], ["year", "date"] + EVIDENCE,
                      [[day[:4], day, UNITS["festivals.csv"], "calendar", "official"]
                       for day in FESTIVALS])
    pays = table(
        ["Pay relative to 2021, out-migrants and local workers. 2019-2024: NBS monitoring survey;",
         "before and after: constant growth, assumed. Written by scripts/make_data.py."],
        ["year", "outgoing", "local"] + EVIDENCE,
        [[y, f"{pay(OUTGOING_PAY, y):.4f}", f"{pay(LOCAL_PAY, y):.4f}", UNITS["pay_index.csv"],
          *(["NBS", "survey"] if y in OUTGOING_PAY else ["assumed", "assumption"])]
         for y in range(2017, 2036)])
    return {
        "counties.csv": counties_table(counties), "cities.csv": cities_table(cities),
        "sectors.csv": sectors_table(), "city_sector.csv": city_sector_table(cities),
        "travel.csv": travel_table(counties, cities), "festivals.csv": festivals,
        "pay_index.csv": pays,
    }


def unlisted_sources(text):
    """Keys of the source column of a table that docs/data.md does not list."""
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([^|]+?) \|", page.split("## Sources")[1].split("## Tables")[0],
                            re.M))
    rows = csv.DictReader(row for row in text.splitlines() if not row.startswith("#"))
    return sorted({key for row in rows for key in row["source"].split(";")} - listed)


def unlisted_units():
    """Tables whose unit text docs/data.md does not hold in their row under Tables."""
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\S+\.csv) \| `([^`]+)` \|", page.split("## Tables")[1], re.M))
    return [name for name, unit in UNITS.items() if listed.get(name) != unit]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a table is stale")
    check = parser.parse_args().check
    stale = []
    if check and unlisted_units():
        sys.exit("docs/data.md does not hold the units of: " + ", ".join(unlisted_units()))
    for name, text in tables().items():
        path = DATA / name
        if unlisted_sources(text):
            sys.exit(f"{name}: sources that docs/data.md does not list: {unlisted_sources(text)}")
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit("stale, run scripts/make_data.py: " + ", ".join(stale))


if __name__ == "__main__":
    main()
