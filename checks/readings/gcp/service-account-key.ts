// Reads keys of Google Cloud service accounts: whose each is, and whether it still signs in.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { lifeUntil, type Life } from "../instant.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys; what is false is left out. */
export const serviceAccountKeyMembers = {
  name: z.string().nullish(),
  AssetName: z.string().nullish(),
  keyType: z.string().nullish(),
  keyOrigin: z.string().nullish(),
  disabled: z.boolean().nullish(),
  validBeforeTime: z.string().nullish(),
};

type Named = { readonly name?: string | null | undefined; readonly AssetName?: string | null | undefined };

/** The account, by e-mail address or by unique id: in the key's name, or else in the asset's, which ends in the key's name. */
export function accountOf({ name, AssetName }: Named): string {
  const accounts = [name, AssetName].map((text) => /\/serviceAccounts\/([^/]+)\/keys\//.exec(text ?? "")?.[1]);
  return accounts.find((account) => account !== undefined) ?? "";
}

/** A key that does not say whose it is could be anybody's. */
export const saysWhose = (key: Named): boolean => accountOf(key) !== "";

export const ServiceAccountKey = z.object(serviceAccountKeyMembers).refine(saysWhose, { path: ["name"] });
type ServiceAccountKey = z.infer<typeof ServiceAccountKey>;

/** Why `keyType` does not say who manages a key. */
export const managerUnclear = (keyType: string | null | undefined): Problem => ({
  code: (keyType ?? "") === "" ? "not-in-answer" : "unexpected-shape",
  detail: "keyType does not say who manages the key",
});

/** Whether a key that users manage signs in: a disabled key does not, nor a key past its end. A key may have no end. */
export function lifeOf({ keyType, disabled, validBeforeTime }: ServiceAccountKey, asOf: string): Life {
  // Keys that Google manages never leave Google, which rotates them.
  if (keyType === "SYSTEM_MANAGED" || disabled === true) return "ended";
  const life = lifeUntil(validBeforeTime ?? null, asOf);
  return keyType === "USER_MANAGED" || life === "ended" ? life : "unclear";
}
