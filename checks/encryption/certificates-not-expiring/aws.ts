// Judges certificates of ACM that something uses, and server certificates of IAM.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { writeInstant } from "../../readings/instant.ts";
import { endOf, endUnread } from "./end.ts";
import type { Asked } from "./parameters.ts";

/** A renewal that goes wrong, or waits for somebody. https://docs.aws.amazon.com/acm/latest/userguide/check-certificate-renewal-status.html */
const STUCK: ReadonlySet<string> = new Set(["FAILED", "PENDING_VALIDATION"]);

const certificate = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::ACM::Certificate",
  global: false,
  // https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
  reads: z.object({
    Status: z.string(),
    Type: z.string().optional(),
    NotAfter: z.string().optional(),
    InUseBy: z.array(z.string()).optional(),
    RenewalEligibility: z.string().optional(),
    RenewalSummary: z.object({ RenewalStatus: z.string().optional() }).optional(),
  }),
  evaluate(row, asked: Asked) {
    const { Status: status, Type: type = null, InUseBy: users } = row;
    if (status !== "ISSUED" && status !== "EXPIRED")
      return notApplicable("the certificate is not issued, and nothing can use it (Status)", { status });
    const renewal = row.RenewalSummary?.RenewalStatus ?? null;
    const facts = { until: writeInstant(row.NotAfter), type, renewal };
    if (users === undefined)
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from AWS does not say what uses the certificate (InUseBy)" },
        facts,
      );
    // ACM renews a certificate that a service of AWS uses, or that somebody exported: https://docs.aws.amazon.com/acm/latest/userguide/acm-renewal.html
    if (users.length === 0 && row.RenewalEligibility !== "ELIGIBLE")
      return notApplicable("no service of AWS uses the certificate (InUseBy is empty)", facts);
    const end = status === "EXPIRED" ? "over" : endOf(row.NotAfter, asked);
    if (end === "unread") return indeterminate(endUnread("NotAfter"), facts);
    // A sentence holds for as long as its outcome: time alone must not change what is written.
    if (row.RenewalEligibility !== "ELIGIBLE")
      return end === "far"
        ? pass("the certificate lasts as long as required (NotAfter)", facts)
        : fail("the certificate ends sooner than allowed, and ACM does not renew it (RenewalEligibility)", facts);
    if (renewal !== null && STUCK.has(renewal))
      return end === "far"
        ? pass("the certificate lasts as long as required (NotAfter)", facts)
        : fail("the certificate ends sooner than allowed, and its renewal failed or waits (RenewalStatus)", facts);
    return end === "over"
      ? fail("the certificate has expired (NotAfter)", facts)
      : pass("the certificate has not expired, and ACM renews it by itself (RenewalEligibility)", facts);
  },
});

const serverCertificate = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::ServerCertificate",
  global: true,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificateMetadata.html
  reads: z.object({ Expiration: z.string().optional() }),
  evaluate({ Expiration }, asked: Asked) {
    const facts = { until: writeInstant(Expiration) };
    const end = endOf(Expiration, asked);
    if (end === "unread") return indeterminate(endUnread("Expiration"), facts);
    if (end === "far") return pass("the server certificate lasts as long as required (Expiration)", facts);
    return fail("the server certificate ends sooner than allowed, or has ended (Expiration)", facts);
  },
});

export const aws = [certificate, serverCertificate];
