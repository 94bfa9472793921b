#!/usr/bin/env python3
"""Fails on an include against the direction of the layers (docs/architecture.md).

Benchmarks may use every layer but app; the tests of a layer what the layer may, and tests that are
of no layer every layer. None of them names a third-party header that belongs to another layer.
`check_layers.py ROOT` checks a tree; `--self-test` shows that planted violations are found.
"""
import pathlib
import re
import sys
import tempfile

MAY_INCLUDE = {
    "base": {"base"},
    "world": {"base", "world"},
    "terms": {"base", "world", "terms"},
    "policy": {"base", "world", "terms", "policy"},
    "behaviour": {"base", "world", "terms", "behaviour"},
    "engine": {"base", "world", "terms", "policy", "behaviour", "engine"},
    "study": {"base", "world", "terms", "policy", "behaviour", "engine", "study"},
    "scenario": {"base", "world", "terms", "policy", "behaviour", "engine", "scenario"},
    "output": {"base", "world", "engine", "output"},
    "app": {"base", "world", "terms", "policy", "behaviour", "engine", "study", "scenario",
            "output", "app"},
}
ONLY_IN = {  # third-party headers and the one layer that may use them
    r"yaml-cpp/": "scenario", r"nlohmann/": "scenario", r"openssl/": "scenario",
    r"(hdf5|H5)[\w/]*\.h": "output", r"libdeflate\.h": "output", r"zlib\.h": "output",
    r"boost/program_options": "app", r"boost/math/": "study",
}


LIBRARIES = set(MAY_INCLUDE) - {"app"}


def folders_of(root):
    """Every folder that is held to rules: (its name, the folder, the layers it may include)."""
    for layer, allowed in MAY_INCLUDE.items():
        yield layer, root / "output" if layer == "output" else root / "sim" / layer, allowed
    yield "bench", root / "bench", LIBRARIES
    for folder in sorted((root / "tests").glob("*/")):
        yield "tests of " + folder.name, folder, MAY_INCLUDE.get(folder.name, set(MAY_INCLUDE))


def problems_in(root):
    found = []
    for name, folder, allowed in folders_of(root):
        for file in sorted([*folder.rglob("*.hpp"), *folder.rglob("*.cpp")]):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                if match:
                    place = f"{file.relative_to(root)}:{number}"
                    found += judge(name, allowed, place, match.group(1))
    return found


def judge(name, allowed, place, header):
    found = []
    other = header.split("/")[0]
    if other in (".", "..") and not name.startswith("tests of"):  # tests share helpers
        found.append(f"{place}: {header} hides its layer; write the path from the layer down")
    if "/" in header and other in MAY_INCLUDE and other not in allowed:
        found.append(f"{place}: {name} includes {header}, but may not see {other}")
    for pattern, home in ONLY_IN.items():
        if re.match(pattern, header) and name not in (home, f"tests of {home}"):
            found.append(f"{place}: {name} includes {header}, which belongs to {home} alone")
    return found


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {"sim/policy/a.cpp": '#include "behaviour/race.hpp"\n',
                           "sim/engine/b.hpp": "#include <yaml-cpp/yaml.h>\n",
                           "sim/behaviour/p.cpp": '#include "policy/lever.hpp"\n',
                           "sim/terms/u.hpp": '#  include "engine/state.hpp"\n',
                           "sim/policy/r.cpp": '#include "../engine/state.hpp"\n',
                           "sim/scenario/c.cpp": "#include <hdf5.h>\n#include <hdf5/serial/H5.h>\n",
                           "sim/engine/o.cpp": "#include <boost/program_options.hpp>\n",
                           "bench/f.cpp": "#include <yaml-cpp/yaml.h>\n",
                           "bench/g.cpp": '#include "app/options.hpp"\n',
                           "tests/world/w.cpp": '#include "engine/state.hpp"\n',
                           "tests/study/s.cpp": '#include <hdf5.h>\n',
                           "tests/output/h.cpp": '#include <hdf5.h>\n#include "../a/b.hpp"\n',
                           "bench/e.cpp": '#include "scenario/scenario.hpp"\n',
                           "sim/base/d.cpp": '#include "base/ids.hpp"\n'}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        found = problems_in(root)
        if len(found) != 12:
            sys.exit("the self-test planted 12 violations and found: " + str(found))


def main():
    if sys.argv[1] == "--self-test":
        self_test()
        return
    found = problems_in(pathlib.Path(sys.argv[1]))
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
