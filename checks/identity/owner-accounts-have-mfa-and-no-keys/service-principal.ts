// Judges a service principal that owns a directory or subscription: whether anything but a short-lived token lets it in.
import { z } from "zod";
import { fail, indeterminate, pass, passByProvider, type Answer, type Verdict } from "../../kernel.ts";
import { KeyCredential, PasswordCredential, signsIn, spansOf } from "../../readings/azure/entra-credentials.ts";
import { lifeUntil } from "../../readings/instant.ts";

/** https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal, the part that tells of ways in. */
export const WaysIn = {
  AppId: z.string().nullable().optional(),
  ServicePrincipalType: z.string().nullable().optional(),
  PasswordCredentials: z.array(PasswordCredential).optional(),
  KeyCredentials: z.array(KeyCredential).optional(),
};

type Credentials = {
  readonly PasswordCredentials?: readonly PasswordCredential[] | undefined;
  readonly KeyCredentials?: readonly KeyCredential[] | undefined;
};

/**
 * Secrets lie at the application, and at the service principal itself, where few look. A certificate counts like a secret:
 * its private key is as long-lived, and it signs in from anywhere.
 */
export function judgeServicePrincipal(
  principal: z.infer<z.ZodObject<typeof WaysIn>>,
  application: (appId: string) => Answer<Credentials>,
  asOf: string,
): Verdict {
  if (principal.ServicePrincipalType === "ManagedIdentity") {
    // https://learn.microsoft.com/en-us/entra/identity/managed-identities-azure-resources/overview
    return passByProvider("Azure keeps and rotates the credentials of a managed identity");
  }
  const { AppId } = principal;
  const registered = typeof AppId === "string" ? application(AppId.toLowerCase()) : null;
  const holders: Credentials[] = [principal, ...(registered?.is === "found" ? [registered.row] : [])];
  const secrets = holders.flatMap(({ PasswordCredentials = [] }) => PasswordCredentials);
  const certificates = holders.flatMap(({ KeyCredentials = [] }) => KeyCredentials).filter(signsIn);
  const facts = { secrets: spansOf(secrets), certificates: spansOf(certificates) };
  const lives = [...secrets, ...certificates].map(({ endDateTime }) => lifeUntil(endDateTime, asOf));
  if (lives.includes("live")) return fail("the service principal has a valid client secret or certificate", facts);

  const notInAnswer = (detail: string): Verdict => indeterminate({ code: "not-in-answer", detail }, facts);
  if (principal.PasswordCredentials === undefined || principal.KeyCredentials === undefined) {
    return notInAnswer("the answer from Microsoft Graph lacks the credentials of the service principal itself");
  }
  if (registered === null)
    return notInAnswer("the answer from Microsoft Graph does not name the application of the service principal");
  if (registered.is === "unknown") return indeterminate(registered.problem, facts);
  // A legacy service principal has no application: its own credentials are all there are.
  if (registered.is === "none" && principal.ServicePrincipalType !== "Legacy") {
    const detail =
      "the application is not registered in this tenant, and Tidemark does not read credentials in other tenants";
    return indeterminate({ code: "not-supported", detail }, facts);
  }
  if ([...secrets, ...certificates].some(({ endDateTime }) => endDateTime === undefined))
    return notInAnswer("the answer from Microsoft Graph lacks endDateTime of a credential");
  if (lives.includes("unclear")) {
    return indeterminate(
      { code: "unexpected-shape", detail: "endDateTime of a credential cannot be read as a date" },
      facts,
    );
  }
  return pass("the service principal has no valid client secret or certificate", facts);
}
