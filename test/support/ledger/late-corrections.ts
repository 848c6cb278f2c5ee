// Makes a ledger of ten daily runs in which failures end in each of the six ways that lateness is told.
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { networkFlowLogsOn } from "../../../checks/logging/network-flow-logs-on/index.ts";
import type { Snapshot, ReadRequest, ScopeReading } from "../../../collectors/port.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import type { ConfiguredCheck } from "../../../observation/plan/tests-document.ts";
import { Cloud } from "./cloud.ts";
import { A, B } from "./observed-cloud.ts";
import { TemporaryLedger } from "./temporary-ledger.ts";

export { A };

/** A name that a spreadsheet would run, with all that CSV has to quote. */
export const FORMULA = `=HYPERLINK("https://example.test","a, b")\nc`;

const LANE = "aws-config-advanced-query";

/** Answers by a lane that says of some resources when each was changed last. */
class DatedCloud extends Cloud {
  override readonly lanes = { "AWS::S3::Bucket": LANE, "AWS::EC2::VPC": LANE, "AWS::EC2::FlowLog": LANE };
  /** By key; other resources are dated as of the reading. */
  readonly changed = new Map<string, string>();

  override async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    const reading = await super.read(request, (item) =>
      emit({ ...item, dataTime: this.changed.get(item.key) ?? item.dataTime }),
    );
    return { ...reading, sources: reading.sources.map((source) => ({ ...source, lane: LANE })) };
  }
}

/** Day and hour of September 2026. */
export const at = (day: number, hour = 6): string =>
  `2026-09-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00.000Z`;

/** A slot each morning. */
const schedule: Schedule = {
  v: 1,
  kind: "schedule",
  everySeconds: 86_400,
  from: at(1),
  graceSeconds: 3600,
  eventCadenceSeconds: 3600,
};

const because = "It shows whether the bucket is encrypted.";
const buckets = [{ check: objectStorageEncryptedAtRest, reason: because }];
const control = { criteria: ["CC6.1"], owner: { role: "Security lead" }, statement: "Buckets are encrypted." } as const;
const waiver = {
  id: "W-1",
  checks: [objectStorageEncryptedAtRest],
  resources: { resources: ["accepted"] },
  risk: "Test data is readable.",
  reason: "It is made up.",
  ticket: "SEC-1",
  requester: { role: "Platform team" },
  approver: { role: "Security lead" },
  from: "2026-01-01",
  until: "2026-12-31",
};

/** The company's claims. `out`: keys of resources outside the boundary. */
function policyWith(out: readonly string[], waivers: readonly unknown[]): ReturnType<typeof policyOf> {
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: [A, B].map((scope) => ({ scope, regions: ["eu-central-1"] })),
    controls: [
      { ...control, id: "C-3D", checks: buckets, correctWithin: "P3D" },
      { ...control, id: "C-NOW", checks: buckets },
      {
        ...control,
        id: "C-NET",
        statement: "Traffic is recorded.",
        checks: [{ check: networkFlowLogsOn, reason: "It shows whether flow logs are on." }],
        correctWithin: "P30D",
      },
    ],
    boundary: { rules: [{ match: { resources: out }, place: "sandbox", reason: "Nothing of ours." }] },
    owners: [{ match: { scopes: [A] }, owner: { role: "Platform team" } }],
    checks: { [networkFlowLogsOn.id]: { severity: "low", reason: "Nothing flows." } },
    waivers,
  };
  return policyOf(readConfig(config, "c.ts"), () => "person:none");
}

/** Flow logs of traffic of these types are asked for. */
const checksWith = (trafficTypes: readonly string[]): readonly ConfiguredCheck[] => [
  { check: networkFlowLogsOn, parameters: { trafficTypes } },
  { check: objectStorageEncryptedAtRest, parameters: { requireCustomerKey: true } },
];

/** By key, the days on which a bucket of A fails. Each is there from the first day to the last, unless it is said below. */
const FAILING: { readonly [key: string]: readonly number[] } = {
  [FORMULA]: [2],
  accepted: [3, 4, 5, 6, 7, 8, 9, 10],
  created: [4],
  late: [2, 3, 4, 5, 6],
  moved: [4, 5, 6, 7, 8, 9, 10],
  open: [10],
  perhaps: [2, 3, 4],
  removed: [6],
  replaced: [5, 6],
  sandbox: [2, 3, 4, 5],
  sourced: [7, 8],
  thrice: [2, 4, 6],
};
const isThere = (key: string, day: number): boolean =>
  (key !== "created" || day >= 4) && (key !== "removed" || day <= 6);

/** The estate as it stands on a day. */
function cloudOn(home: TemporaryLedger, day: number): DatedCloud {
  const cloud = new DatedCloud(home.clock.text);
  // Records and seals are younger than the data.
  cloud.afterRead = () => home.clock.wait(60_000);
  for (const [key, days] of Object.entries(FAILING))
    if (isThere(key, day))
      cloud.bucket(A, key, days.includes(day) ? "default" : "own key", key === "replaced" && day >= 6 ? "2" : "1");
  cloud.bucket(B, "old", day === 1 ? "default" : "own key");
  // The source says within both brackets when the bucket was changed.
  cloud.changed.set("sourced", day < 7 ? at(1, 0) : day < 9 ? at(6, 18) : at(8, 10));
  cloud.put(B, "net", "AWS::EC2::VPC", { VpcId: "vpc-1" });
  const log = { ResourceId: "vpc-1", FlowLogStatus: "ACTIVE", TrafficType: "REJECT" };
  cloud.put(B, "log", "AWS::EC2::FlowLog", log);
  return cloud;
}

/** The run of a day. */
export async function runOn(home: TemporaryLedger, day: number): Promise<void> {
  home.clock.ms = Date.parse(at(day));
  await home.run({
    reader: cloudOn(home, day),
    run: `slot-${at(day)}`,
    policy: policyWith(day >= 5 ? ["sandbox", "moved"] : ["sandbox"], day >= 3 ? [waiver] : []),
    checks: checksWith(day === 5 || day === 6 ? ["ACCEPT"] : ["REJECT"]),
    schedule,
    slot: at(day),
  });
}

/** A run each morning from the first day to the tenth of September 2026; none was made on the eighth. */
export async function lateCorrections(
  days: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 9, 10],
): Promise<TemporaryLedger> {
  const home = await TemporaryLedger.create();
  for (const day of days) await runOn(home, day);
  return home;
}
