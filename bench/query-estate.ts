// Makes the observations of the frozen year. The thirteen checks of 28 November 2026 made them; checks that are changed since change nothing here.
import type { JsonObject, RunOpened } from "../evidence-schema/record/record.ts";
import tests from "./frozen/tests.json" with { type: "json" };

const ACCOUNT = "111122223333";
export const SCOPE = `aws/${ACCOUNT}`;
export const RESOURCES = 10_000;
/** Each change of a resource makes it the next edition; a third one is like the first. */
export const EDITIONS = 2;
export const REGION = "eu-central-1";
const CREATED = "2024-05-01T09:00:00.000Z";

export type Estate = {
  readonly sources: RunOpened["sources"];
  readonly tests: JsonObject;
  /** Every unit that a run must have a row of. */
  readonly units: readonly string[];
  /** Observations of an edition in order of resources; findings without what depends on when they were made. */
  readonly editions: readonly (readonly JsonObject[])[];
};

/** Types that the checks of that day read, of one region or of the whole account. */
const TYPES = {
  global: [
    "AWS::::Account",
    "AWS::CloudTrail::Trail",
    "AWS::IAM::Group",
    "AWS::IAM::OIDCProvider",
    "AWS::IAM::SAMLProvider",
    "AWS::IAM::User",
    "AWS::S3::AccountPublicAccessBlock",
    "Tidemark::AccessPath",
    "Tidemark::CloudTrail::EventSelectors",
    "Tidemark::CloudTrail::TrailStatus",
    "Tidemark::IAM::CredentialReportRow",
  ],
  [REGION]: [
    "AWS::DynamoDB::Table",
    "AWS::EC2::FlowLog",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::VPC",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
    "AWS::Redshift::ClusterParameterGroup",
    "AWS::S3::Bucket",
    "Tidemark::Config::Recorder",
    "Tidemark::RDS::DBClusterParameterGroup",
    "Tidemark::RDS::DBParameterGroup",
  ],
};

export function frozenEstate(): Estate {
  const source = { source: "generated", lane: "generated", principal: "bench", endpoint: "memory", query: null };
  return {
    sources: [{ ...source, atomic: true, lagSeconds: 0 }],
    tests: tests as unknown as JsonObject,
    units: Object.entries(TYPES)
      .flatMap(([region, types]) => types.map((type) => `${type}@${region}`))
      .sort(),
    editions: Array.from({ length: EDITIONS }, (_, edition) =>
      Array.from({ length: RESOURCES }, (__, i) => (i % 2 === 0 ? bucket(i, edition) : securityGroup(i, edition))),
    ),
  };
}

const observed = (
  key: string,
  name: string,
  type: string,
  projection: JsonObject,
  findings: readonly JsonObject[],
): JsonObject => ({
  createdAt: CREATED,
  findings,
  incarnation: CREATED,
  key,
  labels: { environment: "production", team: "bench" },
  name,
  projection,
  region: REGION,
  restated: false,
  unit: `${type}@${REGION}`,
});

function bucket(i: number, edition: number): JsonObject {
  const name = `bench-${ACCOUNT}-${i}-records`;
  const key = `arn:aws:kms:${REGION}:${ACCOUNT}:key/edition-${edition}`;
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key } };
  const noName = "Name: expected string";
  const projection = {
    $unexpected: { "audit-logs-kept/buckets": noName, "transport-encryption-required": noName },
    BucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [rule] } },
  };
  const encrypted = finding("object-storage-encrypted-at-rest", "1-c648a805ddd0", {
    because: "new objects are encrypted with aws:kms",
    facts: { algorithm: "aws:kms", key },
  });
  // This finding is why the year is frozen: it relies on the absence of a resource in another unit.
  const open = finding("object-storage-not-public", "1-49dff9433550", {
    ...indeterminate("not-in-answer", "the account's public access block is not read"),
    facts: { acl: "unknown", grantCount: 0, grants: [], policy: "unknown" },
    lanes: "generated+none",
    relied: { keys: [], units: ["AWS::S3::AccountPublicAccessBlock@global"] },
  });
  const transport = finding(
    "transport-encryption-required",
    "1-02a0ece05848",
    indeterminate("unexpected-shape", noName),
  );
  return observed(`arn:aws:s3:::${name}`, name, "AWS::S3::Bucket", projection, [encrypted, open, transport]);
}

// Every fifth security group is opened to the world for administration, and closed again.
function securityGroup(i: number, edition: number): JsonObject {
  const name = `sg-${String(i).padStart(17, "0")}`;
  const isOpen = edition === 1 && i % 5 === 0;
  const permissions = [443, isOpen ? 22 : 8443 + edition].map((port) => ({
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: port === 22 ? "0.0.0.0/0" : `10.${i % 250}.0.0/16` }, { CidrIp: "192.0.2.0/24" }],
    Ipv6Ranges: [],
    PrefixListIds: [],
  }));
  const projection = {
    $unexpected: { "databases-not-reachable-from-internet/groups": "GroupId: expected string" },
    IpPermissions: permissions,
  };
  const rules = [{ ports: ["22-22"], protocol: "tcp", sources: ["0.0.0.0/0", "192.0.2.0/24"] }];
  const closed = finding("administration-ports-closed-to-internet", "2-4a9c52aaf270", {
    because: isOpen ? "port 22 is open to the internet" : "no administration port is open to the internet",
    facts: isOpen ? { openPorts: [22], ruleCount: 1, rules } : {},
    outcome: isOpen ? "fail" : "pass",
  });
  const key = `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${name}`;
  return observed(key, name, "AWS::EC2::SecurityGroup", projection, [closed]);
}

const finding = (check: string, version: string, said: JsonObject): JsonObject => ({
  basis: "configured",
  because: "",
  check,
  facts: {},
  lanes: "generated",
  outcome: "pass",
  problem: null,
  relied: { keys: [], units: [] },
  version,
  ...said,
});

const indeterminate = (code: string, detail: string): JsonObject => ({
  because: detail,
  outcome: "indeterminate",
  problem: { code, detail },
});
