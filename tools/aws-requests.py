#!/usr/bin/env python3
"""Regenerates tests/Stoa.Server.Tests/Api/Aws/requests.json: requests of our own, as a real client of AWS writes and signs them.

    python3 tools/aws-requests.py

It needs botocore. For every operation of the service's model one request with every member of its input, and a few that are hard to sign:
characters beyond ASCII, blanks, repeated parameters, a session token, a presigned target, a sent hash. Nothing goes over a network: the
requests are taken from the client before it sends them. The keys are made up. A clock that stands still makes the signatures repeatable.
"""
import datetime
import hashlib
import json
import pathlib

import botocore
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = json.loads((ROOT / "src/Stoa.Server/Api/Aws/model.json").read_text(encoding="utf-8"))
TARGET = ROOT / "tests/Stoa.Server.Tests/Api/Aws/requests.json"
ENDPOINT = "http://stoa.example:8080"
REGION = "eu-west-1"
KEY, SECRET, TOKEN = "STOAEXAMPLEKEY000001", "made/up+secret0fN0thing", "a session/token+=="
NOW = datetime.datetime(2026, 11, 23, 12, 34, 56)
MILESTONE = '{"MilestoneName":"vor dem Umzug – ü","ClientRequestToken":"t"}'.encode()
WORKLOAD = "0123456789abcdef0123456789abcdef"
ARN = f"arn:aws:wellarchitected:{REGION}:123456789012"

KEPT = ("content-type", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "x-amz-meta", "date", "authorization")

SAMPLES = {
    "WorkloadId": WORKLOAD, "WorkloadArn": f"{ARN}:workload/{WORKLOAD}", "LensAlias": f"{ARN}:lens/{WORKLOAD}",
    "LensArn": f"{ARN}:lens/{WORKLOAD}", "ProfileArn": f"{ARN}:profile/abc123", "TemplateArn": f"{ARN}:review-template/{WORKLOAD}",
    "ResourceArn": f"{ARN}:review-template/{WORKLOAD}", "ShareId": "f" * 32, "ShareInvitationId": "e" * 32, "AwsAccountId": "123456789012",
    "ApplicationArn": f"arn:aws:servicecatalog:{REGION}:123456789012:/applications/abc", "JiraProjectKey": "STOA_1",
    "WorkloadArchitecturalDesign": "https://design.example/x?y=z", "ProfileVersion": "1-a", "AwsRegion": REGION,
    "LensJSON": '{"schemaVersion":"2021-11-01","name":"Größe 📐"}', "SharedWith": "210987654321", "WorkloadName": "Bestellungen – Größe 📐",
    "TagKey": "cost centre/é", "TagValue": "a+b=c & d", "TemplateName": "Template (1)", "TemplateNamePrefix": "Temp", "TemplateDescription": "It's ours",
    "SharedWithPrefix": "2109", "NextToken": "a/b+c==",
}


def sample(name):
    shape = MODEL["shapes"][name]
    kind = shape["type"]
    if name in SAMPLES:
        return SAMPLES[name]
    if kind == "structure":
        return {key: sample(value if isinstance(value, str) else value["shape"]) for key, value in shape["members"].items()}
    if kind == "list":
        entry = sample(shape["element"])
        free = isinstance(entry, str) and not MODEL["shapes"][shape["element"]].keys() & {"pattern", "enum"}
        return [entry, f"{entry} 2"] if free and shape.get("max", 2) > 1 else [entry]
    if kind == "map":
        return {sample(shape["key"]): sample(shape["element"])}
    if kind == "boolean":
        return True
    if kind == "integer":
        return max(shape.get("min", 0), 7)
    if "enum" in shape:
        return shape["enum"][-1]
    return f"{name} x"[: shape.get("max", 4096)].ljust(shape.get("min", 0), "x")


