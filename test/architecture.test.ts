// Which folder may import what: the table of the layout, and the words that pure folders must not contain.
import { readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob, posix } from "node:path";
import { describe, expect, test } from "vitest";

interface Rule {
  /** Files of this repository, as globs from its root. A folder may always import itself. */
  readonly imports: readonly string[];
  /** Packages by name; a name that ends in "/" stands for every package of that scope. */
  readonly packages: readonly string[] | "any";
  /** Modules of Node. */
  readonly builtins: readonly string[] | "any";
  /** Files of the folder that may import more packages than the rest of it. */
  readonly except?: { readonly files: readonly string[]; readonly packages: readonly string[] };
  readonly words?: Readonly<Record<string, RegExp>>;
}

/** An import whose name is not a literal, in the place of a package name. */
const computed = "import(<computed>)";

const clock = { clock: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/ };
const later = { async: /\basync\s*(?:function\b|[*(<]|[\w$]+\s*(?:=>|[(<]))|\bawait\b|\bPromise\s*[.<(]/ };
const outside = { outside: /\bMath\.random\b|\bfetch\s*\(|\bprocess\.\w|\bgetBuiltinModule\b/ };

const sdks = ["@aws-sdk/", "@smithy/", "@azure/", "@google-cloud/", "google-auth-library"];
const engine = ["@duckdb/"];
const model = ["evidence-schema/**", "checks/**", "controls/**", "config/**"];
const runtime = [...model, "collectors/**", "ledger/**", "observation/**", "alerts/**", "audit/**"];

const table: Readonly<Record<string, Rule>> = {
  "evidence-schema": {
    imports: [],
    packages: ["zod"],
    builtins: ["node:crypto"],
    words: { ...clock, ...outside },
  },
  checks: {
    imports: ["evidence-schema/**"],
    packages: ["zod"],
    builtins: [],
    words: { ...clock, ...later, ...outside },
  },
  controls: { imports: ["evidence-schema/**", "checks/**"], packages: ["zod"], builtins: "any" },
  config: { imports: ["evidence-schema/**", "checks/**", "controls/**"], packages: ["zod", computed], builtins: "any" },
  collectors: { imports: ["evidence-schema/**"], packages: ["zod", "csv-parse", "p-queue", ...sdks], builtins: "any" },
  ledger: {
    imports: ["evidence-schema/**"],
    packages: ["zod"],
    builtins: "any",
    except: {
      files: ["ledger/stores/**", "ledger/signers/**", "ledger/online/**", "ledger/online.ts"],
      packages: sdks,
    },
  },
  observation: {
    imports: [...model, "ledger/**", "collectors/port.ts", "collectors/unread-unit.ts", "package.json"],
    packages: ["zod"],
    builtins: "any",
  },
  // Messages are questions asked of records, rendered (docs/adr/0008-deployed.md).
  alerts: {
    imports: [...model, "ledger/**", "audit/**"],
    packages: ["zod"],
    builtins: "any",
    except: { files: ["alerts/channels/**"], packages: sdks },
  },
  audit: {
    imports: [...model, "ledger/**"],
    packages: ["zod"],
    builtins: "any",
    except: { files: ["audit/engine.ts", "audit/engine/**"], packages: [...sdks, ...engine] },
  },
  cli: { imports: [...runtime, "package.json"], packages: "any", builtins: "any" },
  functions: { imports: runtime, packages: "any", builtins: "any" },
  infra: {
    imports: ["evidence-schema/**", "config/**", "collectors/**/actions.ts", "ledger/online/actions.ts"],
    packages: ["aws-cdk-lib", "constructs", "cdk-nag", "esbuild", "zod", computed],
    builtins: "any",
  },
  examples: { imports: ["config/**", "checks/**", "controls/**"], packages: "any", builtins: "any" },
};

const free = ["test", "scripts", "bench"];

const writers = ["append", "seal", "restart", "adopt", "names", "lease", "genesis"].map((name) => `ledger/${name}.ts`);

/** What must not depend on the writers, not even through another file. */
const readers = [
  "ledger/verify*.ts",
  "ledger/verify/**",
  "ledger/online*.ts",
  "ledger/online/**",
  "alerts/**",
  "audit/**",
];

type Sources = ReadonlyMap<string, string>;

/** One line for every breach, empty when the table is kept. `sources` holds file contents by path from the root. */
function breaches(sources: Sources): string[] {
  return [
    ...[...sources].flatMap(([path, text]) => breachesOf(path, text)),
    ...[...sources.keys()].filter((path) => matches(path, readers)).flatMap((path) => writersReached(path, sources)),
  ];
}

function breachesOf(path: string, text: string): string[] {
  const folder = topFolder(path);
  if (folder === undefined || free.includes(folder)) return [];
  const rule = table[folder];
  if (rule === undefined) return [`${path}: the table has no rule for ${folder}/`];
  const imported = specifiers(text).filter((specifier) => !allowed(path, folder, rule, specifier));
  const words = Object.entries(rule.words ?? {}).filter(([, pattern]) => pattern.test(text));
  return [
    ...imported.map((specifier) => `${path}: may not import ${specifier}`),
    ...words.map(([word]) => `${path}: may not use ${word}`),
  ];
}

function allowed(path: string, folder: string, rule: Rule, specifier: string): boolean {
  if (specifier.startsWith(".")) return matches(resolve(path, specifier), [`${folder}/**`, ...rule.imports]);
  if (specifier.startsWith("node:")) return rule.builtins === "any" || rule.builtins.includes(specifier);
  if (rule.packages === "any") return true;
  const extra = rule.except !== undefined && matches(path, rule.except.files) ? rule.except.packages : [];
  return [...rule.packages, ...extra].some(
    (name) => specifier === name || specifier.startsWith(name.endsWith("/") ? name : `${name}/`),
  );
}

/** The first path of imports from `start` to each writer that can be reached from it. */
function writersReached(start: string, sources: Sources): string[] {
  const routes = new Map([[start, start]]);
  for (const [path, route] of routes) {
    for (const specifier of specifiers(sources.get(path) ?? "").filter((name) => name.startsWith("."))) {
      const next = resolve(path, specifier);
      if (!routes.has(next)) routes.set(next, `${route} -> ${next}`);
    }
  }
  return writers.flatMap((writer) => {
    const route = routes.get(writer);
    return route === undefined ? [] : [`${start}: may not reach a writer: ${route}`];
  });
}

/** Everything a source imports, type-only imports too. Comments are not left out: too much is safer than too little. */
function specifiers(text: string): string[] {
  const found = [
    ...text.matchAll(/(?:^|[;}]|\*\/)\s*(?:import|export)\b(?:[^'"`;=(){}]|\{[^}]*\})*?\bfrom\s*["']([^"']+)["']/gm),
    ...text.matchAll(/(?:^|[;}]|\*\/)\s*import\s*["']([^"']+)["']/gm),
    ...text.matchAll(/\bimport\s*\(\s*(?:\/\*[^*]*\*\/\s*)?(?:["'`]([^"'`$]+)["'`])?/g),
    ...text.matchAll(/\brequire\s*\(\s*["'`]([^"'`]+)["'`]/g),
  ];
  return found.map((match) => match[1] ?? computed);
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

function topFolder(path: string): string | undefined {
  const slash = path.indexOf("/");
  return slash === -1 ? undefined : path.slice(0, slash);
}

function matches(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}

function repository(): Map<string, string> {
  const root = join(import.meta.dirname, "..");
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.name.startsWith(".") || ["node_modules", "coverage", "cdk.out", "dist"].includes(entry.name)) return [];
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return /\.[cm]?[jt]sx?$/.test(entry.name) ? [path] : [];
    });
  return new Map(walk("").map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

test("the repository keeps the table", () => {
  const sources = repository();
  expect(sources.has("test/architecture.test.ts")).toBe(true);
  expect(breaches(sources)).toEqual([]);
});

describe("a breach is reported", () => {
  const cases: readonly (readonly [path: string, text: string])[] = [
    ["evidence-schema/a.ts", `import { x } from "../ledger/x.ts";`],
    ["evidence-schema/a.ts", `import { readFile } from "node:fs";`],
    ["evidence-schema/a.ts", `import { createHash } from "crypto";`],
    ["evidence-schema/a.ts", `import canonicalize from "canonicalize";`],
    ["evidence-schema/a.ts", `const now = Date.now();`],
    ["checks/a/b/aws.ts", `import { createHash } from "node:crypto";`],
    ["checks/a/b/aws.ts", `import type { Port } from "../../../collectors/port.ts";`],
    ["checks/a/b/aws.ts", `import {\n  a,\n  type B,\n} from "../../../controls/soc2.ts";`],
    ["checks/a/b/aws.ts", `import {\n  a, // it's "pure"\n  b as c,\n} from "../../../controls/soc2.ts";`],
    ["checks/a/b/aws.ts", `/* why */ import { a } from "../../../controls/soc2.ts";`],
    ["checks/a/b/aws.ts", `export * from "../../../config/define.ts";`],
    ["checks/a/b/aws.ts", `export * as all from "../../../config/define.ts";`],
    ["checks/a/b/aws.ts", `import "../../../ledger/append.ts";`],
    ["checks/a/b/aws.ts", `const a = 1; import { b } from '../../../ledger/append.ts';`],
    ["checks/a/b/aws.ts", `const x = import("node:fs");`],
    ["checks/a/b/aws.ts", "const x = import(`node:${name}`);"],
    ["checks/a/b/aws.ts", `type X = import("../../../ledger/append.ts").X;`],
    ["checks/a/b/aws.ts", `import { z } from "zodiac";`],
    ["checks/kernel.ts", `export async function f() {}`],
    ["checks/kernel.ts", `const f = async () => 1;`],
    ["checks/kernel.ts", `const f = async <T>(x: T) => x;`],
    ["checks/kernel.ts", `const o = { async evaluate(x: unknown) {} };`],
    ["checks/kernel.ts", `function f(): Promise<void> {}`],
    ["checks/kernel.ts", `const seed = Math.random();`],
    ["controls/soc2.ts", `import { define } from "../config/define.ts";`],
    ["controls/soc2.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["config/define.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["config/define.ts", `import { run } from "../observation/run.ts";`],
    ["collectors/aws/s3.ts", `import { kernel } from "../../checks/kernel.ts";`],
    ["collectors/aws/s3.ts", `import { append } from "../../ledger/append.ts";`],
    ["collectors/aws/s3.ts", `const lane = await import(name);`],
    ["collectors/aws/s3.ts", `import { Stack } from "aws-cdk-lib";`],
    ["ledger/seal.ts", `import { KMSClient } from "@aws-sdk/client-kms";`],
    ["ledger/seal.ts", `import { kernel } from "../checks/kernel.ts";`],
    ["ledger/stores/s3.ts", `import { port } from "../../collectors/port.ts";`],
    ["ledger/verify.ts", `import { append } from "./append.ts";`],
    ["ledger/verify-chain.ts", `import type { Seal } from "./seal.ts";`],
    ["ledger/verify/log.ts", `import { name } from "../names.ts";`],
    ["observation/run.ts", `import { list } from "../collectors/aws/s3.ts";`],
    ["observation/run.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["observation/run.ts", `import { send } from "../alerts/send.ts";`],
    ["alerts/render.ts", `import { SNSClient } from "@aws-sdk/client-sns";`],
    ["alerts/render.ts", `import { append } from "../ledger/append.ts";`],
    ["audit/sample.ts", `import { DuckDBInstance } from "@duckdb/node-api";`],
    ["audit/sample.ts", `import { lease } from "../ledger/lease.ts";`],
    ["cli/main.ts", `await import("../functions/observe.ts");`],
    ["cli/main.ts", `import { App } from "../infra/app.ts";`],
    ["functions/observe.ts", `import { verify } from "../cli/verify.ts";`],
    ["functions/observe.ts", `import { fixture } from "../test/support/fixture.ts";`],
    ["infra/stack.ts", `import { list } from "../collectors/aws/s3.ts";`],
    ["infra/stack.ts", `import { handler } from "../functions/observe.ts";`],
    ["infra/stack.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["examples/tidemark.config.ts", `import { append } from "../ledger/append.ts";`],
    ["utils/a.ts", `export const a = 1;`],
  ];
  test.each(cases)("%s: %s", (path, text) => {
    expect(breaches(new Map([[path, text]]))).toContainEqual(expect.stringContaining(`${path}: `));
  });

  test("a writer behind another file", () => {
    const sources = new Map([
      ["ledger/verify.ts", `import { read } from "./read.ts";`],
      ["ledger/read.ts", `import { append } from "./append.ts";`],
    ]);
    expect(breaches(sources)).toEqual([
      "ledger/verify.ts: may not reach a writer: ledger/verify.ts -> ledger/read.ts -> ledger/append.ts",
    ]);
  });
});

test("what the table allows is not reported", () => {
  const sources = new Map([
    ["evidence-schema/a.ts", `import { createHash } from "node:crypto";\nimport { z } from "zod";\nimport "./b.ts";`],
    ["checks/a/b/aws.ts", `import { z } from "zod/mini";\nimport { fail } from "../../kernel.ts"; // nothing later\n`],
    ["collectors/aws/s3.ts", `import { S3Client } from "@aws-sdk/client-s3";\nimport { parse } from "csv-parse/sync";`],
    ["config/load.ts", `const config = await import(url);`],
    ["ledger/stores/s3.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["ledger/verify.ts", `import { keys } from "./keys.ts";`],
    ["observation/run.ts", `import type { Collector } from "../collectors/port.ts";\nimport "../ledger/append.ts";`],
    ["alerts/channels/sns.ts", `import { SNSClient } from "@aws-sdk/client-sns";`],
    ["audit/engine.ts", `import { DuckDBInstance } from "@duckdb/node-api";`],
    ["cli/main.ts", `import manifest from "../package.json" with { type: "json" };\nimport "../audit/sample.ts";`],
    ["infra/stack.ts", `import { actions } from "../collectors/aws/actions.ts";\nimport "aws-cdk-lib/aws-s3";`],
    ["test/a.test.ts", `import "../ledger/append.ts";`],
    ["vitest.config.ts", `import { defineConfig } from "vitest/config";`],
  ]);
  expect(breaches(sources)).toEqual([]);
});
