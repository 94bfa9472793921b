#!/usr/bin/env python3
"""Every plot of the quickstart is drawn from small results.

plots_test.py CHUANZHE SCENARIOS_FOLDER SCRIPTS_FOLDER
"""
import pathlib
import struct
import sys
import tempfile

from called import call, need

SMALL = ["--replicates", "2", "--set", "run.persons_per_agent=500", "--set",
         "run.start=2021-10", "--set", "run.end=2023-04", "--set",
         "run.burn_in=2"]
PLOTS = [("trajectories", "ab"), ("festival", "ab"), ("flows", "a"), ("compare", "ab")]


def size_of(picture):
    """Width and height of a PNG."""
    head = picture.read_bytes()[:24]
    need(head[:8] == b"\x89PNG\r\n\x1a\n", f"{picture} is a PNG")
    return struct.unpack(">II", head[16:24])


def main():
    program, scenarios, scripts = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        results = {"a": folder / "a.h5", "b": folder / "b.h5"}
        call(program, "run", scenarios / "baseline.yaml", *SMALL, "-o", results["a"])
        call(program, "run", scenarios / "stay_bonus.yaml", *SMALL, "-o", results["b"])
        for plot, wanted in PLOTS:
            picture = folder / f"{plot}.png"
            call("/usr/bin/python3", scripts / f"plot_{plot}.py", *(results[r] for r in wanted),
                 "-o", picture)
            width, height = size_of(picture)
            need(width >= 600 and height >= 400, f"{plot} has a readable size, not {width} "
                 f"x {height}")
            need(picture.stat().st_size > 15000, f"{plot} is not empty: {picture.stat().st_size} "
                 "bytes")
        (folder / "no.h5").write_text("no result")
        said = call("/usr/bin/python3", scripts / "plot_trajectories.py",
                    folder / "no.h5", "-o", folder / "no.png", status=2)
        need("no.h5" in said.stderr and "Traceback" not in said.stderr,
             f"a file that is no result is named: {said}")


if __name__ == "__main__":
    main()
