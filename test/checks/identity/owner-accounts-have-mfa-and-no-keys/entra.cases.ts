// Cases of the check that owner accounts have MFA and no keys: who holds Global Administrator.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import {
  APP,
  application,
  ENDED_SECRET,
  GROUP,
  LIVE_SECRET,
  MACHINE,
  OTHER,
  PERSON,
  registration,
  secret,
} from "./directory-rows.ts";
import { groupCases } from "./groups.ts";

const assignment = (members: Members = {}): Json => ({
  id: "lAPpYvVpN0KRkAEhdxReEMmO4KwRqtpKkUWt3wOYIz4-1",
  roleDefinitionId: "62e90394-69f5-4237-9190-012177145e10",
  principalId: PERSON,
  directoryScopeId: "/",
  PrincipalType: "user",
  ...members,
});

const machine = (members: Members = {}): Json =>
  assignment({
    principalId: MACHINE,
    PrincipalType: "servicePrincipal",
    ServicePrincipalType: "Application",
    AccountEnabled: true,
    AppId: APP,
    PasswordCredentials: [],
    KeyCredentials: [],
    ...members,
  });

const report = (...rows: Json[]): { registrations: RelatedRows } => ({ registrations: { rows } });

const applications = (...rows: Json[]): { applications: RelatedRows } => ({ applications: { rows } });

const live = LIVE_SECRET;
const ended = ENDED_SECRET;
const certificate = { keyId: "c", type: "AsymmetricX509Cert", usage: "Verify" };
const liveCertificate = { ...certificate, startDateTime: "2026-01-10T09:00:00Z", endDateTime: "2028-01-10T09:00:00Z" };

const span = { from: "2026-01-10T09:00:00.000Z", until: "2028-01-10T09:00:00.000Z" };
const endedSpan = { from: "2024-01-10T09:00:00.123Z", until: "2026-01-10T09:00:00.000Z" };

const denied = { code: "denied", detail: "Application.Read.All" } as const;

