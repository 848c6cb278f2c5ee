// Reads secrets and certificates of an Entra application or service principal: their ids and dates, never their values.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { toInstant } from "../../instant.ts";

const Credential = z.object({
  keyId: z.string(),
  startDateTime: z.string().nullish(),
  endDateTime: z.string().nullish(),
});

/**
 * Members of both resources. https://learn.microsoft.com/en-us/graph/api/resources/passwordcredential and keycredential:
 * also displayName, hint, customKeyIdentifier, secretText and key, which name people or are secret.
 */
export const Credentials = {
  passwordCredentials: z.array(Credential).nullish(),
  keyCredentials: z.array(Credential.extend({ type: z.string().nullish(), usage: z.string().nullish() })).nullish(),
};

type Credentials = z.infer<z.ZodObject<typeof Credentials>>;

/** Left out where the answer has none of the two, which is not the same as an empty list. Sorted: no order is promised. */
export function credentialsOf({ passwordCredentials, keyCredentials }: Credentials): JsonObject {
  return {
    ...(passwordCredentials ? { PasswordCredentials: sorted(passwordCredentials) } : {}),
    ...(keyCredentials ? { KeyCredentials: sorted(keyCredentials) } : {}),
  };
}

type AnyCredential = { readonly keyId: string; readonly [member: string]: string | null | undefined };

function sorted(credentials: readonly AnyCredential[]): JsonObject[] {
  return credentials
    .map(({ keyId, startDateTime, endDateTime, type, usage }) => ({
      ...present({ keyId, startDateTime: instant(startDateTime), endDateTime: instant(endDateTime), type, usage }),
      // Null says that there is no end, which a missing member does not.
      ...(endDateTime === null ? { endDateTime } : {}),
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

// Graph writes seven decimals or none: one instant has one text.
const instant = (text: string | null | undefined): string | null | undefined => toInstant(text) ?? text;

function present(members: { readonly [name: string]: string | null | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