def client(token=None):
    session = botocore.session.Session()
    session.set_credentials(KEY, SECRET, token)
    made = session.create_client("wellarchitected", region_name=REGION, endpoint_url=ENDPOINT)
    kept = []

    def keep(request, **_):
        kept.append(request)
        return botocore.awsrequest.AWSResponse(request.url, 200, {}, type("Raw", (), {"stream": lambda *_, **__: iter([b"{}"])})())

    made.meta.events.register("before-send", keep)
    return made, kept


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def record(name, request, operation, given):
    body = request.body
    headers = {key: text(value) for key, value in request.headers.items() if key.lower() in KEPT}
    headers["Host"] = "stoa.example:8080"
    return {
        "name": name, "operation": operation, "method": request.method, "target": text(request.url)[len(ENDPOINT):],
        "headers": headers, "body": text(body) if body else "", "input": given,
    }


def signed(name, signer, operation, method, target, headers, body, given):
    """A request of our own that a signer of botocore signs, without the client that would have shaped it."""
    request = botocore.awsrequest.AWSRequest(method=method, url=ENDPOINT + target, headers=headers, data=body)
    request.context["client_config"] = None
    signer.add_auth(request)
    return record(name, request.prepare(), operation, given)


botocore.auth.get_current_datetime = lambda *_, **__: NOW
cases = []
for token in (None, TOKEN):
    made, kept = client(token)
    for name, operation in sorted(MODEL["operations"].items()):
        given = sample(operation["input"]) if "input" in operation else {}
        if token is None:
            getattr(made, botocore.xform_name(name))(**given)
            cases.append(record(name, kept.pop(), name, given))
        elif name in ("GetAnswer", "TagResource"):
            getattr(made, botocore.xform_name(name))(**given)
            cases.append(record(f"{name} with a session token", kept.pop(), name, given))

credentials = botocore.credentials.Credentials(KEY, SECRET)
header = botocore.auth.SigV4Auth(credentials, "wellarchitected", REGION)
query = botocore.auth.SigV4QueryAuth(credentials, "wellarchitected", REGION, expires=900)
cases += [
    signed("presigned", query, "ListLenses", "GET", "/lenses?LensName=a%20b&MaxResults=5", {}, None, {"LensName": "a b", "MaxResults": 5}),
    signed("presigned with a path", query, "GetLens", "GET", "/lenses/arn%3Aaws%3Awellarchitected%3A%3Aaws%3Alens%2Fwellarchitected", {}, None,
           {"LensAlias": "arn:aws:wellarchitected::aws:lens/wellarchitected"}),
    signed("blanks folded in a header", header, "ListLenses", "GET", "/lenses", {"X-Amz-Meta": "  a   b\tc "}, None, {}),
    signed("dot segments", header, "GetLens", "GET", "/lenses/./x/../serverless", {}, None, {"LensAlias": "serverless"}),
    signed("characters that need no escape", header, "GetLens", "GET", "/lenses/a~b-c_d.e", {}, None, {"LensAlias": "a~b-c_d.e"}),
    signed("colons as they are", header, "GetLens", "GET", "/lenses/arn:aws:wellarchitected::aws:lens%2Fwellarchitected", {}, None,
           {"LensAlias": "arn:aws:wellarchitected::aws:lens/wellarchitected"}),
    signed("an empty body", header, "ListWorkloads", "POST", "/workloadsSummaries", {"Content-Type": "application/json"}, b"", {}),
    signed("a sent hash", header, "CreateMilestone", "POST", f"/workloads/{WORKLOAD}/milestones",
           {"Content-Type": "application/json", "X-Amz-Content-SHA256": hashlib.sha256(MILESTONE).hexdigest()}, MILESTONE, json.loads(MILESTONE) | {"WorkloadId": WORKLOAD}),
    signed("a Date header", header, "ListLenses", "GET", "/lenses", {"Date": "Mon, 23 Nov 2026 12:34:56 GMT"}, None, {}),
]
TARGET.write_text(
    json.dumps({"key": KEY, "secret": SECRET, "token": TOKEN, "region": REGION, "now": NOW.isoformat() + "Z"}, ensure_ascii=False)[:-1]
    + ', "requests": [\n' + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]}\n",
    encoding="utf-8",
)
print(len(cases), "requests")
