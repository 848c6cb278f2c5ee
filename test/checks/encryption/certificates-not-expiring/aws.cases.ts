// Cases of the check that certificates are renewed: ACM and IAM. The question is asked as of 2026-09-01T06:00:00.000Z.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const balancer = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188";

// https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html (example)
const certificate = (members: Members = {}): Json => ({
  Status: "ISSUED",
  Type: "AMAZON_ISSUED",
  NotAfter: "2027-01-15T23:59:59.000Z",
  InUseBy: [balancer],
  RenewalEligibility: "ELIGIBLE",
  ...members,
});
const soon = "2026-09-20T23:59:59.000Z";
const imported: Members = { Type: "IMPORTED", RenewalEligibility: "INELIGIBLE" };
const renewing = (RenewalStatus: string): Members => ({ NotAfter: soon, RenewalSummary: { RenewalStatus } });

export const cases: Cases = {
  "aws AWS::ACM::Certificate": {
    cases: [
      {
        name: "a certificate that lasts for months",
        slice: certificate(),
        expect: "pass",
        because: "the certificate has not expired, and ACM renews it by itself (RenewalEligibility)",
        facts: { until: "2027-01-15T23:59:59.000Z", type: "AMAZON_ISSUED", renewal: null },
      },
      { name: "an imported certificate that lasts for months", slice: certificate(imported), expect: "pass" },
      {
        name: "an imported certificate that ends soon",
        slice: certificate({ ...imported, NotAfter: soon }),
        expect: "fail",
        because: "the certificate ends sooner than allowed, and ACM does not renew it (RenewalEligibility)",
        facts: { until: soon, type: "IMPORTED", renewal: null },
      },
      {
        name: "an end at the last moment that is allowed",
        slice: certificate({ ...imported, NotAfter: "2026-10-01T06:00:00.000Z" }),
        expect: "pass",
      },
      {
        name: "an end a second earlier",
        slice: certificate({ ...imported, NotAfter: "2026-10-01T05:59:59.000Z" }),
        expect: "fail",
      },
      {
        name: "an end that is soon, where less is required",
        slice: certificate({ ...imported, NotAfter: soon }),
        parameters: { daysLeft: 7 },
        expect: "pass",
      },
      {
        name: "a certificate that ACM will renew",
        slice: certificate({ NotAfter: soon }),
        expect: "pass",
        because: "the certificate has not expired, and ACM renews it by itself (RenewalEligibility)",
      },
      {
        name: "a certificate that ACM renews just now",
        slice: certificate(renewing("PENDING_AUTO_RENEWAL")),
        expect: "pass",
      },
      {
        name: "a renewal that waits for validation",
        slice: certificate(renewing("PENDING_VALIDATION")),
        expect: "fail",
        because: "the certificate ends sooner than allowed, and its renewal failed or waits (RenewalStatus)",
        facts: { until: soon, type: "AMAZON_ISSUED", renewal: "PENDING_VALIDATION" },
      },
      { name: "a renewal that failed", slice: certificate(renewing("FAILED")), expect: "fail" },
      {
        name: "a renewal that waits, with time to go",
        slice: certificate({ RenewalSummary: { RenewalStatus: "PENDING_VALIDATION" } }),
        expect: "pass",
      },
      {
        name: "an eligible certificate of a private authority",
        slice: certificate({ Type: "PRIVATE", NotAfter: soon }),
        expect: "pass",
      },
      {
        name: "a certificate that does not say whether it is renewed",
        slice: certificate({ NotAfter: soon, RenewalEligibility: "" }),
        expect: "fail",
      },
      {
        name: "an expired certificate in use",
        slice: certificate({
          Status: "EXPIRED",
          NotAfter: "2026-08-01T00:00:00.000Z",
          RenewalEligibility: "INELIGIBLE",
        }),
        expect: "fail",
        because: "the certificate ends sooner than allowed, and ACM does not renew it (RenewalEligibility)",
      },
      {
        name: "a certificate that ended a second ago and is renewed",
        slice: certificate({ NotAfter: "2026-09-01T05:59:59.000Z" }),
        expect: "fail",
        because: "the certificate has expired (NotAfter)",
      },
      {
        name: "a certificate that nothing uses",
        slice: certificate({ ...imported, InUseBy: [], NotAfter: soon }),
        expect: "not-applicable",
      },
      {
        name: "an expired certificate that nothing uses",
        slice: certificate({ Status: "EXPIRED", InUseBy: [], RenewalEligibility: "INELIGIBLE" }),
        expect: "not-applicable",
      },
      // https://docs.aws.amazon.com/acm/latest/userguide/acm-renewal.html: eligible if a service uses it, or if it was exported.
      {
        name: "a certificate that was exported, and whose renewal waits",
        slice: certificate({
          InUseBy: [],
          NotAfter: soon,
          RenewalEligibility: "ELIGIBLE",
          RenewalSummary: { RenewalStatus: "PENDING_VALIDATION" },
        }),
        expect: "fail",
      },
      {
        name: "an expired certificate that was exported",
        slice: certificate({ Status: "EXPIRED", InUseBy: [], RenewalEligibility: "ELIGIBLE" }),
        expect: "fail",
        because: "the certificate has expired (NotAfter)",
      },
      {
        name: "a certificate that was never validated",
        slice: { Status: "PENDING_VALIDATION", Type: "AMAZON_ISSUED", InUseBy: [] },
        expect: "not-applicable",
        facts: { status: "PENDING_VALIDATION" },
      },
      { name: "a revoked certificate", slice: certificate({ Status: "REVOKED" }), expect: "not-applicable" },
      {
        name: "an answer without what uses it",
        slice: { Status: "ISSUED", NotAfter: soon },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an issued certificate without its end",
        slice: { Status: "ISSUED", InUseBy: [balancer] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer without a status",
        slice: { NotAfter: soon },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html (example)
  "aws AWS::IAM::ServerCertificate": {
    never: { "not-applicable": "IAM does not say whether anything uses a server certificate" },
    cases: [
      {
        name: "a certificate that lasts",
        slice: { Expiration: "2027-05-08T01:02:03.000Z" },
        expect: "pass",
        facts: { until: "2027-05-08T01:02:03.000Z" },
      },
      {
        name: "a certificate that ends soon",
        slice: { Expiration: soon },
        expect: "fail",
        because: "the server certificate ends sooner than allowed, or has ended (Expiration)",
        facts: { until: soon },
      },
      {
        name: "a certificate that expired years ago",
        slice: { Expiration: "2019-05-08T01:02:03.000Z" },
        expect: "fail",
        because: "the server certificate ends sooner than allowed, or has ended (Expiration)",
      },
      { name: "an answer without its end", slice: {}, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "an end that is no date",
        slice: { Expiration: "tomorrow" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
