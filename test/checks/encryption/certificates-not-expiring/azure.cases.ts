// Cases of the check that certificates are renewed: App Service and Entra. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://learn.microsoft.com/en-us/rest/api/appservice/certificates/get (example)
const web = (members: Members): Json => ({
  properties: {
    friendlyName: "",
    subjectName: "shop.example",
    hostNames: ["shop.example"],
    issueDate: "2026-03-12T23:16:35+00:00",
    issuer: "CN=Example Authority",
    thumbprint: "FE703D7411A44163B6D32B3AD9B03E175886EBFE",
    ...members,
  },
});

// https://learn.microsoft.com/en-us/graph/api/application-get (example)
const application = (passwords: readonly Members[], keys: readonly Members[] = []): Json => ({
  PasswordCredentials: passwords,
  KeyCredentials: keys,
});
const from = { keyId: "f0b0b335-1d71-4883-8f98-567911bfdca6", startDateTime: "2024-03-01T00:00:00.000Z" };
const until = (endDateTime: Json): Members => ({ ...from, endDateTime });
const certificate = (endDateTime: Json, usage = "Verify"): Members => ({
  ...until(endDateTime),
  type: "AsymmetricX509Cert",
  usage,
});
const lasts = "2027-09-01T00:00:00.000Z";
const soon = "2026-09-10T00:00:00.000Z";
const ended = "2026-08-01T00:00:00.000Z";

export const cases: Cases = {
  "azure microsoft.web/certificates": {
    never: { "not-applicable": "Azure does not say in the certificate whether an app is bound to it" },
    cases: [
      {
        name: "a certificate that lasts",
        slice: web({ expirationDate: "2027-03-12T23:16:35+00:00" }),
        expect: "pass",
        facts: { until: "2027-03-12T23:16:35.000Z", managed: false },
      },
      {
        name: "a certificate that ends soon",
        slice: web({ expirationDate: "2026-09-12T23:16:35+00:00" }),
        expect: "fail",
        because: "the certificate ends sooner than allowed, or has ended (expirationDate)",
        facts: { until: "2026-09-12T23:16:35.000Z", managed: false },
      },
      {
        name: "a managed certificate whose renewal was due two weeks ago",
        slice: web({ expirationDate: "2026-09-30T00:00:00Z", canonicalName: "shop.example" }),
        expect: "fail",
        facts: { until: "2026-09-30T00:00:00.000Z", managed: true },
      },
      {
        name: "a managed certificate that is renewed just now",
        slice: web({ expirationDate: "2026-10-10T00:00:00Z", canonicalName: "shop.example" }),
        expect: "pass",
      },
      {
        name: "an expired certificate",
        slice: web({ expirationDate: "2026-08-31T00:00:00Z" }),
        expect: "fail",
        because: "the certificate ends sooner than allowed, or has ended (expirationDate)",
      },
      { name: "a certificate without its end", slice: web({}), expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "an end that nobody set",
        slice: web({ expirationDate: "0001-01-01T00:00:00Z" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a row without properties",
        slice: { name: "shop" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "entra microsoft.graph/application": {
    cases: [
      {
        name: "a secret that lasts",
        slice: application([until(lasts)]),
        expect: "pass",
        facts: { credentials: [{ from: "2024-03-01T00:00:00.000Z", until: lasts }] },
      },
      {
        name: "a secret that ends soon",
        slice: application([until(soon)]),
        expect: "fail",
        because: "the last secret or certificate of the application ends sooner than allowed, or has just ended",
        facts: { credentials: [{ from: "2024-03-01T00:00:00.000Z", until: soon }] },
      },
      {
        name: "a secret that ends soon, beside the next one",
        slice: application([until(soon), until(lasts)]),
        expect: "pass",
      },
      {
        name: "a secret that ends soon, beside a certificate",
        slice: application([until(soon)], [certificate(lasts)]),
        expect: "pass",
      },
      { name: "a certificate that ends soon", slice: application([until(ended)], [certificate(soon)]), expect: "fail" },
      {
        name: "a certificate for encryption, which signs in to nothing",
        slice: application([], [certificate(soon, "Encrypt")]),
        expect: "not-applicable",
      },
      { name: "a secret without end", slice: application([until(null)]), expect: "pass" },
      {
        name: "a secret that ended a day ago",
        slice: application([until("2026-08-31T06:00:00.000Z")]),
        expect: "fail",
      },
      {
        name: "secrets that have all expired",
        slice: application([until(ended), until(ended)]),
        expect: "not-applicable",
      },
      { name: "an application without secrets", slice: application([]), expect: "not-applicable" },
      {
        name: "a secret that ends soon, where less is required",
        slice: application([until(soon)]),
        parameters: { daysLeft: 5 },
        expect: "pass",
      },
      {
        name: "a secret without a word on its end",
        slice: application([from]),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a secret without its end, beside one that lasts",
        slice: application([from, until(lasts)]),
        expect: "pass",
      },
      {
        name: "a secret without its end, beside one that ends soon",
        slice: application([from, until(soon)]),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer without certificates",
        slice: { PasswordCredentials: [] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
