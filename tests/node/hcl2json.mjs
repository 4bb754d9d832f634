// node hcl2json.mjs: reads paths of HCL files, one a line, from standard input; writes for each, one a line, its content as
// HashiCorp's own parser reads it, {"value": …} or {"error": "…"}.
import { readFileSync } from "node:fs";
import { parse } from "@cdktf/hcl2json";

for (const path of readFileSync(0, "utf8").split("\n").filter((line) => line.length > 0)) {
  let answer;
  try {
    answer = { value: await parse(path, readFileSync(path, "utf8")) };
  } catch (error) {
    answer = { error: String(error) };
  }

  process.stdout.write(JSON.stringify(answer) + "\n");
}
