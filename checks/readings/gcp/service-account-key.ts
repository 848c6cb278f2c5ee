// Reads keys of Google Cloud service accounts: whose each is, and whether it still signs in.
import { z } from "zod";
import { lifeUntil, type Life } from "../instant.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys; what is false is left out. */
export const ServiceAccountKey = z.object({
  /** Whose account it is, by e-mail address or by unique id: a key that does not say could be anybody's. */
  name: z.string().regex(/\/serviceAccounts\/[^/]+\/keys\//),
  keyType: z.string().optional(),
  keyOrigin: z.string().optional(),
  disabled: z.boolean().optional(),
  validBeforeTime: z.string().optional(),
});
export type ServiceAccountKey = z.infer<typeof ServiceAccountKey>;

/** The account that a key belongs to, as the key's name has it. */
export function accountOf({ name }: ServiceAccountKey): string {
  return /\/serviceAccounts\/([^/]+)\/keys\//.exec(name)?.[1] ?? "";
}

/** Whether a key that users manage signs in: a disabled key does not, nor a key past its end. A key may have no end. */
export function lifeOf({ keyType, disabled, validBeforeTime }: ServiceAccountKey, asOf: string): Life {
  // Keys that Google manages never leave Google, which rotates them.
  if (keyType === "SYSTEM_MANAGED" || disabled === true) return "ended";
  const life = validBeforeTime === undefined ? "live" : lifeUntil(validBeforeTime, asOf);
  return keyType === "USER_MANAGED" || life === "ended" ? life : "unclear";
}
