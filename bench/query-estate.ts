// Makes the observations of a year's ledger as the real writer makes them, one set for each edition of the resources.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configuredChecks } from "../config/configured-checks.ts";
import { recordedScopes } from "../config/members/scopes.ts";
import { homeOf, openHome } from "../cli/places/home.ts";
import { realClock } from "../cli/clock.ts";
import type { Reader, Snapshot } from "../collectors/port.ts";
import { parseCanonicalLine } from "../evidence-schema/bytes/canonical.ts";
import { segmentsPrefix } from "../evidence-schema/keys/object-key.ts";
import type { Finding, JsonObject, Observation, RunOpened, Statement } from "../evidence-schema/record/record.ts";
import { awsKey } from "../evidence-schema/keys/resource-key.ts";
import { gunzipMember } from "../ledger/read/gzip-member.ts";
import { splitLines } from "../ledger/read/stored.ts";
import { observe } from "../observation/run.ts";
import code from "../observation/code.json" with { type: "json" };
import { BENCH_BY, configOf, freshLedger } from "./home.ts";

export const ACCOUNT = "111122223333";
export const SCOPE = `aws/${ACCOUNT}`;
export const RESOURCES = 10_000;
/** Each change of a resource makes it the next edition; a third one is like the first. */
export const EDITIONS = 2;
export const REGION = "eu-central-1";
export const UNITS = ["AWS::EC2::SecurityGroup", "AWS::S3::Bucket"].map((type) => `${type}@${REGION}`);
const CREATED = "2024-05-01T09:00:00.000Z";

export type Estate = {
  readonly sources: RunOpened["sources"];
  readonly tests: JsonObject;
  /** Every unit that a run must have a row of. */
  readonly units: readonly string[];
  /** Observations of an edition in order of resources; findings without what depends on when they were made. */
  readonly editions: readonly (readonly JsonObject[])[];
};

/** Observes the estate once for each edition, by itself. */
export async function estate(directory: string): Promise<Estate> {
  const config = configOf([ACCOUNT], [REGION]);
  const editions: JsonObject[][] = [];
  let sources: RunOpened["sources"] = [];
  let tests: JsonObject = {};
  let units: string[] = [];
  for (let edition = 0; edition < EDITIONS; edition += 1) {
    const ledger = await freshLedger(join(directory, `edition-${edition}`), config);
    const { signer, names, ledger: open } = await openHome(homeOf(ledger), config);
    const { person, remember } = names;
    const { labels } = config;
    const plan = {
      labels,
      ...recordedScopes(config, person),
      schedule: null,
      by: BENCH_BY,
      code,
      run: "bench",
      slot: null,
      person,
      remember,
    };
    const reader = editionReader(edition);
    await observe({ ...plan, ledger: open, signer, clock: realClock, reader, checks: configuredChecks(config) });
    const statements = readOnly(ledger);
    const byName = new Map(statements.flatMap(({ type, body }) => (type === "observation" ? [[body.name, body]] : [])));
    editions.push(Array.from({ length: RESOURCES }, (_, i) => bare(byName.get(nameOf(i)) as Observation)));
    const opened = statements[0]?.body as RunOpened;
    ({ sources } = opened);
    units = statements.flatMap(({ type, body }) => (type === "coverage" ? body.units.map(({ unit }) => unit) : []));
    tests = (await open.document("tests", opened.documents.tests as string)) as JsonObject;
  }
  return { sources, tests, units, editions };
}

function readOnly(ledger: string): Statement[] {
  const folder = join(ledger, segmentsPrefix(SCOPE), "gen=0");
  const [name] = readdirSync(folder);
  const lines = splitLines(gunzipMember(readFileSync(join(folder, name as string))));
  return lines.map((line) => parseCanonicalLine(line) as unknown as Statement);
}

function bare({ findings, source: _source, dataTime: _at, since: _since, tests: _tests, ...rest }: Observation) {
  const judged = findings.map(({ held: _held, transition: _transition, ...finding }: Finding) => finding);
  return { ...rest, findings: judged } as unknown as JsonObject;
}

const nameOf = (i: number): string =>
  i % 2 === 0 ? `bench-${ACCOUNT}-${i}-records` : `sg-${String(i).padStart(17, "0")}`;

const editionReader = (edition: number): Reader => ({
  lanes: { "AWS::S3::Bucket": "generated", "AWS::EC2::SecurityGroup": "generated" },
  scopes: [SCOPE],
  read({ units }, emit) {
    for (let i = 0; i < RESOURCES; i += 1) emit(snapshot(i, edition));
    const answer = {
      complete: true,
      dataTime: CREATED,
      problem: null,
      pages: 1,
      first: null,
      last: null,
      server: null,
    };
    const readings = units.map(({ type, region }) => ({
      unit: `${type}@${region}`,
      source: "generated",
      listed: UNITS.includes(`${type}@${region}`) ? RESOURCES / 2 : 0,
      ...answer,
    }));
    const source = { source: "generated", lane: "generated", principal: "bench", endpoint: "memory", query: null };
    const sources = [{ ...source, atomic: true, lagSeconds: 0 }];
    return Promise.resolve({ sources, queries: {}, units: readings, named: [], calls: {} });
  },
});

function snapshot(i: number, edition: number): Snapshot {
  const name = nameOf(i);
  const [service, region, account, resource] =
    i % 2 === 0 ? ["s3", "", "", name] : ["ec2", REGION, ACCOUNT, `security-group/${name}`];
  return {
    key: awsKey({ partition: "aws", service, region, account, resource }),
    incarnation: CREATED,
    unit: UNITS[i % 2 === 0 ? 1 : 0] as string,
    source: "generated",
    dataTime: CREATED,
    region: REGION,
    name,
    createdAt: CREATED,
    labels: { environment: "production", team: "bench" },
    body: i % 2 === 0 ? encryption(edition) : permissions(i, edition),
  };
}

const encryption = (edition: number): JsonObject => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: "aws:kms",
            KMSMasterKeyID: `arn:aws:kms:${REGION}:${ACCOUNT}:key/edition-${edition}`,
          },
        },
      ],
    },
  },
});

// Every fifth security group is opened to the world for administration, and closed again.
const permissions = (i: number, edition: number): JsonObject => ({
  IpPermissions: [443, edition === 1 && i % 5 === 0 ? 22 : 8443 + edition].map((port) => ({
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: port === 22 ? "0.0.0.0/0" : `10.${i % 250}.0.0/16` }, { CidrIp: "192.0.2.0/24" }],
    Ipv6Ranges: [],
    PrefixListIds: [],
  })),
});
