// One account read by one lane and then by the other, by the real program: no key and no outcome changes, nothing departs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { newestRecords } from "../../support/ledger/newest-records.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { RECORDER, startConfigServer, type ConfigServer } from "../../support/servers/config-server.ts";
import { startEmulatedAws, type EmulatedAws } from "../../support/servers/emulated-aws.ts";
import { buildOrganization, REGIONS, ROLE, type Organization } from "../../support/servers/emulated-organization.ts";
import { record } from "../../support/servers/recorder.ts";

let aws: EmulatedAws;
let config: ConfigServer;
let organization: Organization;
let directory: string;

beforeAll(async () => {
  aws = await startEmulatedAws(REGIONS);
  organization = await buildOrganization(aws.behind);
  config = await startConfigServer(
    (key) => aws.accountOf(key) ?? "",
    () => null,
    aws.url,
  );
  for (const account of Object.values(organization)) {
    for (const region of REGIONS) {
      const items = await record(account, region, region === REGIONS[0]);
      config.regions.set(`${account.id} ${region}`, { recorders: [RECORDER], items });
    }
  }
  directory = temporaryDirectory();
});
afterAll(async () => {
  await config.stop();
  await aws.stop();
});

function readBy(lane: "config" | "direct"): void {
  const scopes = Object.values(organization).map(({ id }) => ({ scope: `aws/${id}`, regions: REGIONS }));
  const value = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark" },
    aws: { role: ROLE, externalId: "emulated-example", lane },
    // Inspector is off, which is indeterminate where another product may scan.
    checks: {
      "images-and-machines-scanned": {
        parameters: { requireCloudScanner: true },
        reason: "Inspector alone scans our machines.",
      },
    },
    labels: ["env", "owner"],
    scopes,
  };
  writeFileSync(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(value)};\n`);
}

const tidemark = (...args: readonly string[]): Promise<Ran> =>
  runCliAtOnce(args, directory, { ...aws.env, AWS_ENDPOINT_URL_CONFIG_SERVICE: config.url });

type Result = { readonly check: string; readonly resource: string; readonly scope: string; readonly outcome: string };

/** Every result as it stands, by scope, resource and check. */
async function results(): Promise<Map<string, string>> {
  const { stdout } = await tidemark("query", "--as-of", new Date().toISOString(), "--format", "json");
  const { results: rows } = JSON.parse(stdout) as { results: readonly Result[] };
  return new Map(rows.map(({ scope, resource, check, outcome }) => [`${scope} ${resource} ${check}`, outcome]));
}

const newest = ({ id }: { readonly id: string }): ChainRecord[] =>
  newestRecords(join(directory, ".tidemark/ledger"), `aws/${id}`);

function nothingDeparted(lane: "config" | "direct"): void {
  for (const account of Object.values(organization)) {
    const records = newest(account);
    expect(records.filter(({ type }) => type === "departure")).toEqual([]);
    const sources = records[0]?.body["sources"] as unknown as { lane: string }[];
    expect(sources.some((source) => source.lane === "aws-config")).toBe(lane === "config");
  }
}

let byConfig: Map<string, string>;

test("from AWS Config to the services' own calls no key and no outcome changes", async () => {
  readBy("config");
  const first = await tidemark("start");
  expect(first.stderr).toBe("");
  expect(first.stdout).toContain("INTACT");
  byConfig = await results();
  expect(byConfig.size).toBeGreaterThan(40);
  expect(new Set(byConfig.values())).toEqual(new Set(["pass", "fail", "not-applicable"]));
  readBy("direct");
  expect((await tidemark("collect")).stderr).toBe("");
  nothingDeparted("direct");
  expect(await results()).toEqual(byConfig);
});

test("back within Config's lag nothing departs, and its answers count only when they can't be older", async () => {
  readBy("config");
  expect((await tidemark("collect")).stderr).toBe("");
  nothingDeparted("config");
  const now = await results();
  expect([...now.keys()]).toEqual([...byConfig.keys()]);
  const changed = [...now].filter(([name, outcome]) => outcome !== byConfig.get(name));
  expect(changed.length).toBeGreaterThan(0);
  for (const [, outcome] of changed) expect(outcome).toBe("indeterminate");
  expect((await tidemark("verify")).stdout).toContain("INTACT");
});
