// Judges keys of AWS KMS: whether KMS makes new key material by itself, and how often.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html: AWS Config lacks the period. */
  rotations: relation({
    type: "Tidemark::KMS::KeyRotation",
    within: "region",
    global: false,
    reads: z.object({
      KeyId: z.string(),
      KeyRotationEnabled: z.boolean(),
      RotationPeriodInDays: z.int().min(1).optional(),
    }),
    on: ({ KeyId }) => [KeyId],
  }),
};

/** States in which KMS encrypts with a key. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const IN_USE: ReadonlySet<string> = new Set(["Enabled", "Creating", "Updating"]);

/** Why keys whose material KMS did not make are not rotated by KMS. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EXTERNAL: "the key material was imported, and KMS rotates by itself only material that it made",
    AWS_CLOUDHSM: "the key lies in a CloudHSM key store, and KMS rotates by itself only material that it made",
    EXTERNAL_KEY_STORE: "the key lies in an external key store, and KMS rotates by itself only material that it made",
  }),
);

const key = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::KMS::Key",
  global: false,
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
  reads: z.object({
    KeyId: z.string(),
    KeyManager: z.enum(["AWS", "CUSTOMER"]),
    KeyState: z.string(),
    KeySpec: z.string().optional(),
    CustomerMasterKeySpec: z.string().optional(),
    Origin: z.string().optional(),
    MultiRegionConfiguration: z.object({ MultiRegionKeyType: z.string().optional() }).optional(),
  }),
  related,
  evaluate(row, { related: { rotations }, parameters: { maxDays } }: Question<Parameters, typeof related>) {
    const { KeyId, KeyManager, KeyState: state } = row;
    if (KeyManager === "AWS") return notApplicable("AWS manages the key, and rotates it every year");
    if (!IN_USE.has(state))
      return notApplicable("nothing is encrypted with the key in its state (KeyState)", { state });
    // The older name of the member, which items that were recorded long ago have alone.
    const spec = row.KeySpec ?? row.CustomerMasterKeySpec ?? null;
    const origin = row.Origin ?? null;
    const facts = { spec, origin };
    if (spec !== null && spec !== "SYMMETRIC_DEFAULT")
      return notApplicable("KMS rotates no asymmetric or HMAC key by itself (KeySpec)", facts);
    if (origin !== null && origin !== "AWS_KMS") {
      const why = ELSEWHERE.get(origin);
      if (why !== undefined) return notApplicable(why, facts);
      return indeterminate({ code: "unexpected-shape", detail: "the origin of the key is none that is known" }, facts);
    }
    if (row.MultiRegionConfiguration?.MultiRegionKeyType === "REPLICA")
      return notApplicable("the key is a replica: its primary key rotates, and the primary key is judged", facts);
    if (spec === null || origin === null) {
      const detail = "the answer from AWS does not say what kind of key it is, or who made its key material";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    const rotation = rotations(KeyId).find(() => true);
    if (rotation.is === "unknown") return indeterminate(rotation.problem, facts);
    if (rotation.is === "none") {
      const detail = "the rotation of the key is not among what was read of the keys in this region";
      return indeterminate({ code: "not-seen", detail }, facts);
    }
    const { KeyRotationEnabled, RotationPeriodInDays } = rotation.row;
    if (!KeyRotationEnabled) return fail("the key does not rotate by itself (KeyRotationEnabled is false)", facts);
    if (RotationPeriodInDays === undefined) {
      const detail = "the answer from AWS does not say after how many days the key rotates";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    const said = { ...facts, everyDays: RotationPeriodInDays };
    return RotationPeriodInDays > maxDays
      ? fail("the key rotates by itself less often than required (RotationPeriodInDays)", said)
      : pass("the key rotates by itself as often as required (RotationPeriodInDays)", said);
  },
});

export const aws = [key];
