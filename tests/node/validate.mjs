// node validate.mjs SCHEMA: validates the JSON on standard input against a JSON Schema of draft 2020-12; exits with 1 and says why not.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
formats(ajv);
const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validate = ajv.compile({ ...schema, $id: "https://stoa.invalid/" + schema.$id });
if (!validate(JSON.parse(readFileSync(0, "utf8")))) {
  console.log(JSON.stringify(validate.errors.slice(0, 10), null, 2));
  process.exit(1);
}
