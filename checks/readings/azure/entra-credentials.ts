// Reads the credentials by which an application, or its service principal in a tenant, signs in to Entra.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { writeInstant } from "../instant.ts";

/** https://learn.microsoft.com/en-us/graph/api/resources/passwordcredential: a client secret, without its value. */
export const PasswordCredential = z.object({
  startDateTime: z.string().nullable().optional(),
  endDateTime: z.string().nullable().optional(),
});
export type PasswordCredential = z.infer<typeof PasswordCredential>;

/** https://learn.microsoft.com/en-us/graph/api/resources/keycredential: a certificate. */
export const KeyCredential = z.object({ ...PasswordCredential.shape, usage: z.string().nullable().optional() });
export type KeyCredential = z.infer<typeof KeyCredential>;

/**
 * Certificates for encrypting tokens to the application, and for signing the tokens of others' sign-in, prove nothing of it.
 * https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/howto-saml-token-encryption
 */
export const signsIn = ({ usage }: KeyCredential): boolean => usage !== "Encrypt" && usage !== "Sign";

/** Times of credentials for facts. All of them, ended ones too: the time of asking must not change what is written. */
export function spansOf(credentials: readonly PasswordCredential[]): Json[] {
  const spans = credentials.map(({ startDateTime, endDateTime }) => ({
    from: writeInstant(startDateTime),
    until: writeInstant(endDateTime),
  }));
  const order = (span: (typeof spans)[number]): string => `${span.from} ${span.until}`;
  return spans.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0)).slice(0, 50);
}
