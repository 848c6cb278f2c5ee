// Reads who an access token of Microsoft Entra ID is of.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../json-shape.ts";

/** In lower case; null where the token does not say. */
export type Claims = { readonly objectId: string | null; readonly tenant: string | null };

/** Entra signed the token and Azure verifies it. Here it only tells who signed in. */
export function claimsOf(token: string): Claims {
  const claims = jsonIn(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  const members = isRecord(claims) ? claims : {};
  const objectId = textOf(members["oid"])?.toLowerCase() ?? "";
  return {
    objectId: /^[0-9a-f-]{36}$/.test(objectId) ? objectId : null,
    tenant: textOf(members["tid"])?.toLowerCase() ?? null,
  };
}

function jsonIn(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
