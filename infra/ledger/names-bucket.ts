// Builds the bucket of people's names: no lock and no versions, so that what is erased there is gone.
import { RemovalPolicy } from "aws-cdk-lib";
import { AccountPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import { SALT } from "../../evidence-schema/keys/person.ts";
import { acknowledge } from "../acknowledge.ts";
import type { Actor, Names } from "../names.ts";
import { asWritten, DELETES, deny, nothingBeside, onlyByDeployment } from "./denies.ts";

const READERS: readonly Actor[] = ["plan-run", "collect-shard", "collect-azure", "collect-gcp", "notify", "operator"];
/** Who meets people: in the config, in an account, at the keyboard. */
const WRITERS: readonly Actor[] = ["plan-run", "collect-shard", "collect-azure", "collect-gcp", "operator"];

export function namesBucket(scope: Construct, { deployment }: DeployedConfig, names: Names): Bucket {
  const bucket = new Bucket(scope, "Names", {
    bucketName: names.namesBucket,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  acknowledge(
    bucket,
    "AwsSolutions-S1",
    "an access log would keep the references of people, whose names are erased here",
  );
  const objects = [bucket.arnForObjects("*")];
  const salt = [bucket.arnForObjects(SALT)];
  const denials = [
    deny({ sid: "OnlyWriters", actions: ["s3:PutObject"], resources: objects, but: names.roleArnsOf(WRITERS) }),
    // References of people in locked records are made with the salt: another one, and no run can be made again.
    deny({
      sid: "OnlyOperatorMakesSalt",
      actions: ["s3:PutObject"],
      resources: salt,
      but: names.roleArnsOf(["operator"]),
    }),
    ...asWritten(bucket),
    deny({ sid: "OnlyOperatorErases", actions: DELETES, resources: objects, but: names.roleArnsOf(["operator"]) }),
    deny({ sid: "SaltStays", actions: DELETES, resources: salt }),
    nothingBeside(bucket, ["s3:PutObject", ...DELETES]),
    onlyByDeployment(bucket, [names.deployer]),
  ];
  if (!deployment.takeDown) for (const each of denials) bucket.addToResourcePolicy(each);
  if (!names.isSameAccount) for (const each of fromOtherAccount(bucket)) bucket.addToResourcePolicy(each);
  bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return bucket;

  function fromOtherAccount({ bucketArn }: Bucket): PolicyStatement[] {
    const allow = (actions: string[], resources: string[], actors: readonly Actor[]) =>
      new PolicyStatement({
        principals: [new AccountPrincipal(deployment.account)],
        conditions: { ArnEquals: { "aws:PrincipalArn": names.roleArnsOf(actors) } },
        actions,
        resources,
      });
    return [
      allow(["s3:ListBucket"], [bucketArn], READERS),
      allow(["s3:GetObject"], objects, READERS),
      allow(["s3:PutObject"], objects, WRITERS),
      allow(["s3:DeleteObject"], objects, ["operator"]),
    ];
  }
}
