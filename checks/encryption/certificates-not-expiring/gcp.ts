// Judges SSL certificates of load balancers in Google Cloud.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { writeInstant } from "../../readings/instant.ts";
import { endOf, endUnread } from "./end.ts";
import type { Asked } from "./parameters.ts";

const certificate = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/SslCertificate",
  global: true,
  // https://docs.cloud.google.com/compute/docs/reference/rest/v1/sslCertificates
  reads: z.object({
    type: z.string().nullish(),
    expireTime: z.string().nullish(),
    managed: z.object({ status: z.string().nullish() }).nullish(),
  }),
  evaluate({ type, expireTime, managed }, asked: Asked) {
    // Older certificates have no type, and are what somebody uploaded.
    const isManaged = type === "MANAGED";
    const status = managed?.status ?? null;
    const facts = { until: writeInstant(expireTime), managed: isManaged, status };
    if (isManaged && writeInstant(expireTime) === null && status !== "ACTIVE")
      return notApplicable("Google has not issued the certificate (managed.status)", facts);
    const end = endOf(expireTime, asked);
    if (end === "unread") return indeterminate(endUnread("expireTime"), facts);
    // A sentence holds for as long as its outcome: time alone must not change what is written.
    if (isManaged && status === "ACTIVE")
      return end === "over"
        ? fail("the certificate has expired (expireTime)", facts)
        : pass("the certificate has not expired, and Google renews it by itself (managed.status)", facts);
    if (end === "far") return pass("the certificate lasts as long as required (expireTime)", facts);
    return isManaged
      ? fail("the certificate ends sooner than allowed, and its renewal fails (managed.status)", facts)
      : fail("the certificate ends sooner than allowed, and Google renews none that was uploaded (expireTime)", facts);
  },
});

export const gcp = [certificate];
