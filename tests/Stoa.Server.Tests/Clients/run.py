"""Plays scenario.json with boto3 or with the AWS CLI: python3 run.py ENDPOINT scenario.json NAME KEYS.json [AWS]

AWS is the path of the CLI's program; then the Python that runs this has to be the one that the program runs with. Prints a line of JSON
for each step: the operation, whether it went as the scenario says, and why not. A step that the client is too old to know, or that needs
what such a step would have given, is passed over and says so.
"""
import gc
import json
import os
import re
import subprocess
import sys
import tempfile

endpoint, scenario, name, keys = sys.argv[1:5]
nothing = keys + ".none"
keys = json.load(open(keys))
known = {"client": name, "otherAccount": keys["other"]["account"]}

# Nothing of this machine's own settings.
for variable in [v for v in os.environ if v.startswith("AWS_")]:
    del os.environ[variable]
os.environ.update(
    AWS_CONFIG_FILE=nothing, AWS_SHARED_CREDENTIALS_FILE=nothing, AWS_EC2_METADATA_DISABLED="true", AWS_MAX_ATTEMPTS="1", AWS_PAGER="",
    AWS_CLI_AUTO_PROMPT="off", NO_PROXY="127.0.0.1", no_proxy="127.0.0.1", PYTHONWARNINGS="ignore")


class Unknown(Exception):
    """The client is too old."""


class Refused(Exception):
    """The server's error. The CLI names it and does not say its status."""

    def __init__(self, code, message, status=None):
        super().__init__(f"{code} {status}: {message}")
        self.code, self.message, self.status = code, message, status


class Boto3:
    def __init__(self):
        import boto3
        import botocore

        def client(who):
            config = {"retries": {"max_attempts": 0}, "proxies": {}}
            if who not in keys:
                return boto3.client(
                    "wellarchitected", region_name="eu-west-1", endpoint_url=endpoint,
                    config=botocore.config.Config(signature_version=botocore.UNSIGNED, **config))
            return boto3.client(
                "wellarchitected", region_name="eu-west-1", endpoint_url=endpoint, aws_access_key_id=keys[who]["id"],
                aws_secret_access_key=keys[who]["secret"], config=botocore.config.Config(**config))

        self.errors = botocore.exceptions
        self.clients = {who: client(who) for who in ("own", "other", "nobody")}

    def call(self, who, operation, values, _):
        method = getattr(self.clients[who], re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower(), None)
        if method is None:
            raise Unknown(operation)
        try:
            return method(**values)
        except self.errors.ClientError as error:
            said = error.response["Error"]
            raise Refused(said["Code"], said["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"])
        except self.errors.ParamValidationError as error:
            raise Unknown(operation) if "Unknown parameter" in str(error) else Refused(None, str(error))


class Cli:
    """Each call is a process that runs the CLI's main, as its program does and with the program's own output and exit code. What the
    program spends most of its time with, loading its modules and data files, is done once: the processes are forks of this one. Steps
    that say so are done by the program too, which has to say the same."""

    def __init__(self, program):
        from awscli import __version__, clidriver

        self.program, self.main = program, clidriver.main
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        if not said.startswith(f"aws-cli/{__version__} "):
            raise SystemExit(f"{program} is {said}, and this Python has {__version__}")
        session = clidriver.create_clidriver().session
        loader = session.get_component("data_loader")
        sys.modules[type(session).__module__].create_loader = lambda *_: loader
        for kind in ("service-2", "endpoint-rule-set-1", "paginators-1"):
            loader.load_service_model("wellarchitected", kind)
        for file in ("endpoints", "partitions"):
            loader.load_data_with_path(file)
        gc.freeze()

    def call(self, who, operation, values, same):
        arguments = [
            "wellarchitected", re.sub(r"(?<!^)(?=[A-Z])", "-", operation).lower(), "--endpoint-url", endpoint, "--region", "eu-west-1",
            "--output", "json", "--cli-input-json", json.dumps(values)]
        environment = {}
        if who in keys:
            environment = {"AWS_ACCESS_KEY_ID": keys[who]["id"], "AWS_SECRET_ACCESS_KEY": keys[who]["secret"]}
        else:
            arguments.append("--no-sign-request")
        code, output, error = self.fork(arguments, environment)
        if same:
            program = subprocess.run([self.program, *arguments], env={**os.environ, **environment}, capture_output=True)
            if (program.returncode, program.stdout, program.stderr) != (code, output, error):
                raise AssertionError(f"{operation}: the program says {program}, its main {(code, output, error)}")
        error = error.decode().strip()
        if re.search("Invalid choice|Unknown parameter in input", error, re.IGNORECASE):
            raise Unknown(operation)
        if code:
            refusal = re.search(r"\((\w+)\) when calling the \w+ operation(?: \(reached max retries: 0\))?: (.*)", error, re.DOTALL)
            raise Refused(*refusal.groups()) if refusal else Refused(None, error)
        return json.loads(output) if output.strip() else {}

    def fork(self, arguments, environment):
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
            child = os.fork()
            if child == 0:
                code = 255
                try:
                    os.dup2(output.fileno(), 1)
                    os.dup2(error.fileno(), 2)
                    os.environ.update(environment)
                    sys.argv = ["aws", *arguments]
                    code = self.main()
                except SystemExit as end:
                    code = end.code
                finally:
                    sys.stdout.flush()
                    sys.stderr.flush()
                    os._exit(code or 0)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            output.seek(0)
            error.seek(0)
            return code, output.read(), error.read()


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
    expected, output = step.get("error"), {}
    values = fill(step["input"])
    for _ in range(2 if step.get("twice") else 1):
        try:
            output = client.call(step.get("as", "own"), step["operation"], values, step.get("program", False))
        except Refused as error:
            if not expected or error.code != expected["code"] or error.status not in (None, expected["status"]) \
                    or error.message != expected.get("message", error.message):
                return [str(error)]
        else:
            if expected:
                return [f"went through, not {expected['code']}"]
    if expected:
        return []
    for key, path in step.get("save", {}).items():
        known[key] = at(output, path)
    return [p for p in (complaint(output, fill(path), fill(value)) for path, value in step.get("expect", {}).items()) if p]


client = Cli(sys.argv[5]) if len(sys.argv) > 5 else Boto3()
for step in json.load(open(scenario))["steps"]:
    unknown, problems = False, []
    try:
        problems = play(step)
    except Unknown:
        unknown = True
    print(json.dumps({
        "operation": step["operation"], "ok": not problems, "unknown": unknown, "refused": "error" in step, "problems": problems}), flush=True)
