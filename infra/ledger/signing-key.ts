// Builds the keys that sign checkpoints: only the sealing function may use them, in one way; nobody may destroy them.
// Nobody may do what a key's policy does not allow, so nothing has to be denied:
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccountPrincipal, AccountRootPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { DeployedConfig } from "../../config/deployed/places.ts";
import type { Names } from "../names.ts";

const SPECS = { ed25519: KeySpec.ECC_NIST_EDWARDS25519, p256: KeySpec.ECC_NIST_P256 };
const ALGORITHMS = { ed25519: "ED25519_SHA_512", p256: "ECDSA_SHA_256" };

/**
 * The keys of the log, oldest first: one, and one more for each rotation. `Key` of the CDK has the first under the id
 * `SigningKey`, the next under `SigningKey2`.
 */
export function signingKeys(scope: Construct, config: DeployedConfig, names: Names): Key[] {
  return names.keyAliases.map((alias, i) => {
    const key = signingKey(scope, i === 0 ? "SigningKey" : `SigningKey${i + 1}`, config, names);
    key.addAlias(alias);
    return key;
  });
}

function signingKey(scope: Construct, id: string, { deployment }: DeployedConfig, names: Names): Key {
  const sealer = names.roleArn("seal-run");
  // The operator makes the ledger, and reads the key for the trust file.
  const readers = [sealer, names.roleArn("operator")];
  const all = { resources: ["*"] };
  // In one account whoever may read it by their own policy does.
  const readersOfOtherAccount = new PolicyStatement({
    sid: "KeyIsRead",
    principals: [new AccountPrincipal(deployment.account)],
    actions: ["kms:GetPublicKey"],
    ...all,
    conditions: { ArnEquals: { "aws:PrincipalArn": readers } },
  });
  const administrators = new AccountRootPrincipal();
  return new Key(scope, id, {
    description: "Tidemark: signs the checkpoints of the ledger",
    keySpec: SPECS[deployment.key],
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: "Administration",
          principals: [administrators],
          // Neither Sign nor CreateGrant nor PutKeyPolicy: who administers the key can't use it, and can't let others. Nor can
          // they move its alias, by which the sealing function calls it.
          actions: [
            "kms:CancelKeyDeletion",
            "kms:DescribeKey",
            "kms:EnableKey",
            "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus",
            "kms:GetPublicKey",
            "kms:ListGrants",
            "kms:ListKeyPolicies",
            "kms:ListResourceTags",
            // Nobody destroys the key of a ledger; that of a trial goes with it.
            ...(deployment.takeDown ? ["kms:DisableKey", "kms:ScheduleKeyDeletion"] : []),
          ],
          ...all,
        }),
        new PolicyStatement({
          sid: "DeploymentSetsPolicyAndAlias",
          principals: [administrators],
          actions: [
            "kms:CreateAlias",
            "kms:DeleteAlias",
            "kms:PutKeyPolicy",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:UpdateAlias",
            "kms:UpdateKeyDescription",
          ],
          ...all,
          conditions: { ArnEquals: { "aws:PrincipalArn": names.deployer } },
        }),
        new PolicyStatement({
          sid: "SealingSigns",
          principals: [new AccountPrincipal(deployment.account)],
          actions: ["kms:Sign"],
          ...all,
          conditions: {
            ArnEquals: { "aws:PrincipalArn": sealer },
            // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html: the message itself is signed.
            StringEquals: { "kms:SigningAlgorithm": ALGORITHMS[deployment.key], "kms:MessageType": "RAW" },
          },
        }),
        ...(names.isSameAccount ? [] : [readersOfOtherAccount]),
      ],
    }),
  });
}

/** Permissions of a role on the keys. In one account the statement names the keys; from another account, their aliases. */
export function keyStatement(
  keys: readonly Key[],
  actions: string[],
  { deployment }: DeployedConfig,
  names: Names,
): PolicyStatement {
  if (names.isSameAccount) return new PolicyStatement({ actions, resources: keys.map(({ keyArn }) => keyArn) });
  const partition = Stack.of(keys[0] as Key).partition;
  return new PolicyStatement({
    actions,
    resources: [`arn:${partition}:kms:${deployment.region}:${names.ledgerAccount}:key/*`],
    conditions: { StringEquals: { "kms:RequestAlias": names.keyAliases } },
  });
}
