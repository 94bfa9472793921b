#!/usr/bin/env python3
"""Checks shipped scenarios against `chuanzhe schema`: schema_check.py CHUANZHE FILE..."""
import json
import subprocess
import sys

import jsonschema
import yaml


class Strings(yaml.SafeLoader):
    """YAML with dates left as text, as the program reads them."""


Strings.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def with_text_keys(value):
    """JSON has text keys only: years of a series become text."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(item) for key, item in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


def main():
    schema = json.loads(subprocess.run([sys.argv[1], "schema"], check=True, capture_output=True,
                                       text=True).stdout)
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    bad = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            document = with_text_keys(yaml.load(file, Strings))
        for error in validator.iter_errors(document):
            bad += 1
            print(f"{path}: {error.json_path}: {error.message}", file=sys.stderr)
    planted = {"name": "x", "question": "x", "modle": {}}
    if validator.is_valid(planted):
        sys.exit("the schema accepts an unknown key")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
