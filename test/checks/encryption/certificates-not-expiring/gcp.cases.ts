// Cases of the check that certificates are renewed: Compute Engine. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// https://docs.cloud.google.com/compute/docs/reference/rest/v1/sslCertificates
const uploaded = (expireTime: Json, members: Members = {}): Json => ({
  kind: "compute#sslCertificate",
  id: "4838212344557755",
  creationTimestamp: "2025-10-02T01:11:21.114-07:00",
  name: "shop",
  type: "SELF_MANAGED",
  expireTime,
  ...members,
});
const managed = (expireTime: Json, status: Json = "ACTIVE"): Json =>
  uploaded(expireTime, { type: "MANAGED", managed: { domains: ["shop.example"], status } });
const soon = "2026-09-20T04:30:00.000-07:00";

export const cases: Cases = {
  "gcp compute.googleapis.com/SslCertificate": {
    cases: [
      {
        name: "a certificate that lasts",
        slice: uploaded("2027-09-20T04:30:00.000-07:00"),
        expect: "pass",
        facts: { until: "2027-09-20T11:30:00.000Z", managed: false, status: null },
      },
      {
        name: "an uploaded certificate that ends soon",
        slice: uploaded(soon),
        expect: "fail",
        because: "the certificate ends sooner than allowed, and Google renews none that was uploaded (expireTime)",
        facts: { until: "2026-09-20T11:30:00.000Z", managed: false, status: null },
      },
      { name: "a certificate of before there were types", slice: { name: "old", expireTime: soon }, expect: "fail" },
      {
        name: "an expired certificate",
        slice: uploaded("2026-08-20T04:30:00.000-07:00"),
        expect: "fail",
        because: "the certificate ends sooner than allowed, and Google renews none that was uploaded (expireTime)",
      },
      {
        name: "an end that is soon, where less is required",
        slice: uploaded(soon),
        parameters: { daysLeft: 14 },
        expect: "pass",
      },
      {
        name: "a managed certificate that ends soon",
        slice: managed(soon),
        expect: "pass",
        because: "the certificate has not expired, and Google renews it by itself (managed.status)",
        facts: { until: "2026-09-20T11:30:00.000Z", managed: true, status: "ACTIVE" },
      },
      {
        name: "a managed certificate whose renewal fails",
        slice: managed(soon, "RENEWAL_FAILED"),
        expect: "fail",
        because: "the certificate ends sooner than allowed, and its renewal fails (managed.status)",
      },
      {
        name: "a renewal that fails, with time to go",
        slice: managed("2026-12-20T04:30:00Z", "RENEWAL_FAILED"),
        expect: "pass",
      },
      { name: "a managed certificate that expired", slice: managed("2026-08-20T04:30:00Z"), expect: "fail" },
      {
        name: "a managed certificate that is not issued yet",
        slice: managed(null, "PROVISIONING"),
        expect: "not-applicable",
      },
      {
        name: "a managed certificate that could not be issued",
        slice: managed(null, "PROVISIONING_FAILED_PERMANENTLY"),
        expect: "not-applicable",
      },
      {
        name: "an active certificate without its end",
        slice: managed(null),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an uploaded certificate without its end",
        slice: uploaded(null),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "an end that is a number", slice: uploaded(1), expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
