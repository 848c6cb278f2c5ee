// Runs `npm run new-check -- DOMAIN ID [--clouds aws,azure,gcp]`: writes the files of a new check, red until they say
// something, and registers the check.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { CLOUDS, type Cloud } from "../checks/clouds.ts";
import { DOMAINS } from "../checks/check.ts";
import { checks } from "../checks/index.ts";

const ROOT = join(import.meta.dirname, "..");
const CLOUD_NAMES = CLOUDS.map(({ cloud }) => cloud);

/** What is wrong with the arguments, in one line; null if nothing is. */
function mistake(domain: string | undefined, id: string | undefined, clouds: readonly string[]): string | null {
  if (domain === undefined || id === undefined)
    return "expected DOMAIN and ID, such as: network default-networks-absent";
  if (!(DOMAINS as readonly string[]).includes(domain))
    return `found domain ${domain}, expected one of ${DOMAINS.join(", ")}`;
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id))
    return `found id ${id}, expected lower case words joined by dashes that state the good state`;
  if (checks.some((check) => check.id === id)) return `found id ${id} taken, expected one that was never used`;
  const unknown = clouds.find((cloud) => !(CLOUD_NAMES as readonly string[]).includes(cloud));
  return unknown === undefined ? null : `found cloud ${unknown}, expected some of ${CLOUD_NAMES.join(", ")}`;
}

const camel = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A reason for each cloud that has no evaluator. */
function unavailable(clouds: readonly string[]): string {
  const others = CLOUD_NAMES.filter((cloud) => !clouds.includes(cloud));
  if (others.length === 0) return "";
  return `\n  unavailableIn: {\n${others.map((cloud) => `    ${cloud}: "",\n`).join("")}  },`;
}

const remediation = (
  clouds: readonly string[],
): string => `// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
${clouds
  .map((cloud) => `  ${cloud}: {\n    change: "",\n    console: [],\n    commands: [],\n    terraform: [],\n  },\n`)
  .join("")}} as const satisfies Check["remediation"];
`;

const index = (domain: string, id: string, clouds: readonly string[]): string => `// Defines the check that ...
import { defineCheck } from "../../check.ts";
${clouds.map((cloud) => `import { ${cloud} } from "./${cloud}.ts";\n`).join("")}import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const ${camel(id)} = defineCheck({
  id: "${id}",
  version: 1,
  domain: "${domain}",
  title: "",
  requirement: "",
  rationale: "",
  remediation,${unavailable(clouds)}
  limits: "",
  severity: "medium",
  parameters,
  references: [],
  evaluators: [${clouds.join(", ")}],
});
`;

const PARAMETERS = `// Defines what a company may decide about this check.
import { z } from "zod";

export const parameters = z.strictObject({});
`;

const evaluator = (cloud: string): string => `// Judges ..., by which facts.
import { z } from "zod";
import { defineEvaluator, indeterminate } from "../../kernel.ts";

export const ${cloud} = defineEvaluator({
  provider: "${cloud}",
  resourceType: "",
  global: ${cloud === "aws" ? "false" : "true"},
  // The slice that is locked away: name the page of the API that it follows.
  reads: z.object({}),
  evaluate() {
    return indeterminate({ code: "not-supported", detail: "nothing is judged yet" });
  },
});
`;

const cases = (clouds: readonly string[]): string => `// ...
import type { Cases } from "../cases.ts";

export const cases: Cases = {
${clouds.map((cloud) => `  "${cloud} ": { cases: [] },\n`).join("")}};
`;

async function register(domain: string, id: string): Promise<void> {
  const path = join(ROOT, "checks/index.ts");
  const text = await readFile(path, "utf8");
  const line = `import { ${camel(id)} } from "./${domain}/${id}/index.ts";\n`;
  const registered = text
    .replace('import type { Check } from "./check.ts";', `${line}import type { Check } from "./check.ts";`)
    .replace(/\n\];\s*$/, `\n  ${camel(id)},\n];\n`);
  if (!registered.includes(`  ${camel(id)},\n];`)) throw new Error("checks/index.ts has another form than it had");
  await writeFile(path, registered);
}

const { values, positionals } = parseArgs({
  options: { clouds: { type: "string", default: CLOUD_NAMES.join(",") } },
  allowPositionals: true,
});
const [domain, id] = positionals;
const clouds = values.clouds.split(",") as Cloud[];
const wrong = mistake(domain, id, clouds);
if (wrong !== null || domain === undefined || id === undefined) {
  console.error(`new-check: ${wrong}`);
  process.exitCode = 3;
} else {
  const folder = `checks/${domain}/${id}`;
  const files = {
    [`${folder}/index.ts`]: index(domain, id, clouds),
    [`${folder}/parameters.ts`]: PARAMETERS,
    [`${folder}/remediation.ts`]: remediation(clouds),
    ...Object.fromEntries(clouds.map((cloud) => [`${folder}/${cloud}.ts`, evaluator(cloud)])),
    [`test/checks/${domain}/${id}.cases.ts`]: cases(clouds),
  };
  const there = Object.keys(files).find((path) => existsSync(join(ROOT, path)));
  if (there !== undefined) {
    console.error(`new-check: found ${there}, expected no such file: nothing was written`);
    process.exitCode = 3;
  } else {
    for (const path of Object.keys(files)) await mkdir(join(ROOT, dirname(path)), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      await writeFile(join(ROOT, path), text, { flag: "wx" });
      console.log(`made ${path}`);
    }
    await register(domain, id);
    console.log("registered in checks/index.ts\n");
    console.log("Next: fill them in (CONTRIBUTING.md, Adding a check), then npm run generate and npm test.");
  }
}