export const cases: Cases = {
  "entra microsoft.graph/unifiedRoleAssignment": {
    cases: [
      {
        name: "a user with MFA",
        slice: assignment(),
        related: report(registration()),
        expect: "pass",
        because: "the administrator has registered an MFA method that the tenant's policy allows (isMfaCapable)",
        facts: { registered: true, methods: ["fido2SecurityKey", "microsoftAuthenticatorPush"], userType: "member" },
      },
      {
        name: "a user without MFA, whose ids are spelled in capitals",
        slice: assignment({
          principalId: PERSON.toUpperCase(),
          roleDefinitionId: "62E90394-69F5-4237-9190-012177145E10",
        }),
        related: report(registration({ isMfaRegistered: false, isMfaCapable: false, methodsRegistered: ["email"] })),
        expect: "fail",
        because: "the administrator has registered no MFA method (isMfaRegistered is false)",
      },
      {
        name: "a user whose only method is not allowed",
        slice: assignment(),
        related: report(registration({ isMfaCapable: false, methodsRegistered: ["mobilePhone"] })),
        expect: "fail",
      },
      {
        name: "a guest without MFA here",
        slice: assignment(),
        related: report(registration({ userType: "guest", isMfaRegistered: false, isMfaCapable: false })),
        expect: "indeterminate",
        because: "the administrator is a guest, and Tidemark does not read MFA of the guest's home tenant",
      },
      // The report has no disabled accounts.
      {
        name: "a user whom the complete report lacks",
        slice: assignment(),
        related: report(registration({ id: OTHER })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a disabled user whom the report lacks",
        slice: assignment({ AccountEnabled: false }),
        related: report(),
        expect: "not-applicable",
        because: "the account that Global Administrator is assigned to is disabled",
      },
      {
        name: "a report without a licence for it",
        slice: assignment(),
        related: { registrations: { rows: [], complete: false, problem: { code: "licence", detail: "Entra ID P1" } } },
        expect: "indeterminate",
        problem: "licence",
      },
      ...groupCases.map((one): Case => ({ ...one, slice: assignment({ principalId: GROUP, PrincipalType: "group" }) })),
      {
        name: "nobody knows what",
        slice: assignment({ PrincipalType: "device" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "another role",
        slice: assignment({ roleDefinitionId: "f2ef992c-3afb-46b9-b7cf-a126ee74c451" }),
        expect: "not-applicable",
      },
      {
        name: "the role on a part of the directory",
        slice: assignment({ directoryScopeId: "/administrativeUnits/0e2f5e7d-9c0e-4d43-b0a4-97bd8b8f8b0e" }),
        expect: "not-applicable",
      },
      {
        name: "a service principal whose application has a federated credential only",
        slice: machine(),
        related: applications(application()),
        expect: "pass",
        facts: { secrets: [], certificates: [] },
      },
      {
        name: "a service principal whose application has a secret",
        slice: machine(),
        related: applications(application({ appId: APP.toUpperCase(), PasswordCredentials: [ended, live] })),
        expect: "fail",
        because: "the service principal has a valid client secret or certificate",
        facts: { secrets: [endedSpan, span], certificates: [] },
      },
      // Where a secret is added that nobody is to find.
      {
        name: "a secret at the service principal itself, although its application was not read",
        slice: machine({ PasswordCredentials: [live] }),
        related: { applications: { rows: [], complete: false, problem: denied } },
        expect: "fail",
        facts: { secrets: [span], certificates: [] },
      },
      {
        name: "a service principal whose application has a certificate",
        slice: machine(),
        related: applications(application({ KeyCredentials: [liveCertificate] })),
        expect: "fail",
        facts: { secrets: [], certificates: [span] },
      },
      // Tokens are encrypted for it; it does not sign in with that.
      {
        name: "a certificate for the encryption of tokens",
        slice: machine(),
        related: applications(application({ KeyCredentials: [{ ...liveCertificate, usage: "Encrypt" }] })),
        expect: "pass",
      },
      {
        name: "a private key of the service principal that Entra signs tokens with",
        slice: machine({ KeyCredentials: [{ ...liveCertificate, usage: "Sign" }] }),
        related: applications(application()),
        expect: "pass",
      },
      {
        name: "a secret that has ended",
        slice: machine(),
        related: applications(application({ PasswordCredentials: [ended] })),
        expect: "pass",
        facts: { secrets: [endedSpan], certificates: [] },
      },
      {
        name: "a secret that ends at the instant of the question",
        slice: machine(),
        related: applications(
          application({ PasswordCredentials: [secret("2026-01-10T09:00:00Z", "2026-09-01T06:00:00Z")] }),
        ),
        expect: "pass",
      },
      {
        name: "a secret that is valid from a later day on",
        slice: machine(),
        related: applications(
          application({ PasswordCredentials: [secret("2026-10-01T00:00:00Z", "2027-10-01T00:00:00Z")] }),
        ),
        expect: "fail",
      },
      ...[null, "", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"].map((until): Case => ({
        name: `a secret whose end is not set: ${JSON.stringify(until)}`,
        slice: machine(),
        related: applications(application({ PasswordCredentials: [secret("2026-01-10T09:00:00Z", until)] })),
        expect: "fail",
        facts: { secrets: [{ from: "2026-01-10T09:00:00.000Z", until: null }], certificates: [] },
      })),
      {
        name: "a certificate whose end is not set",
        slice: machine({ KeyCredentials: [{ ...liveCertificate, endDateTime: "0001-01-01T00:00:00Z" }] }),
        related: applications(application()),
        expect: "fail",
      },
      {
        name: "a certificate of which the answer leaves out the end",
        slice: machine({ KeyCredentials: [certificate] }),
        related: applications(application()),
        expect: "indeterminate",
        because: "the answer from Microsoft Graph lacks endDateTime of a credential",
      },
      {
        name: "a secret whose end is no date",
        slice: machine(),
        related: applications(application({ PasswordCredentials: [secret("2026-01-10T09:00:00Z", "never")] })),
        expect: "indeterminate",
        problem: "unexpected-shape",
        facts: { secrets: [{ from: "2026-01-10T09:00:00.000Z", until: null }], certificates: [] },
      },
      {
        name: "a managed identity",
        slice: machine({ ServicePrincipalType: "ManagedIdentity", KeyCredentials: [liveCertificate] }),
        related: applications(),
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a disabled service principal with a secret",
        slice: machine({ AccountEnabled: false, PasswordCredentials: [live] }),
        related: applications(application()),
        expect: "not-applicable",
      },
      {
        name: "an application of another tenant",
        slice: machine(),
        related: applications(application({ appId: "00000003-0000-0000-c000-000000000000" })),
        expect: "indeterminate",
        because:
          "the application is not registered in this tenant, and Tidemark does not read credentials in other tenants",
      },
      {
        name: "a legacy service principal, which has no application",
        slice: machine({ ServicePrincipalType: "Legacy" }),
        related: applications(),
        expect: "pass",
      },
      {
        name: "applications that were denied",
        slice: machine(),
        related: { applications: { rows: [], complete: false, problem: denied } },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "an answer without the service principal's own credentials",
        slice: assignment({ PrincipalType: "servicePrincipal", AppId: APP }),
        related: applications(application()),
        expect: "indeterminate",
        because: "the answer from Microsoft Graph lacks the credentials of the service principal itself",
      },
      {
        name: "an answer that does not name the application",
        slice: machine({ AppId: null }),
        related: applications(application()),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an assignment without a role",
        slice: { principalId: PERSON, directoryScopeId: "/", PrincipalType: "user" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
