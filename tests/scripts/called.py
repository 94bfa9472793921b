"""Calls of programs that the tests of scripts make, and what they must do."""
import subprocess
import sys


def need(condition, what):
    if not condition:
        sys.exit("not so: " + what)


def call(*words, status=0):
    done = subprocess.run([str(word) for word in words], capture_output=True,
                          text=True, timeout=300, check=False)
    need(done.returncode == status, f"{words} ends with {status}: {done}")
    return done
