// The emulated organization with Tidemark deployed to it: what the tests of a deployment begin with.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { checks } from "../../../checks/index.ts";
import type { ConfigInput } from "../../../config/schema.ts";
import { startEmulatedAws, type EmulatedAws } from "../servers/emulated-aws.ts";
import { buildOrganization, REGIONS, ROLE, type Organization } from "../servers/emulated-organization.ts";
import { Deployment } from "./deployment.ts";
import type { Environments } from "./version.ts";

export const LEDGER = "s3://tidemark-ledger-123456789012-eu-central-1/ledger";

/** A person of the config, whose name no object of the ledger may hold. */
export const APPROVER = "Renate Osterkamp";

const HOUR_MS = 3_600_000;

/** The newest slot that is due. No other falls due within the hour that a test takes at most: nobody would run it. */
const NEWEST_SLOT = Math.floor(Date.now() / 60_000) * 60_000;

/** Hourly slots from long ago: a run of any of them is due. */
const SCHEDULE = { everySeconds: 3600, from: new Date(NEWEST_SLOT - 2000 * HOUR_MS).toISOString() };

export type Estate = {
  readonly aws: EmulatedAws;
  readonly organization: Organization;
  readonly deployment: Deployment;
  stop(): Promise<void>;
};

/** Another cloud beside AWS: members of the config, whose scopes are added, and what leads its function there. */
export type Beside = {
  readonly config: Partial<ConfigInput> & Pick<ConfigInput, "scopes">;
  readonly environments: Environments;
};

const NOTHING: Beside = { config: { scopes: [] }, environments: {} };

/** What stands in the place of `beside` where each check is asked. */
export const EVERY_CHECK: Beside = { ...NOTHING, config: { checks: {}, scopes: [] } };

/** The checks that are asked elsewhere: some of each kind. How a deployment works depends on none of the others, and each reads more. */
const ASKED = [
  "administration-ports-closed-to-internet",
  "databases-encrypted-at-rest",
  "databases-not-reachable-from-internet",
  "network-flow-logs-on",
  "object-storage-encrypted-at-rest",
  "object-storage-not-public",
  "owner-accounts-have-mfa-and-no-keys",
  "privileged-people-have-mfa",
  "transport-encryption-required",
];
const NOT_ASKED = Object.fromEntries(
  checks
    .filter(({ id }) => !ASKED.includes(id))
    .map(({ id }) => [id, { enabled: false, reason: "This company asks it elsewhere." }]),
);

/**
 * `prepare`: what else there is before anything is deployed. `deployment`: members of the config's deployment beside its place.
 * `beside`: what there is of other clouds.
 */
export async function buildEstate(
  prepare: (organization: Organization) => Promise<void> = async () => {},
  deployment: Partial<NonNullable<ConfigInput["deployment"]>> = {},
  beside: Beside = NOTHING,
): Promise<Estate> {
  const aws = await startEmulatedAws(REGIONS);
  const organization = await buildOrganization(aws.behind);
  await prepare(organization);
  const plain = configOf(organization, deployment);
  const config = { ...plain, ...beside.config, scopes: [...plain.scopes, ...beside.config.scopes] };
  const made = await Deployment.make(aws, config, beside.environments);
  return {
    aws,
    organization,
    deployment: made,
    async stop() {
      await made.stop();
      await aws.stop();
    },
  };
}

/** The config of an estate. */
export function configOf(
  organization: Organization,
  deployment: Partial<NonNullable<ConfigInput["deployment"]>>,
): ConfigInput {
  return {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark", mode: "trial", retentionDays: 1 },
    aws: { role: ROLE, externalId: "emulated-example", lane: "direct", organization: true },
    labels: ["env"],
    checks: NOT_ASKED,
    scopes: Object.values(organization).map(({ id }) => ({ scope: `aws/${id}`, regions: [...REGIONS] })),
    excluded: [{ scope: "aws/999999999999", reason: "Sold.", approver: APPROVER }],
    schedule: SCHEDULE,
    deployment: {
      account: organization.management.id,
      region: "eu-central-1",
      operators: [`arn:aws:iam::${organization.management.id}:role/security`],
      emails: ["security@emulated.example"],
      ...deployment,
    },
  };
}

/** Slots in order, each an hour after the one before; the last is the newest that is due. */
export function slots(count: number): string[] {
  return Array.from({ length: count }, (_, i) => new Date(NEWEST_SLOT - (count - 1 - i) * HOUR_MS).toISOString());
}

/** Copies the ledger out of its bucket into a directory, as an auditor would take it along. */
export async function copyLedger({ aws }: Estate, into: string): Promise<void> {
  const s3 = new S3Client({
    endpoint: aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIAAUDITOR", secretAccessKey: "secret" },
  });
  const Bucket = "tidemark-ledger-123456789012-eu-central-1";
  let KeyMarker: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: "ledger/", ...(KeyMarker === undefined ? {} : { KeyMarker }) }),
    );
    for (const { Key = "", VersionId } of page.Versions ?? []) {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }),
      );
      const path = join(into, Key.slice("ledger/".length));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Buffer.from((await Body?.transformToByteArray()) ?? []));
    }
    KeyMarker = page.IsTruncated === true ? page.NextKeyMarker : undefined;
  } while (KeyMarker !== undefined);
}
