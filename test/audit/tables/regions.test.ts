// Regions that no run reads, on the days of a control: until they are left out on purpose, and again once they no longer are.
import { expect, test } from "vitest";
import { controlDaysIn } from "../../../audit/tables/days/control-days-in.ts";
import { openTables } from "../../../audit/tables/database.ts";
import { policyTimes } from "../../../audit/tables/policy/policy-times.ts";
import { overviewOf } from "../../../audit/standing/overview.ts";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import { unreadUnit } from "../../../collectors/unread-unit.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { A, at } from "../../support/ledger/late-corrections.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { glyphs } from "../../support/period/history.ts";

const check = objectStorageEncryptedAtRest;
const policy = policyOf(
  readConfig(
    {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark" },
      scopes: [{ scope: A, regions: ["eu-central-1"] }],
      controls: [
        {
          id: "C-1",
          criteria: ["CC6.1"],
          owner: { role: "Security lead" },
          statement: "Buckets are encrypted.",
          checks: [{ check, reason: "It shows whether the bucket is encrypted." }],
        },
      ],
    },
    "c.ts",
  ),
  () => "person:none",
);

const schedule = {
  v: 1,
  kind: "schedule",
  everySeconds: 86_400,
  from: at(1, 0),
  graceSeconds: 3600,
  eventCadenceSeconds: 3600,
} as const;

const NOT_NAMED: Problem = { code: "not-planned", detail: "the config does not name it" };
const DENIED: Problem = { code: "denied", detail: "ec2:DescribeRegions" };

type Told = { readonly unit: string; readonly problem: Problem } | "left out" | null;
const OTHER: Told = { unit: "AWS::Account::Region@us-east-1", problem: NOT_NAMED };
const UNLISTED: Told = { unit: "AWS::Account::Region@global", problem: DENIED };

/** One run at the begin of each day, and what it tells of other regions; the glyphs of the days, and how the control stands at the end. */
async function days(told: readonly Told[]) {
  const home = await TemporaryLedger.create();
  for (const [index, each] of told.entries()) {
    const slot = at(index + 1, 0);
    home.clock.ms = Date.parse(slot);
    const cloud = new Cloud(home.clock.text);
    cloud.bucket(A, "bucket", "own key");
    const leftOut = [{ region: "us-east-1", reason: "denied by policy", approver: "CISO" }];
    await home.run({
      reader: {
        lanes: cloud.lanes,
        scopes: cloud.scopes,
        async read(request, emit) {
          const reading = await cloud.read(request, emit);
          if (each === null || each === "left out") return reading;
          return { ...reading, units: [...reading.units, unreadUnit(each.unit, "memory", each.problem)] };
        },
      },
      run: `slot-${slot}`,
      slot,
      schedule,
      policy,
      checks: [{ check, parameters: { requireCustomerKey: true } }],
      scopes: [{ scope: A, regions: ["eu-central-1"], ...(each === "left out" ? { leftOut } : {}) }],
    });
  }
  const ledger = await home.open();
  const { rows, basis } = await openTables({ ledger, path: null });
  const window = { from: Date.parse(at(1, 0)), to: Date.parse(at(told.length, 1)) };
  const until = Date.parse(basis?.sealTime ?? "");
  const [control] = controlDaysIn(rows, await policyTimes(ledger, rows), { window, zone: "UTC", until });
  rows.database.close();
  const stands = (await overviewOf(ledger))?.controls[0]?.stands;
  return { days: glyphs(control?.days ?? []), stands };
}

test.each([
  ["nobody named", [OTHER, OTHER, OTHER], "???", "not observed"],
  ["left out on purpose", [OTHER, OTHER, "left out", "left out"], "??..", "met"],
  ["left out, and then named by no config again", [OTHER, "left out", OTHER, OTHER], "?.??", "not observed"],
  ["left out from the begin", ["left out", "left out", OTHER], "..?", "not observed"],
  ["turned off", [OTHER, null, null], "?..", "met"],
  ["that could not be listed for a while", [UNLISTED, UNLISTED, null, null], "??..", "met"],
] as const)("regions: %s", async (_, told, expected, stands) => {
  expect(await days(told)).toEqual({ days: expected, stands });
});
