// Hourly runs of a project over a week, while Cloud Asset Inventory learns of keys, and of subnetworks, seven hours late.
import { afterAll, beforeAll, expect, test } from "vitest";
import { configuredChecks } from "../../../config/configured-checks.ts";
import { readConfig } from "../../../config/define-config.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { PRODUCTION } from "../../support/google/estate/sample/names.ts";
import type { Asset } from "../../support/google/estate/estate.ts";
import type { Google } from "../../support/google/google.ts";
import { projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { INTACT, TemporaryLedger, TestClock } from "../../support/ledger/temporary-ledger.ts";

const SCOPE = `gcp/${PRODUCTION.name}`;
const HOURS = 168;
const HOUR_MS = 3_600_000;
const LATE_HOURS = 7;

const KEY = "iam.googleapis.com/ServiceAccountKey";
const SUBNETWORK = "compute.googleapis.com/Subnetwork";
const OWNERS = "owner-accounts-have-mfa-and-no-keys";
const FLOW_LOGS = "network-flow-logs-on";
const PUBLIC = "object-storage-not-public";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());

const CHECKS = configuredChecks(
  readConfig(
    {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/week" },
      gcp: {},
      scopes: [{ scope: SCOPE }],
    },
    "tidemark.config.ts",
  ),
);

/** What changes at an hour; the inventory learns of it seven hours later, for the types of `late`. */
type Change = { readonly hour: number; readonly late: readonly string[]; readonly make: () => void };

const assetOf = (name: string): Asset =>
  google.estate.inventory("RESOURCE").find((asset) => asset.name === name) as Asset;

const OWNER = `//iam.googleapis.com/projects/${PRODUCTION.projectId}/serviceAccounts/104000000000000000012`;
const NEW_KEY = `${OWNER}/keys/ffff0000ffff0000ffff0000ffff0000ffff0000`;
const OLD_SUBNETWORK = `//compute.googleapis.com/projects/${PRODUCTION.projectId}/regions/europe-west3/subnetworks/batch`;
const NEW_SUBNETWORK = OLD_SUBNETWORK.replace("batch", "fresh");
const BUCKET = "//storage.googleapis.com/northlight-query-results";

function changes(): readonly Change[] {
  const { estate } = google;
  const key = assetOf(
    `//iam.googleapis.com/projects/${PRODUCTION.projectId}/serviceAccounts/104000000000000000011/keys/a1b2c3d4e5f60718293a4b5c6d7e8f9001122334`,
  );
  const owner = assetOf(OWNER);
  const subnetwork = assetOf(OLD_SUBNETWORK);
  const { data } = key["resource"] as { readonly data: { readonly [member: string]: string } };
  const email = (owner["resource"] as { readonly data: { readonly email: string } }).data.email;
  const withData = (asset: Asset, name: string, members: { readonly [member: string]: unknown }): Asset => {
    const resource = asset["resource"] as { readonly data: object };
    return { ...asset, name, resource: { ...resource, data: { ...resource.data, ...members } } } as unknown as Asset;
  };
  const policy = estate.inventory("IAM_POLICY").find((asset) => asset.name === BUCKET) as Asset;
  const ofProject = {
    name: `projects/${PRODUCTION.projectId}/serviceAccounts/${email}/keys/ffff0000ffff0000ffff0000ffff0000ffff0000`,
  };
  return [
    { hour: 10, late: [KEY], make: () => estate.put(withData(key, NEW_KEY, { ...data, ...ofProject })) },
    { hour: 30, late: [KEY], make: () => estate.remove(NEW_KEY) },
    {
      hour: 50,
      late: [SUBNETWORK],
      make: () =>
        estate.put(
          withData(subnetwork, NEW_SUBNETWORK, {
            id: "777",
            name: "fresh",
            enableFlowLogs: false,
            logConfig: { enable: false },
            selfLink: NEW_SUBNETWORK.replace("//compute.googleapis.com/", "https://www.googleapis.com/compute/v1/"),
          }),
        ),
    },
    { hour: 70, late: [SUBNETWORK], make: () => estate.remove(OLD_SUBNETWORK) },
    {
      hour: 90,
      late: ["storage.googleapis.com/Bucket"],
      make: () => {
        estate.change(BUCKET, { iamConfiguration: { publicAccessPrevention: "inherited" } });
        estate.put({ ...policy, iamPolicy: { bindings: [{ role: "roles/storage.admin", members: ["allUsers"] }] } });
        estate.effectivePolicies = {
          ...estate.effectivePolicies,
          [PRODUCTION.name]: {
            ...estate.effectivePolicies[PRODUCTION.name],
            "storage.publicAccessPrevention": {
              name: `${PRODUCTION.name}/policies/storage.publicAccessPrevention`,
              spec: { rules: [{ enforce: false }] },
            },
          },
        };
      },
    },
  ];
}

