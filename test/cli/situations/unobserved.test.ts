// Runs the real program where exports are too old to count, and where people come from a directory that is not enrolled.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { policyOf } from "../../../config/policy.ts";
import { readConfig } from "../../../config/define-config.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../../support/ledger/small-export.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { asking, CONFIG, hoursAgo, ONE, standingIn, TWO } from "./one-control.ts";

let home: string;

describe("exports that are older than data counts", () => {
  const DAY = 24;
  async function startWith(members: object): Promise<void> {
    home = temporaryDirectory();
    writeFileSync(join(home, "tidemark.config.ts"), `export default ${JSON.stringify({ ...CONFIG, ...members })};\n`);
    writeExports(join(home, "exports"), hoursAgo(8 * DAY + 3), ["one", "two"]);
    const { status } = await runCliInTurn(["start", "--ledger", "ledger", "--from", "exports"], home);
    expect(status).toBe(0);
  }

  const words = "the data is 8 days 3 hours( [\\w ]+)? old, and counts for 7 days( 15 minutes)?";
  const detail = expect.stringMatching(`^${words}$`) as string;

  test("by hand: recorded, and nothing that rests on them counts", async () => {
    await startWith({});
    expect(await standingIn(home)).toMatchObject({
      controls: [{ id: "ENC", stands: "not observed", pass: 0, indeterminate: 4 }],
      unobserved: [{ code: "stale", detail, scopes: [ONE, TWO], results: 4 }],
    });
    const page = await runCliInTurn(["status", "--ledger", "ledger"], home);
    expect(page.stdout).toMatch(
      /^ {2}not observed {2}ENC .* 4 not observed {2}data of 2 units too old {2}databases-encrypted-at-rest, disks-and-snapshots-encrypted disabled$/m,
    );
    expect(page.stdout).toMatch(new RegExp(`^ {2}4 {2}stale: ${words} .* read the scope again; .*staleAfter`, "m"));
    const asked = await runCliInTurn(["query", "--ledger", "ledger", "--json"], home);
    const { results } = JSON.parse(asked.stdout) as { results: { from: string; time: string }[] };
    expect(results).toHaveLength(4);
    // They were too old when they were recorded, so they never counted.
    for (const each of results)
      expect(each).toMatchObject({ outcome: "indeterminate", problem: { code: "stale", detail }, from: each.time });
    expect((await runCliInTurn(["verify", "--ledger", "ledger"], home)).stdout).toContain("INTACT");
  });

  test("status asks the age now, long after the last run too", async () => {
    const old = await TemporaryLedger.create();
    old.clock.ms = Date.now() - 9 * DAY * 3_600_000;
    const cloud = new Cloud(old.clock.text);
    cloud.bucket(ONE, "one", "default");
    await old.run({ reader: cloud, run: "first", policy: policyOf(readConfig(CONFIG, "c.ts"), () => "person:none") });
    const { stdout } = await runCliInTurn(["status", "--ledger", old.root, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      controls: [{ id: "ENC", stands: "not observed", pass: 0, fail: 0 }],
      failures: [],
      unobserved: [{ code: "stale", detail: expect.stringMatching(/^the data is 9 days( .*)? old/) as string }],
    });
  });

  test("an excluded scope is left out, and its old data keeps no control from being met", async () => {
    const old = await TemporaryLedger.create();
    old.clock.ms = Date.now() - 9 * DAY * 3_600_000;
    const cloud = new Cloud(old.clock.text);
    for (const scope of [ONE, TWO]) cloud.bucket(scope, "one", "own key");
    const policy = policyOf(readConfig(CONFIG, "c.ts"), () => "person:none");
    const scopes = [ONE, TWO].map((scope) => ({ scope, regions: ["eu-central-1"] }));
    await old.run({ reader: cloud, run: "first", policy, scopes });
    old.clock.ms = Date.now();
    const excluded = [{ scope: TWO, reason: "closed", approver: "CISO" }];
    await old.run({ reader: cloud, run: "second", policy, scopes: scopes.slice(0, 1), excluded });
    const { stdout } = await runCliInTurn(["status", "--ledger", old.root, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      controls: [{ id: "ENC", stands: "met", pass: 1 }],
      unobserved: [],
      scopes: [{ scope: ONE }],
      leftOut: [{ scope: TWO, region: null, reason: "closed" }],
    });
  });

  test("by hand, where the config says that they count: the control is met", async () => {
    await startWith({ staleAfter: "P30D" });
    expect(await standingIn(home)).toMatchObject({ controls: [{ stands: "met", pass: 4 }], unobserved: [] });
  });

  test("in a slot: every scope is failed with the reason, and nothing is appended", async () => {
    await startWith({});
    const args = ["collect", "--ledger", "ledger", "--from", "exports", "--slot", hoursAgo(1), "--json"];
    const { status, stdout } = await runCliInTurn(args, home);
    expect(status).toBe(2);
    const { scopes, failed } = JSON.parse(stdout) as { scopes: object[]; failed: object };
    expect(scopes).toEqual([]);
    const why = expect.stringMatching(
      /the answers are as of .*, older than the slot before this slot \(.*\)\. Give newer exports/,
    );
    expect(failed).toEqual({ [ONE]: why, [TWO]: why });
    expect(await standingIn(home)).toMatchObject({ controls: [{ stands: "not observed" }] });
  });
});

describe("a directory that is not enrolled", () => {
  const SUBSCRIPTION = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
  const [AZURE, GCP] = [`azure/${SUBSCRIPTION}`, "gcp/projects/481516234201"];
  const NSG = "microsoft.network/networksecuritygroups";
  const subscription = { id: `/subscriptions/${SUBSCRIPTION}`, type: "microsoft.resources/subscriptions" };
  const data = [
    { ...subscription, name: "Production", subscriptionId: SUBSCRIPTION, properties: { state: "Enabled" } },
  ];
  const files: readonly (readonly [scope: string, format: string, type: string, content: unknown, path: RegExp])[] = [
    [
      AZURE,
      "az-graph",
      NSG,
      { count: 1, data, skip_token: null, total_records: 1 },
      /Azure role assignments of people/,
    ],
    [GCP, "gcloud-asset-list", "compute.googleapis.com/Firewall", [], /IAM bindings of people/],
  ];

  test.each(files)(
    "of %s: exit 0, the control on people is not observed",
    async (scope, format, type, content, path) => {
      home = temporaryDirectory();
      const config = {
        ...CONFIG,
        scopes: [{ scope }],
        checks: asking("privileged-people-have-mfa"),
        controls: [{ id: "MFA", basedOn: "TM-IAM-1", owner: { role: "Platform team" } }],
      };
      writeFileSync(join(home, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
      mkdirSync(join(home, "exports"));
      writeFileSync(join(home, "exports", "one.json"), JSON.stringify(content));
      const at = hoursAgo(1);
      const entry = {
        source: "one",
        format,
        scope,
        command: "",
        principal: null,
        types: [type],
        exitStatus: 0,
        error: null,
      };
      const one = { ...entry, dataTime: at, startedAt: at, finishedAt: at, file: "one.json" };
      writeFileSync(join(home, "exports", "export.json"), JSON.stringify({ version: 1, exports: [one] }));
      const { status } = await runCliInTurn(["start", "--ledger", "ledger", "--from", "exports"], home);
      expect(status).toBe(0);
      expect(await standingIn(home)).toMatchObject({
        controls: [{ id: "MFA", stands: "not observed", pass: 0, fail: 0 }],
      });
      const page = await runCliInTurn(["status", "--ledger", "ledger"], home);
      expect(page.stdout).toMatch(path);
    },
  );
});
