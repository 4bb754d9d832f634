#!/usr/bin/env node
// Regenerates what Terraform itself says of the module trees under tests/Stoa.Workloads.Tests/Terraform/plans:
//
//   node tools/terraform-plans.mjs [NAME…]
//
// Each tree uses terraform_data only, which needs no provider to be downloaded, so `terraform init` and `terraform plan` work offline.
// Written to NAME/expected.json: for every managed resource its address, input, triggers_replace and output, for every output of the
// root module its value; {"$unknown": true} stands for what the plan does not know, {"$sensitive": …} around what it hides.
// A file `arguments` in a tree holds further arguments for `terraform plan`, one a line.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const plans = join(dirname(fileURLToPath(import.meta.url)), "../tests/Stoa.Workloads.Tests/Terraform/plans");
const environment = { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };

// The value of a change, with marks for what is unknown and what is sensitive.
function marked(value, unknown, sensitive) {
  if (unknown === true) return sensitive === true ? { $sensitive: { $unknown: true } } : { $unknown: true };
  if (sensitive === true) return { $sensitive: marked(value, unknown, false) };
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const length = Math.max(value?.length ?? 0, unknown?.length ?? 0);
    return Array.from({ length }, (_, i) => marked(value?.[i], unknown?.[i], sensitive?.[i]));
  }
  const names = { ...(value ?? {}), ...(unknown ?? {}) };
  if ((value !== null && typeof value === "object") || (unknown && typeof unknown === "object")) {
    return Object.fromEntries(Object.keys(names).sort().map(n => [n, marked(value?.[n], unknown?.[n], sensitive?.[n])]));
  }
  return value ?? null;
}

function expected(plan) {
  const resources = {};
  for (const { address, mode, change } of plan.resource_changes ?? []) {
    if (mode !== "managed") continue;
    resources[address] = Object.fromEntries(["input", "output", "triggers_replace"].map(name =>
      [name, marked(change.after?.[name], change.after_unknown?.[name], change.after_sensitive?.[name])]));
  }
  const outputs = {};
  for (const [name, change] of Object.entries(plan.output_changes ?? {})) {
    outputs[name] = marked(change.after, change.after_unknown, change.after_sensitive);
  }
  const sorted = Object.fromEntries(Object.entries(resources).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { terraform: plan.terraform_version, resources: sorted, outputs };
}

const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(plans).sort();
for (const name of names) {
  const tree = join(plans, name);
  const scratch = mkdtempSync(join(tmpdir(), "plan-"));
  cpSync(tree, scratch, { recursive: true });
  const run = (...args) => execFileSync("terraform", args, { cwd: scratch, env: environment, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
  try {
    const list = join(tree, "arguments");
    const more = existsSync(list) ? readFileSync(list, "utf8").split("\n").filter(line => line.length > 0) : [];
    run("init", "-input=false", "-backend=false");
    run("plan", "-input=false", "-lock=false", "-out=plan.bin", ...more);
    const plan = JSON.parse(run("show", "-json", "plan.bin").toString());
    writeFileSync(join(tree, "expected.json"), JSON.stringify(expected(plan), null, 1) + "\n");
    console.log(`${name}: ${Object.keys(expected(plan).resources).length} resources`);
  } catch (error) {
    console.error(`${name}: ${error.stderr?.toString() ?? error}`);
    process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
