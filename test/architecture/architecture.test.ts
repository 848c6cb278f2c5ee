// Which folder may import what; that no files import each other in a circle; and that folders and files stay small.
import { describe, expect, test } from "vitest";
import { breaches } from "./breaches.ts";
import { circles } from "./circles.ts";
import { pathsWithoutFile } from "./paths.ts";
import { crowdedFolders, longFiles } from "./sizes.ts";
import { repository } from "./sources.ts";

const sources = repository();

test("the repository keeps the table", () => {
  expect(sources.has("test/architecture/architecture.test.ts")).toBe(true);
  expect(breaches(sources)).toEqual([]);
});

test("the table names no path that does not exist", () => {
  expect(pathsWithoutFile(sources)).toEqual([]);
  expect(pathsWithoutFile(new Map([["ledger/store.ts", ""]]))).toContain("alerts/**");
});

describe("circles of imports", () => {
  test("the repository has none", () => {
    expect(circles(sources)).toEqual([]);
  });

  test("one of three files is found once, types and all, and what leads to it is not in it", () => {
    const three = new Map([
      ["a/start.ts", `import { b } from "./b.ts";`],
      ["a/b.ts", `import type { C } from "../c.ts";`],
      ["c.ts", `export { d } from "./a/d.ts";`],
      ["a/d.ts", `const b = await import("./b.ts");`],
    ]);
    expect(circles(three)).toEqual(["a/b.ts -> c.ts -> a/d.ts -> a/b.ts"]);
  });

  test("a file that imports itself is one", () => {
    expect(circles(new Map([["a.ts", `import { a } from "./a.ts";`]]))).toEqual(["a.ts -> a.ts"]);
  });
});

