// One ledger for every way of reading: AWS live and Azure from exports, in turn and together, over ten runs by hand.
import { execFile } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../../support/run-cli.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";
import "../../support/servers/localhost-names.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const REGION = "us-east-1";
const AWS = "aws/123456789012";
const AZURE = "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4";

let aws: EmulatedAws;
let directory: string;

beforeAll(async () => {
  aws = await startEmulatedAws([REGION]);
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  await new S3Client({ region: REGION, endpoint: aws.behind, credentials }).send(
    new CreateBucketCommand({ Bucket: "orders" }),
  );
  directory = temporaryDirectory();
  const config = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark" },
    aws: { role: null, lane: "direct" },
    scopes: [{ scope: AWS, regions: [REGION] }, { scope: AZURE }],
  };
  writeFileSync(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  cpSync(join(repository, "examples/estate/2026-09-01"), join(directory, "exports"), { recursive: true });
  const path = join(directory, "exports/export.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { exports: { scope: string }[] };
  manifest.exports = manifest.exports.filter(({ scope }) => scope === AZURE);
  writeFileSync(path, JSON.stringify(manifest));
});
afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true });
});

const tidemark = (...args: readonly string[]): Promise<Ran> => runCliAtOnce(args, directory, aws.env);

type Result = { readonly scope: string; readonly resource: string; readonly check: string; readonly outcome: string };

async function standing(): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await tidemark("query", "--json");
  const { results } = JSON.parse(stdout) as { readonly results: readonly Result[] };
  return new Map(results.map(({ scope, resource, check, outcome }) => [`${scope} ${resource} ${check}`, outcome]));
}

type Answer = { readonly scopes: readonly { readonly scope: string; readonly changes: readonly unknown[] }[] };

test("nothing is hidden, nothing departs, and both verifiers find the ledger intact", async () => {
  const live = ["collect", "--json"];
  const both = ["collect", "--from", "exports", "--json"];
  const first = await tidemark("start", "--from", "exports");
  expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
  const before = await standing();
  expect([...before.keys()].filter((key) => key.startsWith(AWS)).length).toBeGreaterThan(3);
  expect([...before.keys()].filter((key) => key.startsWith(AZURE)).length).toBeGreaterThan(10);
  for (const args of [live, both, live, live, both, both, live, both, live]) {
    const { status, stdout, stderr } = await tidemark(...args);
    // Without --from the run can't read Azure's scope, and says so by its exit status.
    expect({ status, stderr }).toEqual({ status: args === live ? 2 : 0, stderr: "" });
    const { scopes } = JSON.parse(stdout) as Answer;
    expect(scopes.map(({ scope }) => scope)).toEqual(args === live ? [AWS] : [AWS, AZURE]);
    expect(scopes.flatMap(({ changes }) => changes)).toEqual([]);
    expect(await standing()).toEqual(before);
  }
  expect(verdictPrinted((await tidemark("verify", "--ledger", ".tidemark/ledger")).stdout)).toBe("INTACT");
  const python = await new Promise<string>((resolve) => {
    const script = join(repository, "evidence-schema/verify.py");
    const args = [script, join(directory, ".tidemark/ledger"), "--trust", join(directory, ".tidemark/trust.txt")];
    execFile("python3", args, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  expect(verdictPrinted(python)).toBe("INTACT");
});
