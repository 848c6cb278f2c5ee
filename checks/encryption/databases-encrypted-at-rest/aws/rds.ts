// Judges databases of RDS, and of the services that share its API: Aurora, DocumentDB, Neptune.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  passByProvider,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import { mayHaveOwnedKey, storageOf } from "../../../readings/aws/rds-storage.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "../parameters.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html; the type is missing in older answers and in AWS Config. */
const Storage = z.object({
  StorageEncrypted: z.boolean().optional(),
  StorageEncryptionType: z.enum(["none", "sse-kms", "sse-rds"]).optional(),
  KmsKeyId: z.string().optional(),
});
type Storage = z.infer<typeof Storage>;

const instance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBInstance",
  global: false,
  reads: z.object({ ...Storage.shape, DBClusterIdentifier: z.string().optional() }),
  related,
  evaluate({ DBClusterIdentifier, ...storage }, question: Question<Parameters, typeof related>) {
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    if (DBClusterIdentifier !== undefined) {
      return notApplicable("encryption is a setting of the instance's cluster, and the cluster is judged separately", {
        cluster: DBClusterIdentifier,
      });
    }
    return judgeStorage(storage, false, question);
  },
});

const cluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBCluster",
  global: false,
  reads: z.object({
    ...Storage.shape,
    Engine: z.string().optional(),
    ClusterCreateTime: z.union([z.string(), z.int()]).optional(),
  }),
  related,
  evaluate: ({ Engine, ClusterCreateTime, ...storage }, question: Question<Parameters, typeof related>) =>
    judgeStorage(storage, mayHaveOwnedKey(Engine, ClusterCreateTime), question),
});

function judgeStorage(
  { StorageEncrypted: encrypted, StorageEncryptionType: type, KmsKeyId: key }: Storage,
  mayBeOwned: boolean,
  question: Question<Parameters, typeof related>,
): Verdict {
  const facts = { encrypted: encrypted ?? null, encryptionType: type ?? null, key: key ?? null };
  const storage = storageOf({ encrypted, type }, mayBeOwned, "StorageEncrypted");
  if (typeof storage !== "string") return indeterminate(storage, facts);
  if (storage === "none") return fail("the storage of the database is not encrypted", facts);
  if (storage === "owned") {
    if (question.parameters.requireCustomerKey)
      return fail("the database is encrypted with a key that AWS owns, not with a customer managed key", facts);
    return passByProvider("the database is encrypted with a key that AWS owns", facts);
  }
  if (key !== undefined) return judgeKmsKey(key, facts, question);
  if (!question.parameters.requireCustomerKey) return pass("the storage of the database is encrypted", facts);
  return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks KmsKeyId" }, facts);
}

export const rds = [instance, cluster];