describe("sizes", () => {
  const files = (folder: string, count: number) =>
    new Map(Array.from({ length: count }, (_, i) => [`${folder}/file-${i}.ts`, ""]));
  const lines = (count: number) => new Map([["ledger/long.ts", "//\n".repeat(count)]]);

  test("no folder of production code is crowded without a reason", () => {
    expect(crowdedFolders(sources)).toEqual([]);
    expect(crowdedFolders(files("ledger", 15), {})).toEqual([]);
    expect(crowdedFolders(files("ledger", 16), {})).toEqual([
      "ledger: found 16 files beside each other, expected at most 15",
    ]);
    expect(crowdedFolders(files("test/ledger", 16), {})).toEqual([]);
  });

  test("no file is long without a reason", () => {
    expect(longFiles(sources)).toEqual([]);
    expect(longFiles(lines(300), {})).toEqual([]);
    expect(longFiles(lines(301), {})).toEqual(["ledger/long.ts: found 301 lines, expected at most 300"]);
  });

  test("a reason that is not needed has to go", () => {
    const gone = ["ledger/long.ts: has a reason that it does not need"];
    expect(longFiles(lines(300), { "ledger/long.ts": "it is one table" })).toEqual(gone);
    expect(longFiles(lines(301), { "ledger/long.ts": "it is one table" })).toEqual([]);
  });
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
    ["checks/a/b/aws.ts", `import "../../../ledger/write/append.ts";`],
    ["checks/a/b/aws.ts", `const a = 1; import { b } from '../../../ledger/write/append.ts';`],
    ["checks/a/b/aws.ts", `const x = import("node:fs");`],
    ["checks/a/b/aws.ts", "const x = import(`node:${name}`);"],
    ["checks/a/b/aws.ts", `type X = import("../../../ledger/write/append.ts").X;`],
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
    ["collectors/live/budget.ts", `import { serviceOf } from "../aws/client/called-service.ts";`],
    ["collectors/gcp/item/asset.ts", `import { InputError } from "../../exports/input-error.ts";`],
    ["collectors/gcp/item/asset.ts", `import { readRow } from "../../azure/item/resource-graph-row.ts";`],
    ["collectors/gcp/item/asset.ts", `import { readFile } from "node:fs/promises";`],
    ["collectors/gcp/item/asset.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["collectors/gcp/answers/x.ts", `import { Asking } from "../../live/region-read.ts";`],
    ["collectors/answer.ts", `import { openSession } from "./aws/client/session.ts";`],
    ["collectors/newroom/x.ts", `import { Item } from "../port.ts";`],
    ["collectors/exports/formats/aws/x.ts", `import { openSession } from "../../../aws/client/session.ts";`],
    ["evidence-schema/bytes/digest.ts", `import { parseScope } from "../keys/object-key.ts";`],
    ["evidence-schema/violation.ts", `import { parseScope } from "./keys/object-key.ts";`],
    ["cli/commands/start.ts", `import { run } from "./collect.ts";`],
    ["ledger/verify/chains/chains.ts", `const worker = new Worker(new URL("../../write/append.ts", import.meta.url));`],
    ["collectors/aws/s3.ts", `import { append } from "../../ledger/write/append.ts";`],
    ["collectors/aws/s3.ts", `const lane = await import(name);`],
    ["collectors/aws/s3.ts", `import { Stack } from "aws-cdk-lib";`],
    ["ledger/seal/seal.ts", `import { KMSClient } from "@aws-sdk/client-kms";`],
    ["ledger/seal/seal.ts", `import { kernel } from "../../checks/kernel.ts";`],
    ["ledger/stores/s3.ts", `import { port } from "../../collectors/port.ts";`],
    ["ledger/verify/verify-ledger.ts", `import { append } from "../write/append.ts";`],
    ["ledger/verify/chains/chain.ts", `import type { Seal } from "../../seal/seal.ts";`],
    ["ledger/verify/log/log.ts", `import { name } from "../../names/names-store.ts";`],
    ["observation/run.ts", `import { list } from "../collectors/aws/s3.ts";`],
    ["observation/run.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["observation/run.ts", `import { send } from "../alerts/send.ts";`],
    ["alerts/render.ts", `import { SNSClient } from "@aws-sdk/client-sns";`],
    ["alerts/render.ts", `import { append } from "../ledger/write/append.ts";`],
    ["audit/sample.ts", `import { DuckDBInstance } from "@duckdb/node-api";`],
    ["audit/sample.ts", `import { openS3 } from "../ledger/stores/s3.ts";`],
    ["cli/main.ts", `await import("../functions/observe.ts");`],
    ["cli/main.ts", `import { App } from "../infra/app.ts";`],
    ["functions/observe.ts", `import { verify } from "../cli/verify.ts";`],
    ["functions/observe.ts", `import { fixture } from "../test/support/fixture.ts";`],
    ["infra/stack.ts", `import { list } from "../collectors/aws/s3.ts";`],
    ["infra/stack.ts", `import { handler } from "../functions/observe.ts";`],
    ["infra/stack.ts", `import { S3Client } from "@aws-sdk/client-s3";`],
    ["examples/tidemark.config.ts", `import { append } from "../ledger/write/append.ts";`],
    ["utils/a.ts", `export const a = 1;`],
  ];
  test.each(cases)("%s: %s", (path, text) => {
    expect(breaches(new Map([[path, text]]))).toContainEqual(expect.stringContaining(`${path}: `));
  });

  test("a reader behind the lanes of the registry", () => {
    const sources = new Map([
      ["collectors/registry/lanes.ts", `import { lanes } from "../aws/account-lanes.ts";`],
      ["collectors/aws/account-lanes.ts", `import { openAws } from "./reader.ts";`],
    ]);
    expect(breaches(sources)).toEqual([
      "collectors/registry/lanes.ts: may not reach what reads a cloud: collectors/registry/lanes.ts -> collectors/aws/account-lanes.ts -> collectors/aws/reader.ts",
    ]);
  });

  test("a writer behind another file", () => {
    const sources = new Map([
      ["ledger/verify/verify-ledger.ts", `import { read } from "../store.ts";`],
      ["ledger/store.ts", `import { append } from "./write/append.ts";`],
    ]);
    expect(breaches(sources)).toEqual([
      "ledger/verify/verify-ledger.ts: may not reach a writer: ledger/verify/verify-ledger.ts -> ledger/store.ts -> ledger/write/append.ts",
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
    ["ledger/verify/verify-ledger.ts", `import { store } from "../store.ts";`],
    [
      "observation/run.ts",
      `import type { Collector } from "../collectors/port.ts";\nimport "../ledger/write/append.ts";`,
    ],
    ["alerts/channels/sns.ts", `import { SNSClient } from "@aws-sdk/client-sns";`],
    ["cli/main.ts", `import manifest from "../package.json" with { type: "json" };\nimport "../audit/sample.ts";`],
    ["infra/stack.ts", `import { actions } from "../collectors/aws/actions.ts";\nimport "aws-cdk-lib/aws-s3";`],
    ["test/a.test.ts", `import "../ledger/write/append.ts";`],
    ["vitest.config.ts", `import { defineConfig } from "vitest/config";`],
  ]);
  expect(breaches(sources)).toEqual([]);
});
