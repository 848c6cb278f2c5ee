// Runs `npm run bench:deployed [-- RESOURCES] [azure]`: measures how long each function's bundle needs to start, alone, and how assess-scope of
// 100,000 resources, or of as many as are said, gets by with the memory that a limit of 1,024 MB leaves it. With `azure` the
// sample tenant of Azure is read beside AWS. Prints; never fails on a number.
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { statSync } from "node:fs";
import { lanesOfAccounts } from "../collectors/aws/account-lanes.ts";
import { configuredAccounts } from "../collectors/aws/configured-accounts.ts";
import { configuredChecks } from "../config/configured-checks.ts";
import { functionsIn } from "../infra/names.ts";
import { readUnits } from "../observation/reading/answering.ts";
import { Tests } from "../observation/judging/evaluate.ts";
import { keepPart } from "../observation/reading/kept-answers.ts";
import { plannedUnits } from "../observation/plan/plan.ts";
import { keyOf } from "../test/support/deployed/callers.ts";
import { buildBothClouds } from "../test/support/deployed/azure-beside.ts";
import { buildEstate, EVERY_CHECK, slots } from "../test/support/deployed/estate.ts";
import type { WireRequest } from "../test/support/servers/wire.ts";
import { generatedReader } from "./generated-reader.ts";

const RESOURCES = Number(process.argv.slice(2).find((each) => each !== "azure") ?? 100_000);
const RUNS = 5;

const azure = process.argv.includes("azure") ? await buildBothClouds({}, { checks: {} }) : null;
const estate = azure ?? (await buildEstate(undefined, {}, EVERY_CHECK));
const { aws, deployment, organization } = estate;
try {
  await createLedger();
  console.log("bundle                start (median of five processes, one at a time)");
  for (const name of functionsIn(deployment.config)) {
    const starts: number[] = [];
    const lambda = deployment.lambda(name);
    for (let i = 0; i < RUNS; i += 1) {
      // An event of no shape that it knows: it starts, refuses, and is ended.
      await lambda.invoke("start").catch(() => undefined);
      starts.push(lambda.measured.at(-1)?.initMs ?? Number.NaN);
      await lambda.stop();
    }
    const bytes = statSync(join(deployment.bundles.folders[name] as string, "index.mjs")).size;
    const median = starts.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] as number;
    console.log(`  ${name.padEnd(18)} ${median.toFixed(0).padStart(5)} ms  ${(bytes / 1024 / 1024).toFixed(2)} MiB`);
  }
  await requests();
  await assess();
} finally {
  await estate.stop();
}

/** The requests of a run in which nothing changed, by function: docs/runbook.md counts its costs by them. */
async function requests(): Promise<void> {
  const [first, second, third] = slots(3) as [string, string, string];
  for (const slot of [first, second]) await deployment.run(slot);
  const from = aws.requests.length;
  let states = 0;
  deployment.told = () => (states += 1);
  azure?.azure.log.clear();
  await deployment.run(third);
  const own = aws.requests.slice(from);
  console.log(`requests of an unchanged run of ${deployment.config.scopes.length} scopes, ${states} states`);
  for (const name of functionsIn(deployment.config)) {
    const counts = new Map<string, number>();
    for (const request of own) {
      if (request.accessKey !== keyOf(name)) continue;
      const kind = kindOf(request);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const shown = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`);
    console.log(`  ${name.padEnd(18)} ${shown.join(", ") || "none"}`);
  }
  if (azure === null) return;
  const services = Map.groupBy(azure.azure.log.requests, ({ service }) => service);
  const counted = [...services].map(([service, of]) => `${service} ${of.length}`).toSorted();
  const peak = deployment.lambda("collect-azure").measured.at(-1)?.peakMb ?? Number.NaN;
  console.log(`  of collect-azure to Azure: ${counted.join(", ")}; ${peak.toFixed(0)} MiB at most`);
}

/** As AWS prices them: S3 by PUT and LIST, or GET and HEAD. */
function kindOf({ service, method, path }: WireRequest): string {
  if (service !== "s3") return service;
  if (method === "PUT") return "s3 put";
  const { pathname, searchParams } = new URL(path, "http://s3");
  const isList = pathname.split("/").length <= 3 && (searchParams.has("versions") || searchParams.has("list-type"));
  return isList ? "s3 list" : "s3 get";
}

async function assess(): Promise<void> {
  const scope = `aws/${organization.production.id}`;
  const planned = (await deployment.lambda("plan-run").invoke({ slot: slots(1)[0] })) as { readonly run: string };
  const { config } = deployment;
  const checks = configuredChecks(config);
  const tests = new Tests(checks, lanesOfAccounts(configuredAccounts(config)), config.labels);
  const enrolled = { scope, regions: ["eu-central-1", "us-east-1"] };
  // As of now, by the hour that the generated data are of.
  const hour = Math.floor((Date.now() - Date.UTC(2026, 8, 1)) / 3_600_000);
  const reader = generatedReader({ accounts: new Map([[scope, RESOURCES]]), region: "eu-central-1", changes: 0 }, hour);
  const people = { person: () => "", remember: () => undefined };
  const answers = await readUnits(reader, tests, { scope, units: plannedUnits(checks, enrolled), ...people });
  await keepPart(keepOf(planned.run), { scope, attempt: 1 }, 0, { head: "", answers });
  deployment.resize("assess-scope", 1024);
  const began = performance.now();
  const assessed = await deployment.lambda("assess-scope").invoke({ run: planned.run, scope, attempt: 1 });
  const seconds = (performance.now() - began) / 1000;
  const peak = deployment.lambda("assess-scope").measured.at(-1)?.peakMb ?? Number.NaN;
  console.log(
    `assess-scope of ${RESOURCES} resources: ${seconds.toFixed(0)} s, ${peak.toFixed(0)} MiB at most: ${JSON.stringify(assessed)}`,
  );
}

/** The work bucket as the functions see it. */
function keepOf(run: string) {
  const s3 = new S3Client({
    endpoint: aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIABENCH", secretAccessKey: "secret" },
  });
  const kept = new Map<string, Buffer>();
  return {
    get: (name: string) => Promise.resolve(kept.get(name) ?? null),
    async put(name: string, Body: Buffer) {
      kept.set(name, Body);
      const [area, ...rest] = name.split("/");
      const Key = `${area}/${encodeURIComponent(run)}/${rest.join("/")}`;
      await s3.send(new PutObjectCommand({ Bucket: "tidemark-work-123456789012-eu-central-1", Key, Body }));
    },
  };
}

async function createLedger(): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "..", "cli", "main.ts"), "create-ledger"], {
    cwd: deployment.directory,
    env: { ...process.env, ...deployment.envOf("create-ledger") },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await new Promise((resolve) => child.once("close", resolve));
}
