// Judges namespaces of Event Hubs and Service Bus, which speak TLS alone, by the oldest version of TLS that they accept.
import { z } from "zod";
import { defineEvaluator, fail, pass, passByProvider } from "../../../kernel.ts";
import type { WithParameters } from "../parameters.ts";
import { isOlder, parseTlsVersion } from "../../../readings/tls-version.ts";
import { azureEnforces } from "../../../readings/azure/enforced-tls.ts";
import { setText, unknownVersion } from "./set-version.ts";

const namespace = (resourceType: string) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    // https://learn.microsoft.com/en-us/rest/api/eventhub/namespaces/get and https://learn.microsoft.com/en-us/rest/api/servicebus/controlplane-stable/namespaces/get
    reads: z.object({
      location: z.string().nullish(),
      properties: z.object({ minimumTlsVersion: z.string().nullish(), serviceBusEndpoint: z.string().nullish() }),
    }),
    evaluate({ location, properties }, { parameters, asOf }: WithParameters & { readonly asOf: string }) {
      const minimumTlsVersion = setText(properties.minimumTlsVersion);
      const facts = { minimumTlsVersion };
      // A namespace without a minimum permits TLS 1.0 and above.
      // https://learn.microsoft.com/en-us/azure/event-hubs/transport-layer-security-enforce-minimum-version
      const version = parseTlsVersion(minimumTlsVersion ?? "1.0");
      if (version === null) return unknownVersion("minimumTlsVersion", facts);
      const required = parameters.minimumTlsVersion;
      if (!isOlder(version, required))
        return pass(`the namespace refuses connections without TLS, or with TLS older than ${required}`, facts);
      return azureEnforces("namespace", required, { location, hosts: [properties.serviceBusEndpoint] }, asOf)
        ? passByProvider(
            "the namespace needs TLS, and Azure refuses TLS older than 1.2, whatever minimumTlsVersion says",
            facts,
          )
        : fail(`minimumTlsVersion of the namespace allows TLS older than ${required}`, facts);
    },
  });

export const namespaces = ["microsoft.eventhub/namespaces", "microsoft.servicebus/namespaces"].map(namespace);
