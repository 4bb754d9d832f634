// Plays scenario.json with the JavaScript SDK: node run.mjs ENDPOINT scenario.json NAME KEYS.json
// Prints a line of JSON for each step: the operation, whether it went as the scenario says, and why not.
import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-wellarchitected';

const [endpoint, scenario, name, keysFile] = process.argv.slice(2);
const keys = JSON.parse(readFileSync(keysFile, 'utf8'));
const known = { client: name, otherAccount: keys.other.account };
const clients = Object.fromEntries(['own', 'other', 'nobody'].map((who) => [who, new sdk.WellArchitectedClient({
  endpoint, region: 'eu-west-1', maxAttempts: 1,
  credentials: { accessKeyId: keys[who]?.id ?? 'none', secretAccessKey: keys[who]?.secret ?? 'none' },
  ...(who in keys ? {} : { signer: { sign: async (request) => request } }),
})]));

function fill(value) {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, key) => {
      if (!(key in known)) throw new Error(`No step has given ${key}.`);
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

async function call(who, operation, input) {
  try {
    return { output: await clients[who].send(new sdk[`${operation}Command`](input)) };
  } catch (error) {
    return { code: error.name, status: error.$metadata?.httpStatusCode, message: error.message };
  }
}

for (const step of JSON.parse(readFileSync(scenario, 'utf8')).steps) {
  const problems = [];
  const expected = step.error;
  const input = fill(step.input);
  let result = {};
  for (let time = 0; time < (step.twice ? 2 : 1); time++) {
    result = await call(step.as ?? 'own', step.operation, input);
    if (result.output && expected) problems.push(`went through, not ${expected.code}`);
    if (!result.output && (result.code !== expected?.code || result.status !== expected.status || (expected.message ?? result.message) !== result.message)) {
      problems.push(`${result.code} ${result.status}: ${result.message}`);
    }
  }
  if (problems.length === 0 && !expected) {
    for (const [path, value] of Object.entries(step.expect ?? {})) problems.push(...complaint(result.output, fill(path), fill(value)));
    for (const [key, path] of Object.entries(step.save ?? {})) known[key] = at(result.output, path);
  }
  console.log(JSON.stringify({ operation: step.operation, ok: problems.length === 0, unknown: false, refused: expected !== undefined, problems }));
}
