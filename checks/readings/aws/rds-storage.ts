// Reads how storage of RDS and Aurora is encrypted, from the two members in which their answers say so.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { readInstant } from "../instant.ts";

/** `type` is missing in older answers and in AWS Config. */
type Said = {
  readonly encrypted: boolean | undefined;
  readonly type: "none" | "sse-kms" | "sse-rds" | undefined;
};

/** From here on Aurora encrypts every new cluster: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html */
const AURORA_ENCRYPTS_SINCE = Date.parse("2026-02-18T00:00:00Z");

/** Whether a cluster may be encrypted with a key that AWS owns although StorageEncrypted says no. */
export function mayHaveOwnedKey(engine: string | undefined, created: string | number | undefined): boolean {
  // A cluster whose creation time is not set, or can't be read, may be a new one.
  const at = typeof created === "number" ? created || null : readInstant(created);
  const isOld = at !== null && at < AURORA_ENCRYPTS_SINCE;
  return (engine ?? "aurora").startsWith("aurora") && !isOld;
}

/**
 * `kms`: with a key in KMS; `owned`: with a key that AWS owns; `none`: not at all. The flag knows nothing of keys that AWS owns, so
 * the type decides where it is there. `flag`: the name of the flag in the answer.
 */
export function storageOf(
  { encrypted, type }: Said,
  mayBeOwned: boolean,
  flag: "Encrypted" | "StorageEncrypted",
): "kms" | "owned" | "none" | Problem {
  if (type === "sse-rds") return "owned";
  if (encrypted !== undefined && type !== undefined && encrypted !== (type === "sse-kms"))
    return { code: "contradictory", detail: `${flag} and StorageEncryptionType contradict each other` };
  if (type === "sse-kms" || encrypted === true) return "kms";
  if (type === undefined && mayBeOwned) {
    const detail = "the answer from AWS lacks StorageEncryptionType, which shows whether AWS owns the key";
    return { code: "not-in-answer", detail };
  }
  if (type === undefined && encrypted === undefined)
    return { code: "not-in-answer", detail: `the answer from AWS lacks ${flag}` };
  return "none";
}
