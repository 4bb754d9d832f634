// Plays scenario.json with the JavaScript SDK or the AWS CLI:
// node run.mjs ENDPOINT scenario.json NAME KEYS.json [PATH_OF_AWS_CLI]
// Prints a line of JSON for each step: the operation, whether it went as the scenario says, and why not. A step that the client is too
// old to know, or that needs what such a step would have given, is passed over and says so.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const [endpoint, scenario, name, keysFile, cli] = process.argv.slice(2);
const keys = JSON.parse(readFileSync(keysFile, 'utf8'));
const known = { client: name, otherAccount: keys.other.account };
const call = cli ? withCli : await withSdk();

class Unknown extends Error {}

function fill(value) {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, key) => {
      if (!(key in known)) throw new Unknown(key);
      return String(known[key]);
    });
  }
  if (Array.isArray(value)) return value.map(fill);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [fill(k), fill(v)]));
  return value;
}

function at(value, path) {
  for (const part of path.match(/[^.[\]]+/g)) {
    if (value === undefined || value === null) return undefined;
    value = value[part];
  }
  return value;
}

function complaint(output, path, expected) {
  if (path.endsWith('.starts')) {
    const value = at(output, path.slice(0, -7));
    return value?.startsWith(expected) ? [] : [`${path}: ${String(value).slice(0, 40)}`];
  }
  if (path.endsWith('.contains')) {
    const value = at(output, path.slice(0, -9));
    return value?.includes(expected) ? [] : [`${path}: ${String(value).slice(0, 80)}`];
  }
  const value = at(output, path);
  return value === expected ? [] : [`${path} is ${JSON.stringify(value)}, not ${JSON.stringify(expected)}`];
}

async function withSdk() {
  const sdk = await import('@aws-sdk/client-wellarchitected');
  const clients = Object.fromEntries(['own', 'other'].map((who) => [who, new sdk.WellArchitectedClient({
    endpoint, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: keys[who].id, secretAccessKey: keys[who].secret },
  })]));
  return async (who, operation, input) => {
    try {
      return { output: await clients[who].send(new sdk[`${operation}Command`](input)) };
    } catch (error) {
      return { code: error.name, status: error.$metadata?.httpStatusCode, message: error.message };
    }
  };
}

async function withCli(who, operation, input) {
  const verb = operation.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
  try {
    const { stdout } = await promisify(execFile)(cli, [
      'wellarchitected', verb, '--endpoint-url', endpoint, '--region', 'eu-west-1', '--output', 'json', '--cli-input-json', JSON.stringify(input),
    ], {
      maxBuffer: 64 << 20,
      env: {
        ...process.env, AWS_ACCESS_KEY_ID: keys[who].id, AWS_SECRET_ACCESS_KEY: keys[who].secret, AWS_MAX_ATTEMPTS: '1', AWS_EC2_METADATA_DISABLED: 'true',
        AWS_PAGER: '', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', PYTHONWARNINGS: 'ignore',
      },
    });
    return { output: stdout.trim() === '' ? {} : JSON.parse(stdout) };
  } catch (error) {
    const text = error.stderr ?? String(error);
    if (/Invalid choice|Unknown parameter in input/.test(text)) throw new Unknown(operation);
    // The CLI names the error and not its status.
    return { code: /\((\w+)\)/.exec(text)?.[1], message: text.trim() };
  }
}

for (const step of JSON.parse(readFileSync(scenario, 'utf8')).steps) {
  const problems = [];
  let result = {};
  try {
    const input = fill(step.input);
    for (let time = 0; time < (step.twice ? 2 : 1); time++) {
      result = await call(step.as ?? 'own', step.operation, input);
      const expected = step.error;
      if (result.output && expected) problems.push(`went through, not ${expected.code}`);
      if (!result.output && (result.code !== expected?.code || (result.status ?? expected?.status) !== expected?.status)) {
        problems.push(`${result.code} ${result.status}: ${result.message}`);
      }
    }
    if (problems.length === 0 && !step.error) {
      for (const [path, expected] of Object.entries(step.expect ?? {})) problems.push(...complaint(result.output, fill(path), fill(expected)));
      for (const [key, path] of Object.entries(step.save ?? {})) known[key] = at(result.output, path);
    }
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    console.log(JSON.stringify({ operation: step.operation, ok: true, unknown: true, problems: [] }));
    continue;
  }
  console.log(JSON.stringify({ operation: step.operation, ok: problems.length === 0, unknown: false, problems }));
}
