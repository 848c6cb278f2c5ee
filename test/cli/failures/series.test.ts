// A resource that replaced a failing one: `status`, mails and `failures` count the limit from one instant, and begin the failure alike.
import { beforeAll, expect, test } from "vitest";
import { controlSection } from "../../../alerts/mail/control-section.ts";
import { newsOf } from "../../../alerts/news/news.ts";
import type { Names } from "../../../audit/resource-name.ts";
import type { ControlStanding } from "../../../audit/standing/control-standing.ts";
import { overviewOf, type Overview } from "../../../audit/standing/overview.ts";
import { policyInForce } from "../../../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { failuresAsCsv } from "../../../cli/pages/failures-csv.ts";
import { failuresOf } from "../../../cli/pages/failures.ts";
import { failureLines } from "../../../cli/pages/page.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { failuresAsked } from "../../support/ledger/asked-failures.ts";
import { A, at } from "../../support/ledger/late-corrections.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

/**
 * How a bucket was read on each day: F fails, P passes, ? could not be judged, - is not there. The digit tells its incarnation. The instant is
 * the day from which the limit counts at the end.
 */
const BUCKETS: { readonly [key: string]: readonly [days: string, limitFrom: number, since: number] } = {
  once: ["P1 F1 F2 F2 F2 F2", 2, 3],
  twice: ["P1 F1 F2 F3 F3 F3", 2, 4],
  baseline: ["F1 F1 F1 F2 F2 F2", 1, 4],
  "passed before": ["P1 P1 P1 F2 F2 F2", 4, 4],
  "was gone": ["F1 F1 -- F2 F2 F2", 4, 4],
  "passed between": ["F1 F2 P2 F2 F2 F2", 4, 4],
  "passed and was replaced": ["F1 F1 P2 F3 F3 F3", 4, 4],
  "could not be judged at first": ["P1 F1 ?2 F2 F2 F2", 2, 4],
  "one between could not be judged": ["P1 F1 ?2 F3 F3 F3", 2, 4],
  "could not be judged before it was replaced": ["P1 F1 ?1 F2 F2 F2", 2, 4],
  "was not replaced": ["P1 P1 F1 F1 F1 F1", 3, 3],
};

const policy = policyOf(
  readConfig(
    {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark" },
      scopes: [{ scope: A, regions: ["eu-central-1"] }],
      controls: ["P2D", "P4D"].map((correctWithin) => ({
        id: `C-${correctWithin}`,
        criteria: ["CC6.1"],
        owner: { role: "Security lead" },
        statement: "Buckets are encrypted.",
        checks: [{ check: objectStorageEncryptedAtRest, reason: "It shows whether the bucket is encrypted." }],
        correctWithin,
      })),
    },
    "c.ts",
  ),
  () => "person:none",
);

const schedule = {
  v: 1,
  kind: "schedule",
  everySeconds: 86_400,
  from: at(1),
  graceSeconds: 3600,
  eventCadenceSeconds: 3600,
} as const;

async function runOn(home: TemporaryLedger, day: number): Promise<void> {
  home.clock.ms = Date.parse(at(day));
  const cloud = new Cloud(home.clock.text);
  cloud.bucket(A, "other", "own key");
  for (const [key, [days]] of Object.entries(BUCKETS)) {
    const [outcome, incarnation] = days.split(" ")[day - 1] as string;
    if (outcome === "?") cloud.put(A, key, "AWS::S3::Bucket", {}, incarnation);
    else if (outcome !== "-") cloud.bucket(A, key, outcome === "F" ? "default" : "own key", incarnation);
  }
  await home.run({
    reader: cloud,
    run: `slot-${at(day)}`,
    policy,
    checks: [{ check: objectStorageEncryptedAtRest, parameters: { requireCustomerKey: true } }],
    schedule,
    slot: at(day),
  });
}

let home: TemporaryLedger;
beforeAll(async () => {
  home = await TemporaryLedger.create();
  for (const day of [1, 2, 3, 4, 5, 6]) await runOn(home, day);
});

const NAMELESS: Names = { nameOf: () => Promise.resolve(null) };

/** As of the newest seal: `status` asks at the machine's clock, by which all of it is too old. */
const status = async (): Promise<Overview> => (await overviewOf(await home.open())) as Overview;

test.each(Object.entries(BUCKETS))("a bucket that %s", async (key, [, limitFrom, since]) => {
  const told = (await failuresOf(await status(), NAMELESS)).find(({ resource }) => resource === key);
  expect(told).toMatchObject({ limitFrom: at(limitFrom), since: at(since) });
  const { failures } = await failuresAsked(home.root, "--control", "C-P2D");
  const open = failures.find(({ resource, to }) => resource === key && to === null);
  expect(open).toMatchObject({ clock: at(limitFrom), from: at(since) });
});

test("what is late by status is an exception by failures, and nothing else is", async () => {
  const { controls } = await status();
  for (const id of ["C-P2D", "C-P4D"]) {
    const open = (await failuresAsked(home.root, "--control", id)).failures.filter(({ to }) => to === null);
    const { deviating, correcting } = controls.find((each) => each.control.id === id) as ControlStanding;
    const named = (results: ControlStanding["deviating"]): string[] => results.map(({ entry }) => entry.key).sort();
    const isLate = ({ status: is }: (typeof open)[number]): boolean => is === "exception";
    const resources = (rows: typeof open): string[] => rows.map(({ resource }) => String(resource)).sort();
    expect(resources(open.filter(isLate))).toEqual(named(deviating));
    expect(resources(open.filter((row) => !isLate(row)))).toEqual(named(correcting));
    expect([id, deviating.length > 0, correcting.length > 0]).toEqual([id, true, id === "C-P4D"]);
  }
});

test("the page and CSV name both instants where they differ", async () => {
  const overview = await status();
  const failing = overview.results.filter(({ outcome }) => outcome === "fail");
  const page = (await failureLines(overview, failing, NAMELESS)).join("\n");
  expect(page).toContain(
    `(since ${at(3)}, recorded ${at(3)}; a limit counts from ${at(2)}, since it replaced a resource that failed)`,
  );
  expect(page).toContain(`(since ${at(3)}, recorded ${at(3)})`);
  const [head, ...lines] = failuresAsCsv(await failuresOf(overview, NAMELESS), false).split("\n");
  expect(head).toContain(",since,at_least,limit_from,record,");
  expect(lines.find((line) => line.includes(",once,"))).toContain(`,${at(3)},false,${at(2)},`);
});

test("a mail counts the time to correct from the same instant", async () => {
  const ledger = await home.open();
  const log = await SealedLog.open(ledger.store);
  // The seal of the third day: the first bucket was replaced.
  const seal = await log.at(2);
  const inForce = await policyInForce(ledger, { seal: seal as Seal });
  const news = await newsOf({ store: ledger.store, ledger: ledger.id, log }, inForce, 2);
  const results = news.results.filter(({ entry }) => entry.key === "once");
  expect(results).toMatchObject([{ is: "appeared", since: at(3), limitFrom: at(2) }]);
  const control = inForce.controls?.controls.find(({ id }) => id === "C-P4D") ?? null;
  const lines = await controlSection({ control, results }, { names: NAMELESS, named: (text) => text, place: "here" });
  expect(lines.join("\n")).toContain(`if they are not corrected before ${at(6)}`);
  expect(lines.join("\n")).toContain(`since ${at(3)}`);
});
