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
} from "../../kernel.ts";
import { readInstant } from "../../readings/instant.ts";
import { judgeKmsKey, related } from "./judge-kms-key.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html; the type is missing in older answers and in AWS Config. */
const Storage = z.object({
  StorageEncrypted: z.boolean().optional(),
  StorageEncryptionType: z.enum(["none", "sse-kms", "sse-rds"]).optional(),
  KmsKeyId: z.string().optional(),
});
type Storage = z.infer<typeof Storage>;

/** From here on Aurora encrypts every new cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html */
const AURORA_ENCRYPTS_SINCE = Date.parse("2026-02-18T00:00:00Z");

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
  evaluate({ Engine, ClusterCreateTime, ...storage }, question: Question<Parameters, typeof related>) {
    // A cluster whose creation time is not set, or can't be read, may be a new one.
    const created = typeof ClusterCreateTime === "number" ? ClusterCreateTime || null : readInstant(ClusterCreateTime);
    const isOld = created !== null && created < AURORA_ENCRYPTS_SINCE;
    return judgeStorage(storage, (Engine ?? "aurora").startsWith("aurora") && !isOld, question);
  },
});

function judgeStorage(
  { StorageEncrypted: encrypted, StorageEncryptionType: type, KmsKeyId: key }: Storage,
  mayHaveOwnedKey: boolean,
  question: Question<Parameters, typeof related>,
): Verdict {
  const facts = { encrypted: encrypted ?? null, encryptionType: type ?? null, key: key ?? null };
  // The flag knows nothing of keys that AWS owns, so the type decides where it is there.
  if (type === "sse-rds") {
    if (question.parameters.requireCustomerKey)
      return fail("the database is encrypted with a key that AWS owns, not with a customer managed key", facts);
    return passByProvider("the database is encrypted with a key that AWS owns", facts);
  }
  if (encrypted !== undefined && type !== undefined && encrypted !== (type === "sse-kms")) {
    const detail = "StorageEncrypted and StorageEncryptionType contradict each other";
    return indeterminate({ code: "contradictory", detail }, facts);
  }
  if (type === "sse-kms" || encrypted === true) {
    if (key !== undefined) return judgeKmsKey(key, facts, question);
    if (!question.parameters.requireCustomerKey) return pass("the storage of the database is encrypted", facts);
    return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks KmsKeyId" }, facts);
  }
  if (type === undefined && mayHaveOwnedKey) {
    const detail = "the answer from AWS lacks StorageEncryptionType, which shows whether AWS owns the key";
    return indeterminate({ code: "not-in-answer", detail }, facts);
  }
  if (type === undefined && encrypted === undefined) {
    return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks StorageEncrypted" }, facts);
  }
  return fail("the storage of the database is not encrypted", facts);
}

export const rds = [instance, cluster];
