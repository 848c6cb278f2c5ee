// Reads whether KMS rotates a key by itself, and how often, as GetKeyRotationStatus tells it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../json-shape.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html. The time of the next rotation moves by itself, and stays here. */
const Answer = z.object({ KeyRotationEnabled: z.boolean(), RotationPeriodInDays: z.int().optional() });

export const KEY_ROTATION = "Tidemark::KMS::KeyRotation";

/** The error of a key that can't rotate, as an asymmetric one: an answer, too. */
export const NO_ROTATION = "UnsupportedOperationException";

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html: a UUID, with mrk- before it for multi-Region keys.
const KEY_ID = /^[A-Za-z0-9-]{1,64}$/;

/** The key of what is told of the key with the id `key`. Throws RangeError on what is no id of a key. */
export function keyRotationKey(account: string, region: string, key: string): string {
  if (!KEY_ID.test(key)) throw new RangeError("found another text, expected the id of a KMS key");
  return syntheticKey("aws", account, `key-rotation/${region}/${key}`);
}

/** Undefined where the answer has another shape. */
export function keyRotationIn(answer: Json, key: string): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.success ? { KeyId: key, ...parsed.data } : undefined;
}

/** A refusal for the kind of the key says that KMS does not rotate it. */
export const unableToRotate = (key: string): object => ({ KeyId: key, KeyRotationEnabled: false });
