#!/usr/bin/env python3
"""A report is drawn offline by a real browser, without errors.

report_test.py CHUANZHE SCENARIOS_FOLDER SCRIPTS_FOLDER
"""
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from called import call, need

SMALL = ["--replicates", "3", "--set", "run.persons_per_agent=200", "--set",
         "run.start=2021-10", "--set", "run.end=2023-03", "--set",
         "run.burn_in=2"]
SECTIONS = ["answer", "trajectory", "festival", "flows", "costs", "people",
            "coherence", "sources", "repeat"]


def browse(page, folder, *words):
    """Chromium without a network; what it says of the page is on stderr."""
    return subprocess.run(["chromium", "--headless=new", "--no-sandbox",
                           "--disable-gpu", "--enable-logging=stderr",
                           f"--user-data-dir={folder}/browser", "--proxy-server=127.0.0.1:9",
                           "--virtual-time-budget=10000", *words,
                           page.as_uri()], capture_output=True, text=True, timeout=120, check=False)


class Tree(html.parser.HTMLParser):
    """Ids and what would be fetched."""

    def __init__(self):
        super().__init__()
        self.ids, self.fetched, self.words = [], [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.append(values.get("id"))
        self.fetched += [values[name] for name in ("src", "href") if name in values
                         and not values[name].startswith("#")]

    def handle_data(self, data):
        self.words.append(data)


def check_page(text):
    tree = Tree()
    tree.feed(text)
    need(tree.fetched == [], f"nothing is fetched: {tree.fetched}")
    for name in SECTIONS:
        need(name in tree.ids, f"there is a section {name}")
    told = [name for name in tree.ids if name]
    need(len(told) == len(set(told)), "every id stands once")
    words = " ".join(" ".join(tree.words).split())
    need(re.search(r"over 1[45] months (no effect|workers are in Zhejiang for)", words),
         "the answer is a sentence")
    need("95 % interval" in words and "assumption" in words and "Program version" in words,
         "intervals, sources, version")
    charts = json.loads(re.search(r'<script type="application/json" id="charts">(.*?)</script>',
                                  text, re.S).group(1))
    need([chart["id"] for chart in charts] == ["stock", "difference", "festival",
                                               "flows", "winners"], "five charts")
    return charts


def check_drawn(page, folder, charts):
    done = browse(page, folder, "--dump-dom")
    errors = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    need(errors == [], f"the browser reports nothing: {errors}")
    need(f'data-drawn="{len(charts)}"' in done.stdout, "every chart is drawn")
    for chart in charts:
        inside = done.stdout.split(f'id="chart-{chart["id"]}"')[1].split("</figure>")[0]
        need("<svg" in inside and inside.count("<path") > 5, f"{chart['id']} has lines in it")
    pdf = folder / "report.pdf"
    browse(page, folder, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    need(pdf.exists() and pdf.read_bytes()[:4] == b"%PDF" and pdf.stat().st_size > 50_000,
         "it can be printed")
    picture = folder / "narrow.png"
    browse(page, folder, "--window-size=420,900", f"--screenshot={picture}")
    need(picture.exists() and picture.stat().st_size > 10_000, "it can be seen on a narrow screen")


def check_numbers(charts, base, policy):
    """The charts tell what the files hold."""
    import h5py
    import numpy
    with h5py.File(base) as one, h5py.File(policy) as other:
        def stock(file):
            return sum(file[name][...].astype(float).reshape(3, len(file["time"]), -1).sum(axis=2)
                       for name in ("in_post", "searching", "at_festival_home"))
        change = (stock(other) - stock(one)).mean(axis=0)
    drawn = next(chart for chart in charts if chart["id"] == "difference")["series"][0]
    need(numpy.allclose(drawn["mean"], change), "the difference drawn is that of the files")
    need(all(low <= mean <= high for low, mean, high in zip(drawn["low"], drawn["mean"],
                                                            drawn["high"])),
         "bands hold their means")


def main():
    program, scenarios, scripts = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        base, policy, page = folder / "base.h5", folder / "policy.h5", folder / "report.html"
        call(program, "run", scenarios / "baseline.yaml", *SMALL, "-o", base)
        call(program, "run", scenarios / "rent_and_bonus.yaml", *SMALL, "-o", policy)
        write = ["/usr/bin/python3", scripts / "report.py", base, policy,
                 "--chuanzhe", program, "-o", page]
        if subprocess.run([scripts / "report/install.sh"], check=False).returncode != 0:
            print("skipped: the chart library could not be fetched (no network?); "
                  "scripts/report/install.sh tells more")
            sys.exit(77)
        call(*write)
        charts = check_page(page.read_text(encoding="utf-8"))
        check_numbers(charts, base, policy)
        check_drawn(page, folder, charts)
        need("exists already" in call(*write, status=2).stderr, "a report is not overwritten")
        need("is not a readable result" in call("/usr/bin/python3", scripts / "report.py",
                                                base, page, "--chuanzhe", program, "-o",
                                                folder / "x.html", status=2).stderr,
             "a foreign file is refused")
        need(not (folder / "x.html").exists(), "and leaves nothing")


if __name__ == "__main__":
    main()
