// Judges disks of Compute Engine, their snapshots and images by whose key encrypts them: encryption cannot be turned off.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** A key that the company hands in with every request has a hash here, and no name. The key itself is in no answer. */
const EncryptionKey = z.object({ kmsKeyName: z.string().nullish(), sha256: z.string().nullish() }).nullish();
type EncryptionKey = z.infer<typeof EncryptionKey>;

/** `member`: the one that names the key of the resource itself, not of what it was made of. */
const storage = <M extends string>(resourceType: string, what: string, member: M) =>
  defineEvaluator({
    provider: "gcp",
    resourceType,
    global: true,
    reads: z.object({ status: z.string().nullish(), [member]: EncryptionKey }),
    // https://docs.cloud.google.com/compute/docs/disks/disk-encryption
    evaluate(slice, { parameters }: { readonly parameters: Parameters }) {
      if (slice.status === "DELETING")
        return notApplicable(`the ${what} is being deleted (status)`, { status: "DELETING" });
      const key = slice[member] as EncryptionKey;
      const facts = { kmsKeyName: key?.kmsKeyName || null, customerSuppliedKey: (key?.sha256 || null) !== null };
      if (!parameters.requireCustomerKey) return passByProvider(`Google Cloud encrypts every ${what}`, facts);
      if (facts.kmsKeyName !== null)
        return pass(`the ${what} is encrypted with a customer managed key (kmsKeyName)`, facts);
      if (facts.customerSuppliedKey)
        return pass(`the ${what} is encrypted with a key that the company supplies (sha256)`, facts);
      return fail(`the ${what} is encrypted with a key that Google manages (${member} names no key)`, facts);
    },
  });

/**
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/disks, and regionDisks, snapshots, images and machineImages beside it:
 * resources that Google's own key encrypts have no such member.
 */
export const gcp = [
  storage("compute.googleapis.com/Disk", "disk", "diskEncryptionKey"),
  storage("compute.googleapis.com/RegionDisk", "disk", "diskEncryptionKey"),
  storage("compute.googleapis.com/Snapshot", "snapshot", "snapshotEncryptionKey"),
  storage("compute.googleapis.com/Image", "image", "imageEncryptionKey"),
  storage("compute.googleapis.com/MachineImage", "machine image", "machineImageEncryptionKey"),
];
