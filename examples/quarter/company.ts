// Defines the config of the example company in the quarter, as it stands at a moment of the story.
import { accessKeysRotated } from "../../checks/identity/access-keys-rotated/index.ts";
import { administrationPortsClosedToInternet } from "../../checks/network/administration-ports-closed-to-internet/index.ts";
import { auditTrailOn } from "../../checks/logging/audit-trail-on/index.ts";
import { checks } from "../../checks/index.ts";
import { databasesEncryptedAtRest } from "../../checks/encryption/databases-encrypted-at-rest/index.ts";
import { databasesNotReachableFromInternet } from "../../checks/network/databases-not-reachable-from-internet/index.ts";
import { disksAndSnapshotsEncrypted } from "../../checks/encryption/disks-and-snapshots-encrypted/index.ts";
import { networkFlowLogsOn } from "../../checks/logging/network-flow-logs-on/index.ts";
import { objectStorageEncryptedAtRest } from "../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { objectStorageNotPublic } from "../../checks/network/object-storage-not-public/index.ts";
import { peopleHaveMfa } from "../../checks/identity/people-have-mfa/index.ts";
import { transportEncryptionRequired } from "../../checks/encryption/transport-encryption-required/index.ts";
import type { Check } from "../../checks/check.ts";
import type { ConfigInput } from "../../config/schema.ts";

/** An origin that can be nobody's: the domain .invalid is reserved (RFC 2606). */
export const ORIGIN = "example.invalid/northlight";

const DAY = 86_400;

/** The part of the config that the story changes. */
export type Moment = {
  /** Days after which an access key counts as not rotated. */
  readonly maxKeyAgeDays: number;
  /** Whether the risk of the public bucket is accepted. */
  readonly isBucketAccepted: boolean;
  /** Whether runs are due each day. */
  readonly isScheduled: boolean;
};

const platform = { role: "Platform team" };
const security = { role: "Security operations" };

type ControlInput = NonNullable<ConfigInput["controls"]>[number];

function control(
  id: string,
  basedOn: string,
  statement: string,
  asked: readonly (readonly [Check, string])[],
  rest: Pick<ControlInput, "owner" | "correctWithin" | "criteria">,
): ControlInput {
  return { id, basedOn, statement, checks: asked.map(([check, reason]) => ({ check, reason })), ...rest };
}

const controls: readonly ControlInput[] = [
  control(
    "NL-ENC-01",
    "TM-ENC-1",
    "Customer data at rest is encrypted.",
    [
      [objectStorageEncryptedAtRest, "Object stores hold data at rest, encrypted with keys of the company's own."],
      [databasesEncryptedAtRest, "Databases hold data at rest."],
      [disksAndSnapshotsEncrypted, "Disks and snapshots hold data at rest, and copies outlive what they were made of."],
    ],
    { owner: platform, correctWithin: "P7D", criteria: ["CC6.1", "C1.1"] },
  ),
  control(
    "NL-ENC-02",
    "TM-ENC-2",
    "Customer data in transit is encrypted.",
    [[transportEncryptionRequired, "A store that refuses plain connections leaves no way to move data unencrypted."]],
    { owner: platform, correctWithin: "P7D", criteria: ["CC6.7"] },
  ),
  control(
    "NL-IAM-01",
    "TM-IAM-1",
    "Everybody who signs in to the system has a second factor.",
    [[peopleHaveMfa, "The check judges each person by every path of access, and names the paths that were not read."]],
    { owner: "Renate Osterkamp", correctWithin: "PT24H", criteria: ["CC6.1", "CC6.3"] },
  ),
  control(
    "NL-IAM-02",
    "TM-IAM-2",
    "Long-lived access keys are replaced in time.",
    [[accessKeysRotated, "The date on which a key was made is the only proof that an older key was replaced."]],
    { owner: { role: "Head of security" }, correctWithin: "P14D", criteria: ["CC6.1", "CC6.2"] },
  ),
  control(
    "NL-LOG-01",
    "TM-LOG-1",
    "Administrative actions are logged.",
    [[auditTrailOn, "A trail that is stopped records nothing of what administrators do."]],
    { owner: security, correctWithin: "PT24H", criteria: ["CC7.2"] },
  ),
  control(
    "NL-LOG-02",
    "TM-LOG-2",
    "Network traffic is logged.",
    [[networkFlowLogsOn, "Incident handling starts from flow logs."]],
    { owner: security, correctWithin: "P7D", criteria: ["CC7.2"] },
  ),
  control(
    "NL-NET-01",
    "TM-NET-1",
    "Administration ports and databases are closed to the internet.",
    [
      [administrationPortsClosedToInternet, "An open administration port is found within hours."],
      [databasesNotReachableFromInternet, "A database that nobody can reach from outside can't be tried from there."],
    ],
    { owner: platform, correctWithin: "PT24H", criteria: ["CC6.6"] },
  ),
  control(
    "NL-NET-02",
    "TM-NET-2",
    "Stored data is not public.",
    [[objectStorageNotPublic, "A public bucket shows its contents to everybody."]],
    { owner: platform, correctWithin: "PT24H", criteria: ["CC6.1", "CC6.6"] },
  ),
];

