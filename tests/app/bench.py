"""What the tests of the command have in common: calls of it in a folder, and what must be so."""
import subprocess
import sys


def need(condition, what):
    if not condition:
        sys.exit("not so: " + what)


class Bench:
    """The command, called in a folder of its own."""

    def __init__(self, program, scenarios, folder):
        self.program, self.scenarios, self.folder = program, scenarios, folder

    def call(self, *words, **more):
        return subprocess.run([self.program, *map(str, words)], capture_output=True, text=True,
                              timeout=600, cwd=self.folder, check=False, **more)

    def good(self, *words):
        done = self.call(*words)
        need(done.returncode == 0, f"{words} ends well: {done}")
        return done.stdout

    def bad(self, text, *words, status=2):
        done = self.call(*words)
        need(done.returncode == status, f"{words} ends with {status}: {done}")
        need(text in done.stderr + done.stdout, f"{words} says {text!r}: {done}")
