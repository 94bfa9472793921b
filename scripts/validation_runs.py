"""What the parts of docs/validation.md are made of: runs of shipped scenarios, figures of their
results and tables of a page."""
import pathlib
import subprocess

import numpy as np

import chuanzhe_results as cz

SCENARIOS = pathlib.Path(__file__).resolve().parent.parent / "scenarios"


class Runs:
    """Runs of the program in one folder, each made once."""

    def __init__(self, program, folder):
        self.program, self.folder, self.done = program, folder, {}

    def call(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise cz.NotAResult(done.stderr.strip())
        return done.stdout

    def result(self, scenario, overrides=(), policies="", fit=None):
        """The result file of a shipped scenario, with policies of our own or another fit of the
        constants where given."""
        key = (scenario, tuple(overrides), policies, fit)
        if key not in self.done:
            path = SCENARIOS / f"{scenario}.yaml"
            if policies or fit:
                layers = [f"{path}"] + ([f"{fit}"] if fit else [])
                path = self.folder / f"own_{len(self.done)}.yaml"
                path.write_text(f"extends: [{', '.join(layers)}]\nname: own\n"
                                "question: What does it change?\nsource: docs/validation.md\n" +
                                (f"policies:\n  - {policies}\n" if policies else ""),
                                encoding="utf-8")
            file = self.folder / f"run_{len(self.done)}.h5"
            sets = [word for override in overrides for word in ("--set", override)]
            self.call("run", path, *sets, "-o", file)
            self.done[key] = file
        return self.done[key]


def years(result):
    return result.time.astype("datetime64[Y]").astype(int) + 1970


def of_month(result, values, month):
    """Values of one month, mean over the replicates."""
    months = result.time.astype("datetime64[M]")
    return values[:, np.flatnonzero(months == np.datetime64(month))[0]].mean(axis=0)


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
                     + ["| " + " | ".join(map(str, row)) + " |" for row in rows])
