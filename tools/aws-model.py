#!/usr/bin/env python3
"""Regenerates src/Stoa.Server/Api/Aws/model.json: the operations and shapes of the AWS Well-Architected Tool's API.

    python3 tools/aws-model.py [SERVICE-2.JSON[.GZ]]

The source is the service model of 2020-03-31 that botocore ships (data/wellarchitected/2020-03-31/service-2.json.gz); without an argument
it is taken from the installed botocore. Kept are facts only: names, methods, paths, limits, patterns, enumerations. Documentation text is
dropped. Standard output says what changed in number.
"""
import gzip
import json
import os
import pathlib
import sys

TARGET = pathlib.Path(__file__).resolve().parent.parent / "src/Stoa.Server/Api/Aws/model.json"
CONSTRAINTS = ("min", "max", "pattern", "enum")


def load(path):
    if path is None:
        import botocore

        path = os.path.join(os.path.dirname(botocore.__file__), "data/wellarchitected/2020-03-31/service-2.json.gz")
    opened = gzip.open(path) if str(path).endswith(".gz") else open(path, "rb")
    with opened as stream:
        return json.load(stream)


def operation(model):
    kept = {"method": model["http"]["method"], "path": model["http"]["requestUri"]}
    if "responseCode" in model["http"]:
        kept["status"] = model["http"]["responseCode"]
    for side in ("input", "output"):
        if side in model:
            kept[side] = model[side]["shape"]
    kept["errors"] = sorted(error["shape"] for error in model["errors"])
    return kept


def member(name, model):
    kept = {key: model[key] for key in ("shape", "location", "locationName", "idempotencyToken") if key in model}
    if kept.get("locationName") == name:
        del kept["locationName"]
    return kept["shape"] if len(kept) == 1 else kept


def shape(model):
    kept = {"type": model["type"]}
    if "members" in model:
        kept["members"] = {name: member(name, value) for name, value in model["members"].items()}
    if "required" in model:
        kept["required"] = model["required"]
    if "member" in model:
        kept["element"] = model["member"]["shape"]
    if "key" in model:
        kept["key"] = model["key"]["shape"]
        kept["element"] = model["value"]["shape"]
    kept.update({key: model[key] for key in CONSTRAINTS if key in model})
    if "error" in model:
        kept["status"] = model["error"]["httpStatusCode"]
    return kept


def lines(entries):
    written = (f"    {json.dumps(name)}: {json.dumps(value, separators=(',', ':'), ensure_ascii=False)}" for name, value in entries)
    return ",\n".join(written)


source = load(sys.argv[1] if len(sys.argv) > 1 else None)
operations = sorted((name, operation(value)) for name, value in source["operations"].items())
shapes = sorted((name, shape(value)) for name, value in source["shapes"].items())
TARGET.write_text(
    "{\n"
    f'  "service": {json.dumps(source["metadata"]["signingName"])},\n'
    f'  "version": {json.dumps(source["metadata"]["apiVersion"])},\n'
    f'  "operations": {{\n{lines(operations)}\n  }},\n'
    f'  "shapes": {{\n{lines(shapes)}\n  }}\n'
    "}\n",
    encoding="utf-8",
)
print(f"{len(operations)} operations, {len(shapes)} shapes")
