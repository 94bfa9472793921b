#!/bin/sh
# Fails when docs/model.md was last read against a model that behaves otherwise, or against other levers:
# read_against.sh PROJECT_FOLDER
cd "$1" || exit 1
now=$(cat tests/engine/golden_run.txt docs/levers.md | sha256sum | cut -c1-12)
if ! grep -q "^<!-- read against $now -->$" docs/model.md; then
  echo "docs/model.md was read against another model or other levers: correct its equations, then write"
  echo "<!-- read against $now --> in its place"
  exit 1
fi
