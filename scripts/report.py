#!/usr/bin/python3
"""One self-contained HTML page about a comparison: report.py base.h5 policy.h5 ... -o report.html

For a reader who never saw the program. Every difference and interval is that of `chuanzhe
compare`; bands over time are Student's intervals over replicates (of pairs where differences are
drawn). docs/report.md tells what each part is.
"""
import argparse
import html
import json
import pathlib
import re
import string
import sys

import chuanzhe_results as cz
import report_charts
from report_tables import as_html, compare, find_program, folded, number, spoken

ASSETS = pathlib.Path(__file__).resolve().parent / "report"
LIBRARY = ASSETS / "node_modules/echarts/dist/echarts.min.js"
GRADES = {"official": "official figure", "survey": "survey", "estimate": "estimate",
          "model_value": "value of the model",
          "assumption": "assumption"}
VALUE = re.compile(r'^(\s*)(?:- )?(\w+): \{value: (.*?), source: "((?:[^"\\]|\\.)*)", grade: (\w+)')


def interval(row, unit=""):
    return f"{spoken(number(row['low']))} to {spoken(number(row['high']), unit)}"


def answer(policy, tables):
    """What one policy does, in a sentence or two, with intervals."""
    rows = [row for row in tables["headlines"].where(policy=policy)
            if re.match(r"worker-months over", row["figure"])]
    row = rows[0]
    period, change = row["figure"].removeprefix("worker-months over "), number(row["difference"])
    low, high = number(row["low"]), number(row["high"])
    name = f"<strong>{html.escape(policy)}</strong>"
    if not low <= high:
        return (f"{name}: over {period} workers are in Zhejiang for {spoken(change)} months "
                "more (one pair of replicates: no interval).")
    if low <= 0 <= high:
        return (f"{name}: over {period} no effect on the months that workers are in Zhejiang "
                "is shown "
                f"({spoken(change)}; 95 % interval {interval(row)}).")
    verb = "more" if change > 0 else "fewer"
    text = (f"{name}: over {period} workers are in Zhejiang for <strong>{spoken(abs(change))} "
            f"months {verb}</strong> (95 % interval {interval(row)}).")
    return text + price(policy, period, tables)


def price(policy, period, tables):
    rows = tables["cost_per_worker_month"].where(policy=policy, over=period,
                                                 **{"paid by": "all payers",
                                                    "worker-months of": "all workers"})
    if not rows or number(rows[0]["cost each"]) != number(rows[0]["cost each"]):
        return ""
    row = rows[0]
    text = (" Each additional month costs <strong>"
            f"{spoken(number(row['cost each']), 'CNY')}</strong> ({interval(row, 'CNY')}).")
    shares = [line for line in tables["deadweight"].rows if line["policy run"] == policy
              and number(line["of money [%]"]) >= 0]
    if len(shares) == 1:
        text += (f" Of the money paid to workers {spoken(number(shares[0]['of money [%]']))} % "
                 "goes to those who would have done the same without it.")
    return text


def scenario_text(result):
    return cz._text(result.file["provenance/resolved_yaml"][()])


def sources(result):
    """Values with their evidence, in the order of the scenario: (section, name, value, source,
    grade)."""
    section, policy, rows = "", "", []
    for line in scenario_text(result).splitlines():
        top = re.match(r"^(\w+):", line)
        section = top.group(1) if top else section
        item = re.match(r"^  - id: (\S+)", line)
        policy = item.group(1) if item else policy
        value = VALUE.match(line)
        if value:
            where = f"policy {policy}" if section == "policies" else section
            rows.append((where, value.group(2), value.group(3), value.group(4),
                         GRADES.get(value.group(5), value.group(5))))
    return rows


def sources_html(rows):
    head = "".join(f'<th class="words" scope="col">{name}</th>'
                   for name in ("part", "value of", "value", "source", "grade"))
    body = "".join("<tr>" + "".join(f'<td class="words">{html.escape(word)}</td>' for word in row) +
                   "</tr>" for row in rows)
    return (f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>'
            f'{body}</tbody></table></div>')


def figure(chart, caption, charts, height=""):
    """A place for a chart, and its data on the list; nothing when there is none."""
    if chart is None:
        return ""
    charts.append(chart)
    kind = f"chart {height}".strip()
    return (f'<figure><div class="{kind}" id="chart-{chart["id"]}" role="img" '
            f'aria-label="{html.escape(chart["alt"])}"></div>'
            f"<figcaption>{html.escape(caption)}</figcaption></figure>")


