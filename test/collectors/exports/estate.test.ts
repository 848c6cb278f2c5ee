// The example estate: what its README says of it, read by the reader.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { personReference } from "../../../evidence-schema/keys/person.ts";
import { checks } from "../../../checks/index.ts";
import { plannedUnits } from "../../../observation/plan/plan.ts";
import { openExports } from "../../../collectors/exports/reader.ts";
import type { PlannedUnit, Snapshot, UnitReading, Unread } from "../../../collectors/port.ts";

const ESTATE = join(import.meta.dirname, "..", "..", "..", "examples", "estate");
const DAYS = ["2026-09-01", "2026-09-15"] as const;
const SALT = Buffer.alloc(32, 7);

type Day = {
  readonly items: ReadonlyMap<string, Snapshot | Unread>;
  readonly units: readonly (UnitReading & { readonly scope: string })[];
  readonly names: ReadonlySet<string>;
};
let before: Day;
let after: Day;

async function readDay(day: string): Promise<Day> {
  const reader = await openExports(join(ESTATE, day));
  const items = new Map<string, Snapshot | Unread>();
  const units: (UnitReading & { scope: string })[] = [];
  const names = new Set<string>();
  for (const scope of reader.scopes) {
    const reading = await reader.read(
      {
        scope,
        units: plan(scope),
        person: (provider, value) => {
          names.add(value);
          return personReference(SALT, provider, value);
        },
        remember: (_, name) => names.add(name),
      },
      (item) => items.set(item.key, item),
    );
    units.push(...reading.units.map((unit) => ({ ...unit, scope })));
  }
  return { items, units, names };
}

/** What all checks ask of the scope. */
const plan = (scope: string): PlannedUnit[] =>
  plannedUnits(
    checks.map((check) => ({ check, parameters: {} })),
    { scope, regions: scope.startsWith("aws/") ? ["eu-central-1", "eu-west-1"] : [] },
  );

beforeAll(async () => {
  [before, after] = [await readDay(DAYS[0]), await readDay(DAYS[1])];
});

/**
 * Types that no format brings: who holds roles by a group, or may activate them, service principals, custom roles and log sinks above
 * projects, and a tier.
 */
const LIVE_ONLY = [
  "Tidemark::Entra::EligibleMembers@global",
  "Tidemark::Entra::GroupMembers@global",
  "Tidemark::IAM::OrganizationRole@global",
  "Tidemark::Logging::AncestorSink@global",
  "Tidemark::Logging::DestinationBucket@global",
  "Tidemark::SecurityCenter::Tier@global",
  "Tidemark::Workspace::GroupMembers@global",
  "microsoft.authorization/roleeligibilityscheduleinstances@global",
  "microsoft.graph/servicePrincipal@global",
  "microsoft.graph/unifiedRoleEligibilityScheduleInstance@global",
];
const isUnread = ({ unit, complete }: { readonly unit: string; readonly complete: boolean }): boolean =>
  !complete && !LIVE_ONLY.includes(unit);

test("everything is read but the firewalls of one project, later", () => {
  expect(before.units.filter(isUnread)).toEqual([]);
  expect(after.units.filter(isUnread)).toMatchObject([
    {
      scope: "gcp/projects/481516234202",
      unit: "compute.googleapis.com/Firewall@global",
      problem: { code: "denied", detail: "cloudasset.assets.listComputeFirewalls (PERMISSION_DENIED)" },
    },
  ]);
  expect([before.items.size, after.items.size]).toEqual([555, 552]);
});

test("between the two moments changes what the README lists, and nothing else", () => {
  const text = (item: Snapshot | Unread | undefined): string | undefined =>
    item && JSON.stringify({ ...item, dataTime: null });
  const keys = [...new Set([...before.items.keys(), ...after.items.keys()])];
  const changes = keys.flatMap((key) => {
    const [was, is] = [before.items.get(key), after.items.get(key)];
    const change = was === undefined ? "new" : is === undefined ? "gone" : text(was) === text(is) ? null : "changed";
    return change === null ? [] : [`${change} ${key.replace(/^.*[/:](?=[^/]+\/[^/]+$)/, "")}`];
  });
  // People and programs sign in, each in a new week: nothing of their accounts was changed.
  const isUse = (change: string): boolean => /^changed [^/]+\/(?:user|credential|key)-activity%2F/.test(change);
  expect(changes.filter(isUse)).toHaveLength(22);
  expect(changes.filter((change) => !isUse(change)).toSorted()).toEqual([
    "changed 435db7b7-46e6-4674-82d8-193e11fadc02/conditional-access",
    "changed 444455556666/trail-status%2Farn%3Aaws%3Acloudtrail%3Aeu-central-1%3A444455556666%3Atrail%2Fnorthlight-shared-audit",
    "changed 9606bc3d-0c4f-4820-8ee3-6f3de8e611b4/sql-firewall-rules%2F%2Fsubscriptions%2F9606bc3d-0c4f-4820-8ee3-6f3de8e611b4%2Fresourcegroups%2Frg-clinical%2Fproviders%2Fmicrosoft.sql%2Fservers%2Fnl-sql-prod",
    "changed arn:aws:s3:::northlight-prod-exports",
    "changed flowlogs/vnet-integration-flowlog",
    "changed instances/cohort-registry",
    "changed security-group/sg-02695915affd46ced",
    "changed security-group/sg-07adaca3dc4e6d670",
    "changed subnetworks/notebooks",
    "changed users/8477fe12-bbc6-479f-89ff-ac2f954d2988",
    "gone arn:aws:s3:::northlight-prod-migration-tmp",
    // Not read is not departed: their unit is incomplete.
    "gone firewalls/allow-iap-rdp",
    "gone firewalls/allow-internal",
    "gone firewalls/allow-office",
    "gone vpc-flow-log/fl-039faf6256015493d",
    "new projects%2F481516234201/iam-policy%2F%2F%2Fstorage.googleapis.com%2Fnorthlight-feature-store",
    "new storage.googleapis.com/northlight-feature-store",
  ]);
});

test("the files name people, and no key, name or body does", () => {
  expect(before.names.size).toBeGreaterThan(25);
  const people = [...before.names]
    .flatMap((name) => name.split(/[^\p{L}]+/u))
    .filter((part) => /^\p{Lu}\p{Ll}{3,}$/u.test(part));
  expect(people).toEqual(expect.arrayContaining(["Amelie", "Brandt", "Zielinski"]));
  const emitted = [...before.items.values(), ...after.items.values()].map((item) =>
    JSON.stringify({ ...item, labels: null }),
  );
  const pattern = new RegExp(`${people.join("|")}|@northlight\\.example|@private\\.example`, "i");
  expect(emitted.filter((item) => pattern.test(item))).toEqual([]);
});

test("secrets stand beside and inside of what checks read, and no file has another person's domain", async () => {
  const account = [...after.items.values()].find((item) => item.key.endsWith("/nlprodconsent"));
  expect(JSON.stringify(account)).toContain("&sig=");
  expect(after.items.get("arn:aws:s3:::northlight-prod-exports")).toMatchObject({
    labels: { ApiToken: "AKIAIOSFODNN7EXAMPLE" },
  });
  for (const day of DAYS) {
    for (const name of await readdir(join(ESTATE, day))) {
      const bytes = await readFile(join(ESTATE, day, name));
      const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
      const domains = [...text.matchAll(/[\w.+#-]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, domain = ""]) => domain);
      expect(
        domains.filter((domain) => !/\.example$|(?:\.iam|^developer)\.gserviceaccount\.com$/.test(domain)),
        name,
      ).toEqual([]);
    }
  }
});
