"""Validates the messages of an export against VERA's published schemas, by PyPI's jsonschema.

    check_vera.py RELATIES.YAML FOLDER…

RELATIES.YAML is github.com/Aedes-datastandaarden/vera-openapi, Informatiedomeinen/Relaties.yaml; a FOLDER
is one that 'packages export' or 'applications export' wrote. VERA's schemas let any member pass, so each
is closed here first: a misspelt member is refused. A date has to be one.
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml

SCHEMAS = {
    "natuurlijk-persoon": "NatuurlijkPersoonbericht",
    "relatie-adres": "RelatieAdresbericht",
    "relatiegroep": "Relatiegroepbericht",
    "inkomen": "Inkomenbericht",
}


def closed(schema):
    """A place where a value stands, without members that its schema does not name."""
    schema = dict(schema)
    if "$ref" in schema or "allOf" in schema or schema.get("type") == "object":
        schema["unevaluatedProperties"] = False
    if "items" in schema:
        schema["items"] = closed(schema["items"])
    return schema


def close_all(document):
    """The same inside every schema of the description."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name == "properties":
                document[name] = {key: closed(place) for key, place in value.items()}
            close_all(document[name])
    elif isinstance(document, list):
        for value in document:
            close_all(value)


def main(description, folders):
    root = yaml.safe_load(pathlib.Path(description).read_text())
    root = json.loads(json.dumps(root, default=str))
    close_all(root["components"]["schemas"])
    print("VERA", root["info"]["version"])
    checker = jsonschema.FormatChecker(formats=["date"])
    files = [file for folder in folders for file in sorted(pathlib.Path(folder).rglob("vera/*.json"))]
    if not files:
        sys.exit("expected messages in folders 'vera'")
    for file in files:
        name = SCHEMAS[re.sub(r"-\d+$", "", file.stem)]
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": "#/components/schemas/" + name,
            "unevaluatedProperties": False,
            "components": root["components"],
        }
        validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
        errors = list(validator.iter_errors(json.loads(file.read_text())))
        if errors:
            # Not the value: it is personal data.
            places = sorted({f"{error.json_path} ({error.validator})" for error in errors})
            sys.exit(f"{file}: not valid as {name}: " + ", ".join(places))
        print(f"{file.name}: valid as {name}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
