#!/usr/bin/env node
// Asks `terraform console` for the value of every expression in the first column of the corpus and writes it into the second.
//
//   tools/console-corpus.mjs [--missing]
//
// --missing asks only for those without a value. To add an expression, add a line with it and run this. The version of
// terraform on PATH must be the one that the corpus is named after. Expressions are evaluated in the module
// tests/Stoa.Language.Tests/Evaluation/console. A result is JSON as jsonencode writes it; `!unknown`, `!sensitive`, or
// `!error` with Terraform's summary; of an expression `type(…)`, the type in one line.

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const version = "1.11.4";
const folder = join(dirname(fileURLToPath(import.meta.url)), "../tests/Stoa.Language.Tests/Evaluation");
const corpus = join(folder, `terraform-console-${version}.tsv`);
const env = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1", NO_COLOR: "1" };

function terraform(cwd, args, input) {
  return new Promise((resolve) => {
    const child = execFile("terraform", args, { cwd, env }, (_, stdout, stderr) =>
      resolve({ stdout, stderr }));
    child.stdin.end(input ?? "");
  });
}

const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, "");

// A text at the console is quoted as Go quotes it, which is JSON but for a few escapes.
const unquote = (text) =>
  JSON.parse(text.replace(/\\(x[0-9a-f]{2}|U[0-9a-f]{8}|[av\\"bfnrtu])/g, (whole, escape) => {
    if (escape[0] === "x" || escape[0] === "U") {
      return JSON.stringify(String.fromCodePoint(parseInt(escape.slice(1), 16))).slice(1, -1);
    }
    return escape === "a" ? "\\u0007" : escape === "v" ? "\\u000b" : whole;
  }));

async function evaluate(cwd, expression) {
  const isType = expression.startsWith("type(");
  const { stdout, stderr } = await terraform(cwd, ["console"], `${isType ? expression : `jsonencode(${expression})`}\n`);
  const error = /Error: (.*)/.exec(plain(stderr));
  if (error) {
    return `!error ${error[1].trim()}`;
  }
  const output = plain(stdout).trim();
  if (output === "(known after apply)") {
    return "!unknown";
  }
  if (output === "(sensitive value)") {
    return "!sensitive";
  }
  return isType ? output.replace(/\s+/g, "").replace(/,([\])}])/g, "$1") : unquote(output);
}

const { stdout } = await terraform(folder, ["version"]);
if (!stdout.startsWith(`Terraform v${version}\n`)) {
  throw new Error(`terraform ${version} is needed, not ${stdout.split("\n")[0]}`);
}

const onlyMissing = process.argv.includes("--missing");
const rows = readFileSync(corpus, "utf8").split("\n").filter((line) => line !== "").map((line) => line.split("\t"));
let next = 0;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  // A console locks the state of its module, so each worker has a copy.
  const copy = mkdtempSync(join(tmpdir(), "console-"));
  cpSync(join(folder, "console"), copy, { recursive: true });
  while (next < rows.length) {
    const row = rows[next++];
    if (!row[0].startsWith("#") && !(onlyMissing && row[1])) {
      row[1] = await evaluate(copy, row[0]);
    }
  }
  rmSync(copy, { recursive: true });
}));
writeFileSync(corpus, rows.map((row) => row.join("\t")).join("\n") + "\n");
