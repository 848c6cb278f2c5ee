// Judges container apps by whether their ingress serves plain HTTP.
import { z } from "zod";
import { isOlder } from "../../../readings/tls-version.ts";
import { defineEvaluator, fail, notApplicable, pass } from "../../../kernel.ts";
import type { WithParameters } from "../parameters.ts";
import { internal } from "./internal.ts";

const containerApp = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.app/containerapps",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/containerapps/container-apps/get
  reads: z.object({
    properties: z.object({
      configuration: z
        .object({
          ingress: z
            .object({
              external: z.boolean().nullish(),
              allowInsecure: z.boolean().nullish(),
              transport: z.string().nullish(),
            })
            .nullish(),
        })
        .nullish(),
    }),
  }),
  evaluate({ properties }, { parameters }: WithParameters) {
    const ingress = properties.configuration?.ingress ?? null;
    if (ingress === null) return notApplicable("the app takes no connections from outside (ingress)");
    const { allowInsecure = null, transport = null } = ingress;
    const facts = { external: ingress.external ?? false, allowInsecure, transport };
    if (ingress.external !== true && !parameters.internalToo) return internal("the app", "ingress.external", facts);
    if (transport?.toLowerCase() === "tcp")
      return notApplicable("the ingress passes on what clients send, and ends no TLS (transport)", facts);
    if (allowInsecure === true) return fail("the ingress serves plain HTTP (allowInsecure)", facts);
    // Clients are redirected, and nothing else can be set. https://learn.microsoft.com/en-us/azure/container-apps/ingress-overview
    if (!parameters.allowRedirect)
      return fail("the ingress accepts plain HTTP, if only to send clients to HTTPS (allowRedirect is false)", facts);
    // The same page: TLS 1.2 and 1.3 are supported, for every app.
    if (isOlder("1.2", parameters.minimumTlsVersion))
      return fail("the ingress accepts TLS 1.2, as that of every container app does", facts);
    return pass("the ingress sends plain HTTP to HTTPS (allowInsecure), and speaks TLS 1.2 and later", facts);
  },
});

export const containerApps = [containerApp];
