// Judges distributions of CloudFront by their behaviors for viewers and their security policy.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../../kernel.ts";
import { acceptedOf, shown } from "../accepted.ts";
import type { WithParameters } from "../parameters.ts";

const Policy = z.string().optional();

const distribution = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::CloudFront::Distribution",
  global: true,
  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html
  reads: z.object({
    Enabled: z.boolean().optional(),
    DefaultCacheBehavior: z.object({ ViewerProtocolPolicy: Policy }).optional(),
    CacheBehaviors: z
      .object({
        Items: z.array(z.object({ PathPattern: z.string().optional(), ViewerProtocolPolicy: Policy })).optional(),
      })
      .optional(),
    ViewerCertificate: z
      .object({ CloudFrontDefaultCertificate: z.boolean().optional(), MinimumProtocolVersion: z.string().optional() })
      .optional(),
  }),
  evaluate(told, { parameters: { minimumTlsVersion, allowRedirect } }: WithParameters) {
    if (told.Enabled === false) return notApplicable("the distribution is disabled (Enabled)");
    const behaviors = [
      { path: "*", policy: told.DefaultCacheBehavior?.ViewerProtocolPolicy },
      ...(told.CacheBehaviors?.Items ?? []).map((each) => ({
        path: each.PathPattern ?? "",
        policy: each.ViewerProtocolPolicy,
      })),
    ];
    const { MinimumProtocolVersion: minimum = null, CloudFrontDefaultCertificate: byDefault = false } =
      told.ViewerCertificate ?? {};
    const facts = { minimumProtocolVersion: minimum, defaultCertificate: byDefault };
    const ofPolicy = (...policies: readonly (string | undefined)[]): string[] =>
      behaviors.filter(({ policy }) => policies.includes(policy)).map(({ path }) => path);
    const open = ofPolicy("allow-all");
    if (open.length > 0)
      return fail("the distribution serves plain HTTP (ViewerProtocolPolicy)", { ...facts, ...shown("paths", open) });
    const redirecting = ofPolicy("redirect-to-https");
    if (!allowRedirect && redirecting.length > 0)
      return fail("the distribution accepts plain HTTP, if only to send viewers to HTTPS (allowRedirect is false)", {
        ...facts,
        ...shown("paths", redirecting),
      });
    // With its own domain name alone, CloudFront accepts TLS 1.0 whatever the distribution says.
    // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html
    const accepted = acceptedOf(byDefault ? ["TLSv1"] : versionsIn(minimum), minimumTlsVersion);
    if (accepted.is === "older")
      return byDefault
        ? fail("the distribution has the default certificate, by which CloudFront accepts TLS 1.0", facts)
        : fail(`the distribution accepts ${accepted.oldest} (MinimumProtocolVersion)`, facts);
    if (ofPolicy("redirect-to-https", "https-only").length < behaviors.length)
      return indeterminate(
        {
          code: "unexpected-shape",
          detail: "a behavior lacks its viewer protocol policy, or has one that is not known",
        },
        facts,
      );
    if (accepted.is === "unknown") {
      const detail = "the distribution names no security policy that the check knows (MinimumProtocolVersion)";
      return indeterminate({ code: minimum === null ? "not-in-answer" : "unexpected-shape", detail }, facts);
    }
    return pass(
      `the distribution sends plain HTTP away and accepts TLS ${accepted.oldest} at the oldest (ViewerProtocolPolicy, MinimumProtocolVersion)`,
      facts,
    );
  },
});

/** A security policy is named by its oldest protocol and a year: `TLSv1.2_2021`. */
const versionsIn = (minimum: string | null): string[] => (minimum === null ? [] : [minimum.replace(/_\d{4}$/, "")]);

export const distributions = [distribution];
