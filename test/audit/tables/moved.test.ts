// A resource that changes its region or type: rules of the boundary and of accepted risks match it as it was at each time.
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../../collectors/port.ts";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { failuresAsked, type FailureRow } from "../../support/ledger/asked-failures.ts";
import { A, at } from "../../support/ledger/late-corrections.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const check = objectStorageEncryptedAtRest;
const HOME = "eu-central-1";
const AWAY = "us-east-1";

const waiver = {
  id: "W-1",
  checks: [check],
  resources: { regions: [AWAY], resources: ["accepted*"] },
  risk: "Test data is readable.",
  reason: "It is made up.",
  ticket: "SEC-1",
  requester: { role: "Platform team" },
  approver: { role: "Security lead" },
  from: "2026-01-01",
  until: "2026-12-31",
};

const policy = policyOf(
  readConfig(
    {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark" },
      scopes: [{ scope: A, regions: [HOME] }],
      controls: [
        {
          id: "C-1",
          criteria: ["CC6.1"],
          owner: { role: "Security lead" },
          statement: "Buckets are encrypted.",
          checks: [{ check, reason: "It shows whether the bucket is encrypted." }],
          correctWithin: "P2D",
        },
      ],
      boundary: {
        rules: [{ match: { regions: [AWAY], resources: ["moves*"] }, place: "sandbox", reason: "Nothing of ours." }],
      },
      waivers: [waiver],
    },
    "c.ts",
  ),
  () => "person:none",
);

/** Buckets that pass on the first day and fail from the second to the sixth, and the region of each on each day. */
const REGIONS: { readonly [key: string]: readonly string[] } = {
  "moves away": [HOME, HOME, AWAY, AWAY, AWAY, AWAY],
  "moves home": [AWAY, AWAY, HOME, HOME, HOME, HOME],
  "moves away and back": [HOME, HOME, AWAY, HOME, HOME, HOME],
  stays: [HOME, HOME, HOME, HOME, HOME, HOME],
  "accepted where it moves": [HOME, HOME, AWAY, AWAY, AWAY, AWAY],
};

class Moving extends Cloud {
  day = 1;
  protected override placed(snapshot: Snapshot): Snapshot {
    const region = REGIONS[snapshot.key]?.[this.day - 1];
    return region === undefined ? snapshot : { ...snapshot, region };
  }
}

async function moved(days: number): Promise<TemporaryLedger> {
  const home = await TemporaryLedger.create();
  for (let day = 1; day <= days; day += 1) {
    home.clock.ms = Date.parse(at(day));
    const reader = new Moving(home.clock.text);
    reader.day = day;
    for (const key of Object.keys(REGIONS)) reader.bucket(A, key, day === 1 ? "own key" : "default");
    const checks = [{ check, parameters: { requireCustomerKey: true } }];
    await home.run({ reader, run: `day-${day}`, policy, checks });
  }
  return home;
}

describe("a failing bucket", () => {
  test("counts while it lies within the boundary by its region", async () => {
    const home = await moved(6);
    const { failures } = await failuresAsked(home.root);
    const of = (key: string): FailureRow => failures.find(({ resource }) => resource === key) as FailureRow;
    expect(of("moves away")).toMatchObject({
      region: AWAY,
      place: "sandbox",
      control: "C-1",
      status: "ended uncorrected",
      countedUntil: at(3),
    });
    expect(of("moves home")).toMatchObject({ region: HOME, place: "production", clock: at(3), countedUntil: null });
    expect(of("moves home").status).toBe("exception");
    expect(of("moves away and back")).toMatchObject({ clock: at(2), status: "exception", lateFrom: at(4) });
    expect(of("stays")).toMatchObject({ clock: at(2), status: "exception", lateFrom: at(4) });
    expect(of("accepted where it moves")).toMatchObject({ status: "accepted" });
    expect(of("accepted where it moves")).toMatchObject({ acceptances: [{ id: "W-1", from: at(3) }] });
  });

  test("has a row for each region, and rows that were extended are those that are made at once", async () => {
    const home = await moved(3);
    await runCommand(["tables", "--ledger", home.root]);
    expect((await runCommand(["tables", "--check", "--ledger", home.root])).status).toBe(0);
    const all = await moved(6);
    const sql = `select region, from_time, to_time from label where key = 'moves away and back' order by from_time`;
    const asked = await runCommand(["query", "--sql", sql, "--json", "--ledger", all.root]);
    expect((JSON.parse(asked.stdout) as { readonly rows: readonly unknown[] }).rows).toEqual([
      [HOME, at(1), at(3)],
      [AWAY, at(3), at(4)],
      [HOME, at(4), null],
    ]);
  });
});
