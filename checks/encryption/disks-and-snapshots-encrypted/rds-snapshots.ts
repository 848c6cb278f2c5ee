// Judges snapshots of RDS, and of the services that share its API: Aurora, DocumentDB, Neptune.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, passByProvider, type Verdict } from "../../kernel.ts";
import { mayHaveOwnedKey, storageOf } from "../../readings/aws/rds-storage.ts";
import { judgeKey, related, type Asked } from "./judge-encryption.ts";

const StorageEncryptionType = z.enum(["none", "sse-kms", "sse-rds"]).optional();
const KmsKeyId = z.string().optional();

type Storage = {
  readonly encrypted: boolean | undefined;
  readonly type: z.infer<typeof StorageEncryptionType>;
  readonly key: string | undefined;
};

function judgeStorage(said: Storage, storage: ReturnType<typeof storageOf>, question: Asked): Verdict {
  const facts = { encrypted: said.encrypted ?? null, encryptionType: said.type ?? null, key: said.key ?? null };
  if (typeof storage !== "string") return indeterminate(storage, facts);
  if (storage === "none") return fail("the snapshot is not encrypted", facts);
  if (storage === "kms") return judgeKey("snapshot", said.key, facts, question);
  if (question.parameters.requireCustomerKey)
    return fail("the snapshot is encrypted with a key that AWS owns, not with a customer managed key", facts);
  return passByProvider("the snapshot is encrypted with a key that AWS owns", facts);
}

const instance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBSnapshot",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html
  reads: z.object({ Encrypted: z.boolean().optional(), StorageEncryptionType, KmsKeyId }),
  related,
  evaluate({ Encrypted: encrypted, StorageEncryptionType: type, KmsKeyId: key }, question: Asked) {
    return judgeStorage({ encrypted, type, key }, storageOf({ encrypted, type }, false, "Encrypted"), question);
  },
});

const cluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBClusterSnapshot",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html
  reads: z.object({
    StorageEncrypted: z.boolean().optional(),
    StorageEncryptionType,
    KmsKeyId,
    Engine: z.string().optional(),
    ClusterCreateTime: z.union([z.string(), z.int()]).optional(),
  }),
  related,
  evaluate({ StorageEncrypted: encrypted, StorageEncryptionType: type, KmsKeyId: key, ...cluster }, question: Asked) {
    const mayBeOwned = mayHaveOwnedKey(cluster.Engine, cluster.ClusterCreateTime);
    const storage = storageOf({ encrypted, type }, mayBeOwned, "StorageEncrypted");
    return judgeStorage({ encrypted, type, key }, storage, question);
  },
});

export const rdsSnapshots = [instance, cluster];