const asked = new Set(controls.flatMap((each) => each.checks?.map(({ check }) => check.id) ?? []));
/** Checks that no control of the example rests on are not asked. */
const notAsked = checks
  .filter(({ id }) => !asked.has(id))
  .map(({ id }) => [id, { enabled: false, reason: "No control of this example rests on the check." }] as const);

const APPROVER = "Renate Osterkamp";
const outside = (scope: string, reason: string) => ({ scope, reason, approver: APPROVER });

/** The config at a moment. */
export function companyAt({ maxKeyAgeDays, isBucketAccepted, isScheduled }: Moment): ConfigInput {
  return {
    company: { legalEntity: "Northlight Health GmbH (EXAMPLE)", system: "Northlight Care Platform (EXAMPLE)" },
    ledger: { origin: ORIGIN, mode: "local", example: true },
    scopes: [
      { scope: "aws/111122223333", name: "northlight-production", regions: ["eu-central-1", "eu-west-1"] },
      { scope: "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4" },
      { scope: "entra/435db7b7-46e6-4674-82d8-193e11fadc02" },
      { scope: "gcp/projects/481516234201" },
      { scope: "workspace/C01nl4h2x" },
    ],
    excluded: [
      outside("aws/444455556666", "Shared services of the group: build machines, which hold no customer data."),
      outside("aws/777788889999", "Training sandbox without any connection to the system; emptied every night."),
      outside(
        "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73",
        "Development with synthetic data; no connection to production.",
      ),
      outside("gcp/projects/481516234202", "Development with synthetic data; no connection to production."),
    ],
    checks: {
      ...Object.fromEntries(notAsked),
      [objectStorageEncryptedAtRest.id]: {
        parameters: { requireCustomerKey: true },
        reason: "Patient data is encrypted with keys of our own (policy NL-SEC-07).",
      },
      [accessKeysRotated.id]: {
        parameters: { maxAgeDays: maxKeyAgeDays },
        reason: `Keys are replaced after ${maxKeyAgeDays} days at the latest (policy NL-SEC-09).`,
      },
      [networkFlowLogsOn.id]: {
        severity: "high",
        reason: "Our incident handling starts from flow logs (policy NL-SEC-11).",
      },
    },
    controls: [...controls],
    owners: [
      { match: { scopes: ["gcp/*"] }, owner: "hanne.dorfner@northlight.example" },
      { match: { scopes: ["entra/*", "workspace/*"] }, owner: { role: "IT operations" } },
      { match: { scopes: ["aws/*", "azure/*"] }, owner: platform },
    ],
    waivers: isBucketAccepted
      ? [
          {
            id: "NL-W-2026-003",
            checks: [objectStorageNotPublic],
            resources: { resources: ["arn:aws:s3:::northlight-prod-website-assets"] },
            risk: "Anybody can read the contents of this bucket.",
            reason:
              "The bucket holds the public website's pictures and style sheets, and nothing else may be put there.",
            ticket: "SEC-1482",
            requester: "Tobias Brandt",
            approver: APPROVER,
            from: "2026-07-29",
            until: "2027-06-30",
          },
        ]
      : [],
    schedule: isScheduled
      ? { everySeconds: DAY, from: "2026-06-30T06:00:00.000Z", graceSeconds: 3600, eventCadenceSeconds: 3600 }
      : null,
    // Once the example has ended, its last readings stand.
    staleAfter: isScheduled ? "P7D" : "P9999D",
    labels: ["DataClass", "Environment", "Team", "data_class", "team"],
  };
}
