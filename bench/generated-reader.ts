// Reads generated accounts through the collectors' port:
// buckets and security groups of about 1 kB a record, some changing.
import type { Reader, Snapshot } from "../collectors/port.ts";
import { awsKey } from "../evidence-schema/keys/resource-key.ts";
import type { JsonObject } from "../evidence-schema/record/record.ts";

/** Accounts and how many resources each has. In round n, `changes` resources of an account differ from round n - 1. */
export type Generated = {
  readonly accounts: ReadonlyMap<string, number>;
  readonly region: string;
  readonly changes: number;
};

const TYPES = ["AWS::S3::Bucket", "AWS::EC2::SecurityGroup"];

export function generatedReader({ accounts, region, changes }: Generated, round: number): Reader {
  const dataTime = new Date(Date.UTC(2026, 8, 1) + round * 3_600_000).toISOString();
  return {
    lanes: Object.fromEntries(TYPES.map((type) => [type, "generated"])),
    scopes: [...accounts.keys()],
    read({ scope, units }, emit) {
      const account = scope.slice("aws/".length);
      const count = accounts.get(scope) ?? 0;
      const listed = new Map<string, number>();
      for (let i = 0; i < count; i += 1) {
        // Change moves on through the estate, a few resources a round.
        const edition = changes === 0 || round === 0 ? 0 : Math.ceil((round * changes - (i % count)) / count);
        const item = snapshot(account, region, i, Math.max(0, edition), dataTime);
        listed.set(item.unit, (listed.get(item.unit) ?? 0) + 1);
        emit(item);
      }
      const readings = units.map(({ type, region: of }) => ({
        unit: `${type}@${of}`,
        source: "generated",
        complete: true,
        dataTime,
        listed: listed.get(`${type}@${of}`) ?? 0,
        problem: null,
        pages: 1,
        first: null,
        last: null,
        server: null,
      }));
      const sources = [
        {
          source: "generated",
          lane: "generated",
          principal: "bench",
          endpoint: "memory",
          query: null,
          atomic: true,
          lagSeconds: 0,
        },
      ];
      return Promise.resolve({ sources, queries: {}, units: readings, named: [], calls: {} });
    },
  };
}

function snapshot(account: string, region: string, i: number, edition: number, dataTime: string): Snapshot {
  const bucket = i % 2 === 0;
  const name = bucket ? `bench-${account}-${i}-records` : `sg-${String(i).padStart(17, "0")}`;
  const type = bucket ? "AWS::S3::Bucket" : "AWS::EC2::SecurityGroup";
  const service = bucket
    ? { service: "s3", region: "", account: "", resource: name }
    : { service: "ec2", region, account, resource: `security-group/${name}` };
  return {
    key: awsKey({ partition: "aws", ...service }),
    incarnation: "2024-05-01T09:00:00.000Z",
    unit: `${type}@${region}`,
    source: "generated",
    dataTime,
    region,
    name,
    createdAt: "2024-05-01T09:00:00.000Z",
    labels: { environment: "production", team: "bench" },
    body: bucket ? encryption(edition) : permissions(i, edition),
  };
}

const encryption = (edition: number): JsonObject => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: "aws:kms",
            KMSMasterKeyID: `arn:aws:kms:eu-central-1:111122223333:key/edition-${edition}`,
          },
        },
      ],
    },
  },
});

const permissions = (i: number, edition: number): JsonObject => ({
  IpPermissions: [443, 8443 + edition].map((port) => ({
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: `10.${i % 250}.0.0/16` }, { CidrIp: "192.0.2.0/24" }],
    Ipv6Ranges: [],
    PrefixListIds: [],
  })),
});