def policy_begins(heading):
    return re.search(r"policies from (\d{4}-\d{2})", heading).group(1)


class Page:
    """Sections with their headings, and the charts they hold."""

    def __init__(self):
        self.sections, self.charts = [], []

    def add(self, name, heading, inside):
        self.sections.append((name, heading, inside))

    def contents(self):
        return "".join(f'<a href="#{name}">{html.escape(heading)}</a>'
                       for name, heading, _ in self.sections)

    def body(self):
        return "\n".join(f'<section id="s-{name}"><h2 id="{name}">{html.escape(heading)}</h2>'
                         f'{inside}</section>'
                         for name, heading, inside in self.sections)


def add_effects(page, results, names, tables, heading):
    begins = policy_begins(heading)
    page.add("answer", "The answer",
             "".join(f'<p class="answer">{answer(name, tables)}</p>' for name in names[1:]) +
             '<p class="note">Both worlds are simulated with the same people and the same luck; '
             "what is left is what the policy does. The interval says what the remaining luck "
             "leaves open, not whether the model's assumptions hold.</p>")
    page.add("trajectory", "How many workers, month by month",
             figure(report_charts.stock(results, names, begins), "Workers in Zhejiang; bands: "
                    "95 % interval of the mean. The axis does not begin at zero.",
                    page.charts) +
             figure(report_charts.difference(results, names, begins),
                    "Policy minus base, pair by pair; bands: 95 % interval of the difference.",
                    page.charts) + folded("All headline figures", as_html(tables["headlines"])))
    page.add("festival", "The Spring Festival",
             figure(report_charts.festival(tables["headlines"], names[1:], names[0]),
                    "Staff who stayed in Zhejiang over the festival; whiskers: 95 % interval "
                    "of the difference to the base.", page.charts)
             or "<p>No festival lies in the months of the policy.</p>")
    chart = report_charts.flows(results, names)
    page.add("flows", "From where to where",
             figure(chart, f"The {len(chart['links'])} largest streams of workers in {names[0]}, "
                    f"{chart['month']}; the width of a line and the area of "
                    "a mark grow with the workers. Plain longitude and latitude.",
                    page.charts, "tall") +
             folded("The streams as numbers", streams(chart)))


def streams(chart):
    rows = "".join(f'<tr><td class="words">{html.escape(link["origin"])}</td><td class="words">'
                   f'{html.escape(link["city"])}</td>'
                   f"<td>{spoken(link['base'])}</td><td>{spoken(link['policy'])}</td><td>"
                   f"{spoken(link['policy'] - link['base'])}</td></tr>"
                   for link in chart["links"])
    return ('<div class="scroll"><table><thead><tr><th class="words">from</th>'
            '<th class="words">to</th>'
            f"<th>{html.escape(chart['base'])}</th><th>{html.escape(chart['policy'])}</th>"
            f"<th>difference</th></tr></thead><tbody>{rows}</tbody></table></div>")


def add_money_and_people(page, names, tables):
    page.add("costs", "What it costs", as_html(tables["spending"]) +
             as_html(tables["cost_per_worker_month"]) +
             "<h3>Paid for what happens anyway</h3>" + as_html(tables["deadweight"]) +
             "<h3>Pushed out of a post</h3>" + as_html(tables["displacement"]))
    chart = report_charts.winners(tables["winners_and_losers"], names[1])
    page.add("people", "Who gains and who loses",
             figure(chart, f"{names[1]}: change of the mean monthly income and of transfers "
                    f"against {names[0]}; whiskers: 95 % interval over pairs.", page.charts,
                    "long") + folded("All kinds of workers", as_html(tables["winners_and_losers"])))
    page.add("coherence", "How far the two worlds are the same",
             coherence(names, tables["coherence"]) +
             folded("The figures", as_html(tables["coherence"])))
    known = {"headlines", "spending", "cost_per_worker_month", "deadweight",
             "displacement", "winners_and_losers", "coherence"}
    others = [table for name, table in tables.items() if name not in known and table.rows]
    if others:
        page.add("more", "More tables",
                 "".join(f"<h3>{html.escape(table.title)}</h3>" + as_html(table)
                         for table in others))


