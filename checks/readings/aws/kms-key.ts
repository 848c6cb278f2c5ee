// Reads whose an AWS KMS key is: services name a key by its ARN, which does not say who manages the key.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { relation, type Related } from "../../kernel.ts";

const Key = z.object({ KeyId: z.string(), KeyManager: z.enum(["AWS", "CUSTOMER"]) });
type Key = z.infer<typeof Key>;

/** Keys of the region, by their id. */
export const kmsKeys = relation({
  type: "AWS::KMS::Key",
  within: "region",
  global: false,
  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
  reads: Key,
  on: (row) => [row.KeyId],
});

/**
 * Who manages the key that a service names: by its ARN, or by its id or an alias where somebody gave that; a problem where nobody
 * can say. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
export function managerOf(key: string, keys: (id: string) => Related<Key>): Key["KeyManager"] | Problem {
  const alias = /(?:^|:)alias\/(.+)$/.exec(key)?.[1];
  if (alias !== undefined) return alias.startsWith("aws/") ? "AWS" : "CUSTOMER";
  const answer = keys(key.replace(/^.*:key\//, "")).find(() => true);
  if (answer.is === "found") return answer.row.KeyManager;
  if (answer.is === "unknown") return answer.problem;
  // The key may belong to another account.
  const detail =
    "the KMS key is not among the keys that were read in this account and region, so its KeyManager is not known";
  return { code: "not-seen", detail };
}
