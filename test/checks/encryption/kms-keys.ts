// Keys of KMS that cases of databases and disks name.
import type { RelatedRows } from "../cases.ts";

const id = "1234abcd-12ab-34cd-56ef-1234567890ab";

export const key = `arn:aws:kms:eu-central-1:111122223333:key/${id}`;

/** The key as it was read, with who manages it. */
export const managedBy = (manager: string): { keys: RelatedRows } => ({
  keys: { rows: [{ KeyId: id, KeyManager: manager }] },
});

export const strict = { requireCustomerKey: true };
