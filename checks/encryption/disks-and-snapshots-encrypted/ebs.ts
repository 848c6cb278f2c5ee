// Judges EBS: volumes, snapshots that the account owns, and whether a region encrypts new volumes by default.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { managerOf } from "../../readings/aws/kms-key.ts";
import { judgeEncryption, related, type Asked } from "./judge-encryption.ts";

const Encryption = { Encrypted: z.boolean().optional(), KmsKeyId: z.string().optional() };

const volume = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::Volume",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Volume.html
  reads: z.object({ ...Encryption, State: z.string().optional() }),
  related,
  evaluate({ State: state, ...encryption }, question: Asked) {
    if (state === "deleting" || state === "deleted")
      return notApplicable("the volume is being deleted, or was (State)", { state });
    return judgeEncryption("volume", encryption, question);
  },
});

const snapshot = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::EC2::Snapshot",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html
  reads: z.object(Encryption),
  related,
  evaluate: (encryption, question: Asked) => judgeEncryption("snapshot", encryption, question),
});

const defaults = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::EC2::EbsDefaults",
  global: false,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsDefaultKmsKeyId.html
  reads: z.object({ EncryptionByDefault: z.boolean(), KmsKeyId: z.string().optional() }),
  related,
  evaluate({ EncryptionByDefault: byDefault, KmsKeyId: key }, { related: { keys }, parameters }: Asked) {
    const facts = { encryptionByDefault: byDefault, key: key ?? null };
    if (!parameters.requireDefault)
      return notApplicable("encryption by default is not required (requireDefault is false)", facts);
    if (!byDefault) return fail("EBS does not encrypt new volumes of the region by default", facts);
    if (!parameters.requireCustomerKey) return pass("EBS encrypts new volumes of the region by default", facts);
    if (key === undefined)
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks KmsKeyId" }, facts);
    const manager = managerOf(key, keys);
    if (typeof manager !== "string") return indeterminate(manager, facts);
    if (manager === "AWS")
      return fail(
        "EBS encrypts new volumes by default with a KMS key that AWS manages, not with a customer managed key",
        facts,
      );
    return pass("EBS encrypts new volumes of the region by default with a customer managed KMS key", facts);
  },
});

export const ebs = [volume, snapshot, defaults];
