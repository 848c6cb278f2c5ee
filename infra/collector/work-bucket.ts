// Builds the work bucket: what a run keeps on the way, how far mails went, the trust file of the daily verification.
// It holds no evidence, but no role may write what another role wrote there.
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { WORK_AREAS, type DeployedConfig } from "../../config/deployed/places.ts";
import { acknowledge } from "../acknowledge.ts";
import { DELETES, deny, nothingBeside, onlyByDeployment } from "../ledger/denies.ts";
import type { Actor, Names } from "../names.ts";
import { besideAws } from "./clouds.ts";

/** Days that what a run kept on the way lies there: long enough to look into a run that failed. */
const RUN_DAYS = 14;

/** Days that a cache lies there: two times the five runs after which the next takes its place, at four runs a day. */
const CACHE_DAYS = 3;

type Area = keyof typeof WORK_AREAS;

/** Who alone writes which area; the areas are prefixes. Only the cursor is written over. */
const WORK_WRITERS: { readonly [area in Area]: readonly Actor[] } = {
  plan: ["plan-run"],
  read: ["collect-shard", "collect-azure", "collect-gcp"],
  assessed: ["assess-scope"],
  cursor: ["notify"],
  trust: ["operator"],
  asked: ["operator"],
  assessCache: ["assess-scope"],
  sealCache: ["seal-run"],
  notifyCache: ["notify"],
};

/**
 * The keys that an actor writes, with wildcards. Where several functions collect, none of them puts the answers of another
 * cloud: below the run each key begins with its scope (observation/reading/kept-answers.ts).
 */
export function workKeysOf(actor: Actor, names: Names): string[] {
  const areas = (Object.keys(WORK_WRITERS) as Area[]).filter((area) => WORK_WRITERS[area].includes(actor));
  const beside = besideAws(names);
  const { providers = ["aws"] } = beside.find(({ reader }) => reader === actor) ?? {};
  return areas.flatMap((area) =>
    area === "read" && beside.length > 0
      ? providers.map((provider) => `${WORK_AREAS[area]}*/${provider}*`)
      : [`${WORK_AREAS[area]}*`],
  );
}

export function workBucket(scope: Construct, { deployment }: DeployedConfig, names: Names): Bucket {
  const { plan, read, assessed, assessCache, sealCache, notifyCache } = WORK_AREAS;
  const expiring = [
    ...[plan, read, assessed].map((prefix) => ({ prefix, days: RUN_DAYS })),
    ...[assessCache, sealCache, notifyCache].map((prefix) => ({ prefix, days: CACHE_DAYS })),
  ];
  const bucket = new Bucket(scope, "Work", {
    bucketName: names.workBucket,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.DESTROY,
    lifecycleRules: expiring.map(({ prefix, days }) => ({
      id: prefix.slice(0, -1),
      prefix,
      expiration: Duration.days(days),
    })),
  });
  acknowledge(bucket, "AwsSolutions-S1", "the bucket holds no evidence, and its objects are disposable");
  // A trial that is taken down: whoever does empties the bucket.
  if (deployment.takeDown) return bucket;
  const areas = Object.entries(WORK_AREAS) as [Area, string][];
  const within = (prefix: string): string => bucket.arnForObjects(`${prefix}*`);
  const puts = { actions: ["s3:PutObject"] };
  for (const [area, prefix] of areas)
    bucket.addToResourcePolicy(
      deny({
        sid: `Only${area[0]?.toUpperCase()}${area.slice(1)}`,
        ...puts,
        resources: [within(prefix)],
        but: names.roleArnsOf(WORK_WRITERS[area]),
      }),
    );
  bucket.addToResourcePolicy(
    deny({ sid: "OnlyAreas", ...puts, notResources: areas.map(([, prefix]) => within(prefix)) }),
  );
  bucket.addToResourcePolicy(
    deny({
      sid: "OnlyNewObjects",
      ...puts,
      resources: areas.filter(([area]) => area !== "cursor").map(([, prefix]) => within(prefix)),
      conditions: { Null: { "s3:if-none-match": "true" } },
    }),
  );
  // Deletions are not denied here. A principal that deletes an object can't put another: only the area's writer may put.
  bucket.addToResourcePolicy(nothingBeside(bucket, ["s3:PutObject", ...DELETES]));
  bucket.addToResourcePolicy(onlyByDeployment(bucket, [names.workDeployer]));
  return bucket;
}