test("units are complete, nothing is stuck, and absence is never concluded early", async () => {
  // The API of IAM is off in the project, so that the inventory alone tells of accounts and keys.
  google.settings.offIn = { [PRODUCTION.name]: ["iam"] };
  const clock = new TestClock(Math.floor((Date.now() - (HOURS + 24) * HOUR_MS) / HOUR_MS) * HOUR_MS);
  const home = await TemporaryLedger.create(clock);
  const planned = changes();
  /** By check and resource, the hours at which what counts changed, with the outcome. */
  const history = new Map<string, [hour: number, outcome: string][]>();
  const seen = new Map<string, number[]>();
  /** The hours at which the number of resources of a type changed. */
  const counts = (type: string) =>
    (seen.get(type) ?? []).flatMap((count, hour, all) => (count === all[hour - 1] ? [] : [[hour, count]]));
  for (let hour = 0; hour < HOURS; hour += 1) {
    for (const { hour: at, late, make } of planned) {
      if (at === hour) {
        for (const type of late) google.estate.late(type);
        make();
      }
      if (at + LATE_HOURS === hour) for (const type of late) google.estate.catchUp(type);
    }
    clock.advance(3600);
    const reader = projectsOf({
      scopes: [SCOPE],
      parent: null,
      clock: clock.now,
    });
    const { observed } = await home.run({ reader, run: `run-${hour}`, checks: CHECKS });
    const rows = observed[0]?.coverage.flatMap(({ units }) => units) ?? [];
    expect(rows.length).toBeGreaterThan(10);
    expect(
      rows.filter(({ problem }) => problem !== null),
      `hour ${hour}`,
    ).toEqual([]);
    const { state } = observed[0]!;
    for (const entry of state.entries.values())
      for (const { check, outcome } of entry.findings) {
        const name = `${check} ${entry.key}`;
        const before = history.get(name) ?? [];
        if (before.at(-1)?.[1] !== outcome) history.set(name, [...before, [hour, outcome]]);
      }
    for (const type of [SUBNETWORK, KEY])
      seen.set(type, [...(seen.get(type) ?? []), [...state.entriesIn(unitOf(type, "global"))].length]);
  }
  google.settings.offIn = {};
  const changesOf = (check: string, name: string) =>
    history.get(`${check} ${name.replace(`projects/${PRODUCTION.projectId}`, PRODUCTION.name)}`);
  // That the owner has no key counts once a listing is seven hours younger than the account's first sight, and no hour before.
  expect(changesOf(OWNERS, OWNER)).toEqual([
    [0, "indeterminate"],
    [LATE_HOURS, "pass"],
    [10 + LATE_HOURS, "fail"],
    [30 + LATE_HOURS, "pass"],
  ]);
  expect(changesOf(FLOW_LOGS, NEW_SUBNETWORK)).toEqual([[50 + LATE_HOURS, "fail"]]);
  // A subnetwork that is gone stays as the inventory tells it, until the inventory tells no more of it.
  expect(counts(SUBNETWORK)).toEqual([
    [0, 3],
    [50 + LATE_HOURS, 4],
    [70 + LATE_HOURS, 3],
  ]);
  expect(counts(KEY)).toEqual([
    [0, 2],
    [10 + LATE_HOURS, 3],
    [30 + LATE_HOURS, 2],
  ]);
  // The bucket is read from Cloud Storage: the next run sees it.
  expect(changesOf(PUBLIC, BUCKET)).toEqual([
    [0, "pass"],
    [90, "fail"],
  ]);
  // Nothing is written twice. Results that changed without their resource: those of the owner; policies that the inventory tells, which
  // conclude in the second run; and keys that conclude once the listing of accounts is late enough.
  const records = readSegments(home, SCOPE).flatMap((segment) => segment.records as ChainRecord[]);
  const turned = records.flatMap(({ type, run, body }) =>
    type === "finding"
      ? [`${String(run)} ${(body as { readonly finding: { readonly check: string } }).finding.check}`]
      : [],
  );
  expect(turned).toEqual([
    ...Array<string>(5).fill("run-1 resource-policies-not-public"),
    `run-${LATE_HOURS} workloads-use-no-long-lived-keys`,
    `run-${LATE_HOURS} ${OWNERS}`,
    `run-${10 + LATE_HOURS} ${OWNERS}`,
    `run-${10 + 2 * LATE_HOURS} workloads-use-no-long-lived-keys`,
    `run-${30 + LATE_HOURS} ${OWNERS}`,
  ]);
  expect(await home.verify()).toMatchObject(INTACT);
});
