// Cases of the check that disks and snapshots are encrypted: disks, snapshots and images of Compute Engine.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";
import { strict } from "../kms-keys.ts";

const NAME = "projects/nl-prod/locations/europe-west3/keyRings/disks/cryptoKeys/data/cryptoKeyVersions/1";
const HASH = "esTuF7d4eatX4cnc4JsiEiaI+Rff78JgPhA/v1zxX9E=";

// https://docs.cloud.google.com/compute/docs/reference/rest/v1/disks
const ofOne = (what: string, member: string): Cases[`${string} ${string}`] => {
  const one = (key: Json, status: Json = "READY"): Json => ({ name: "cohort-data", status, [member]: key });
  return {
    cases: [
      {
        name: "a key of Google, as by default",
        slice: { name: "cohort-data", status: "READY" },
        expect: "pass",
        basis: "provider",
        because: `Google Cloud encrypts every ${what}`,
        facts: { kmsKeyName: null, customerSuppliedKey: false },
      },
      {
        name: "a key of Google, where a customer key is required",
        slice: { name: "cohort-data", status: "READY" },
        parameters: strict,
        expect: "fail",
        because: `the ${what} is encrypted with a key that Google manages (${member} names no key)`,
      },
      {
        name: "a key of Cloud KMS",
        slice: one({ kmsKeyName: NAME }),
        parameters: strict,
        expect: "pass",
        because: `the ${what} is encrypted with a customer managed key (kmsKeyName)`,
        facts: { kmsKeyName: NAME, customerSuppliedKey: false },
      },
      // https://docs.cloud.google.com/compute/docs/disks/customer-supplied-encryption
      {
        name: "a key that the company supplies, of which only the hash is told",
        slice: one({ sha256: HASH }),
        parameters: strict,
        expect: "pass",
        because: `the ${what} is encrypted with a key that the company supplies (sha256)`,
        facts: { kmsKeyName: null, customerSuppliedKey: true },
      },
      { name: "an empty key, where a customer key is required", slice: one({}), parameters: strict, expect: "fail" },
      {
        name: "an empty name, where a customer key is required",
        slice: one({ kmsKeyName: "", sha256: "" }),
        parameters: strict,
        expect: "fail",
      },
      { name: "no key, as null", slice: one(null), parameters: strict, expect: "fail" },
      {
        name: "the key of what it was made of, which is not its own",
        slice: { name: "cohort-data", sourceDiskEncryptionKey: { kmsKeyName: NAME } },
        parameters: strict,
        expect: "fail",
      },
      {
        name: "one that is being deleted",
        slice: one(null, "DELETING"),
        parameters: strict,
        expect: "not-applicable",
      },
      { name: "one that is being made", slice: one(null, "CREATING"), expect: "pass", basis: "provider" },
      { name: "one that failed", slice: one(null, "FAILED"), parameters: strict, expect: "fail" },
      {
        name: "a key in another shape",
        slice: one(NAME),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  };
};

export const cases: Cases = {
  "gcp compute.googleapis.com/Disk": ofOne("disk", "diskEncryptionKey"),
  "gcp compute.googleapis.com/RegionDisk": ofOne("disk", "diskEncryptionKey"),
  "gcp compute.googleapis.com/Snapshot": ofOne("snapshot", "snapshotEncryptionKey"),
  "gcp compute.googleapis.com/Image": ofOne("image", "imageEncryptionKey"),
  "gcp compute.googleapis.com/MachineImage": ofOne("machine image", "machineImageEncryptionKey"),
};
