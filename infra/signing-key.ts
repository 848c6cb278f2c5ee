// The key that signs checkpoints: only the sealing function may use it, in one way; nobody may destroy it.
import { RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccountPrincipal,
  AccountRootPrincipal,
  AnyPrincipal,
  Effect,
  PolicyDocument,
  PolicyStatement,
} from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { KEY_ALIAS, type DeployedConfig } from "../config/places.ts";
import type { Names } from "./names.ts";

const SPECS = { ed25519: KeySpec.ECC_NIST_EDWARDS25519, p256: KeySpec.ECC_NIST_P256 };
const ALGORITHMS = { ed25519: "ED25519_SHA_512", p256: "ECDSA_SHA_256" };

export function signingKey(scope: Construct, { deployment }: DeployedConfig, names: Names): Key {
  const sealer = names.roleArn("seal-run");
  const all = { resources: ["*"] };
  const key = new Key(scope, "SigningKey", {
    description: "Tidemark: signs the checkpoints of the ledger",
    keySpec: SPECS[deployment.key],
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: "Administration",
          principals: [new AccountRootPrincipal()],
          // Neither Sign nor CreateGrant: who administers the key can't use it, and can't let others.
          actions: [
            "kms:CreateAlias",
            "kms:DeleteAlias",
            "kms:DescribeKey",
            "kms:EnableKey",
            "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus",
            "kms:GetPublicKey",
            "kms:ListGrants",
            "kms:ListKeyPolicies",
            "kms:ListResourceTags",
            "kms:PutKeyPolicy",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:UpdateAlias",
            "kms:UpdateKeyDescription",
          ],
          ...all,
        }),
        new PolicyStatement({
          sid: "SealingSigns",
          principals: [new AccountPrincipal(deployment.account)],
          actions: ["kms:Sign"],
          ...all,
          conditions: {
            ArnEquals: { "aws:PrincipalArn": sealer },
            StringEquals: { "kms:SigningAlgorithm": ALGORITHMS[deployment.key] },
          },
        }),
        new PolicyStatement({
          sid: "SealingReads",
          principals: [new AccountPrincipal(deployment.account)],
          actions: ["kms:GetPublicKey"],
          ...all,
          conditions: { ArnEquals: { "aws:PrincipalArn": sealer } },
        }),
        new PolicyStatement({
          sid: "NobodyElseSigns",
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ["kms:Sign", "kms:CreateGrant"],
          ...all,
          conditions: { ArnNotEquals: { "aws:PrincipalArn": sealer } },
        }),
        new PolicyStatement({
          sid: "NobodyDestroys",
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ["kms:ScheduleKeyDeletion", "kms:DisableKey"],
          ...all,
        }),
      ],
    }),
  });
  key.addAlias(KEY_ALIAS);
  return key;
}

/** What the sealing function may do with the key: in one account the key is named, from another one its alias names it. */
export function signingStatement(key: Key, { deployment }: DeployedConfig, names: Names): PolicyStatement[] {
  const conditions = names.isSameAccount ? {} : { StringEquals: { "kms:RequestAlias": KEY_ALIAS } };
  const resources = [
    names.isSameAccount
      ? key.keyArn
      : `arn:${Stack.of(key).partition}:kms:${deployment.region}:${names.ledgerAccount}:key/*`,
  ];
  return [new PolicyStatement({ actions: ["kms:Sign", "kms:GetPublicKey"], resources, conditions })];
}
