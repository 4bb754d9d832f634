"""Plays scenario.json with boto3: python3 run.py ENDPOINT scenario.json NAME KEYS.json

Prints a line of JSON for each step: the operation, whether it went as the scenario says, and why not. A step that the client is too
old to know, or that needs what such a step would have given, is passed over and says so.
"""
import json
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

endpoint, scenario, name, keys = sys.argv[1:5]
keys = json.load(open(keys))


def client(who):
    return boto3.client(
        "wellarchitected", region_name="eu-west-1", endpoint_url=endpoint, aws_access_key_id=keys[who]["id"],
        aws_secret_access_key=keys[who]["secret"], config=Config(retries={"max_attempts": 0}, proxies={}))


clients = {who: client(who) for who in ("own", "other")}
known = {"client": name, "otherAccount": keys["other"]["account"]}


class Unknown(Exception):
    pass


def saved(key):
    if key not in known:
        raise Unknown(key)
    return str(known[key])


def fill(value):
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+)\}", lambda m: saved(m.group(1)), value)
    if isinstance(value, list):
        return [fill(v) for v in value]
    if isinstance(value, dict):
        return {fill(k): fill(v) for k, v in value.items()}
    return value


def at(value, path):
    for part in re.findall(r"[^.\[\]]+", path):
        if part == "length":
            return len(value)
        value = (value[int(part)] if int(part) < len(value) else None) if isinstance(value, list) else value.get(part)
        if value is None:
            return None
    return value


def complaint(output, path, expected):
    if path.endswith(".starts"):
        value = at(output, path[:-7])
        return None if value and value.startswith(expected) else f"{path}: {str(value)[:40]}"
    if path.endswith(".contains"):
        value = at(output, path[:-9])
        return None if value and expected in value else f"{path}: {str(value)[:80]}"
    value = at(output, path)
    return None if value == expected else f"{path} is {value!r}, not {expected!r}"


def play(step):
    problems, output = [], {}
    method = getattr(clients[step.get("as", "own")], re.sub(r"(?<!^)(?=[A-Z])", "_", step["operation"]).lower(), None)
    if method is None:
        raise Unknown(step["operation"])
    values = fill(step["input"])
    for _ in range(2 if step.get("twice") else 1):
        try:
            output = method(**values)
            if "error" in step:
                problems.append(f"went through, not {step['error']['code']}")
        except ClientError as error:
            code, status = error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
            if "error" not in step or (code, status) != (step["error"]["code"], step["error"]["status"]):
                problems.append(f"{code} {status}: {error}")
    if not problems and "error" not in step:
        for path, expected in step.get("expect", {}).items():
            problems += [p for p in [complaint(output, fill(path), fill(expected))] if p]
        for key, path in step.get("save", {}).items():
            known[key] = at(output, path)
    return problems


for step in json.load(open(scenario))["steps"]:
    unknown, problems = False, []
    try:
        problems = play(step)
    except Unknown:
        unknown = True
    except ParamValidationError as error:
        unknown = "Unknown parameter" in str(error)
        problems = [] if unknown else [str(error)]
    print(json.dumps({"operation": step["operation"], "ok": not problems, "unknown": unknown, "problems": problems}), flush=True)