def coherence(names, table):
    told = []
    for name in names[1:]:
        rows = {row["figure"]: row for row in table.where(policy=name)}
        if "lives unchanged" not in rows:
            return ""
        same = number(rows["lives unchanged"]["mean"])
        offered = number(rows["parted by an offer of the policy"]["mean"])
        told.append(f"<p><strong>{html.escape(name)}</strong> leaves {same:.2f} % of the "
                    f"lives observed exactly as they were; {offered:.2f} % change "
                    "because the policy offers something to the worker, the rest through "
                    "posts, budgets and networks that others share.</p>")
    return "".join(told)


def add_sources(page, results, names, said, heading):
    parts = [f"<p>{html.escape(note)}</p>" for note in said]
    for name, result in zip(names, results):
        rows = sources(result)
        own = [row for row in rows if row[0].startswith("policy")]
        if own:
            parts.append(f"<h3>{html.escape(name)}: what is assumed of the policies</h3>" +
                         sources_html(own))
    model = [row for row in sources(results[0]) if not row[0].startswith("policy")]
    counts = ", ".join(f"{sum(row[4] == grade for row in model)} {grade}"
                       for grade in dict.fromkeys(row[4] for row in model))
    parts.append(f"<p>The model behind all scenarios has {len(model)} values with evidence: "
                 f"{html.escape(counts)}.</p>" +
                 folded("Every value of the model with its source", sources_html(model)))
    page.add("sources", "Assumptions and sources", "".join(parts))
    lines = [result.caption() + f"; file {pathlib.Path(result.path).name}" for result in results]
    page.add("repeat", "How to repeat it",
             "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>" +
             f'<p>Program version {html.escape(cz._text(results[0].file.attrs["version"]))}. '
             'The scenarios stand whole in the result files '
             "(<code>chuanzhe info FILE.h5</code>), and <code>chuanzhe verify FILE.h5</code> "
             "runs one again and names the first value that differs.</p>" +
             folded("What differs between the scenarios", f"<pre>{html.escape(heading)}</pre>"))


def page_text(results, names, tables, said, heading):
    page = Page()
    add_effects(page, results, names, tables, heading)
    add_money_and_people(page, names, tables)
    add_sources(page, results, names, said, heading)
    title = f"{' and '.join(names[1:])} against {names[0]}"
    charts = json.dumps(page.charts, allow_nan=False).replace("</", "<\\/")
    question = (results[1].question if len(results) == 2
                else "What do these policies change, at what price, and for whom?")
    return string.Template((ASSETS / "page.html").read_text(encoding="utf-8")).substitute(
        title=html.escape(title), question=html.escape(question), contents=page.contents(),
        body=page.body(), charts=charts,
        library=LIBRARY.read_text(encoding="utf-8").replace("</script", "<\\/script"),
        drawing=(ASSETS / "charts.js").read_text(encoding="utf-8"))


def distinct(results):
    """Names of the runs, numbered as compare does where one comes twice among the policies."""
    names = [result.scenario for result in results[1:]]
    told = [name if names.count(name) == 1 else f"{name} ({i + 1})" for i, name in enumerate(names)]
    base = results[0].scenario
    return [base if base not in told else f"{base} (base)", *told]


def refuse_early(output, overwrite):
    if output.exists() and not overwrite:
        raise cz.NotAResult(f"{output}: exists already (reports are never overwritten by "
                            "accident); name another file or pass --overwrite")
    if not LIBRARY.exists():
        raise cz.NotAResult(f"{LIBRARY}: the chart library is not there; run "
                            "scripts/report/install.sh once")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("base", help="result of the base scenario")
    parser.add_argument("policies", nargs="+", help="results of policy scenarios")
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True,
                        help="the page to write")
    parser.add_argument("--chuanzhe", help="the program; default: the one built here, or installed")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing page")
    words = parser.parse_args()
    refuse_early(words.output, words.overwrite)
    files = [words.base, *words.policies]
    results = [cz.Result(path) for path in files]
    tables, said, heading = compare(find_program(words.chuanzhe), files)
    text = page_text(results, distinct(results), tables, said, heading)
    words.output.parent.mkdir(parents=True, exist_ok=True)
    part = words.output.with_name(words.output.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(words.output)
    print(words.output)


if __name__ == "__main__":
    cz.run_script(main)
    sys.exit(0)
