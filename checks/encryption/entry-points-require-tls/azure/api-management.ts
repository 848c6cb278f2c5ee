// Judges services of API Management by the old protocols that their gateways still accept from clients.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../../kernel.ts";
import { acceptedOf } from "../accepted.ts";
import type { WithParameters } from "../parameters.ts";
import { internal } from "./internal.ts";

const PREFIX = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.";
const OLD = { Ssl30: "SSLv3", Tls10: "1.0", Tls11: "1.1" } as const;

/** Services that are older accept old protocols where nobody turned them off. */
const OFF_SINCE = Date.parse("2018-04-02T00:00:00Z");

const Flag = z.string().nullish();

const service = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.apimanagement/service",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/apimanagement/api-management-service/get
  reads: z.object({
    properties: z.object({
      createdAtUtc: z.string().nullish(),
      publicNetworkAccess: z.string().nullish(),
      virtualNetworkType: z.string().nullish(),
      customProperties: z
        .object({ [`${PREFIX}Ssl30`]: Flag, [`${PREFIX}Tls10`]: Flag, [`${PREFIX}Tls11`]: Flag })
        .nullish(),
    }),
  }),
  evaluate({ properties }, { parameters: { minimumTlsVersion: required, internalToo } }: WithParameters) {
    const { createdAtUtc, publicNetworkAccess = null, virtualNetworkType = null } = properties;
    const closed = publicNetworkAccess === "Disabled" || virtualNetworkType === "Internal";
    if (closed && !internalToo)
      return internal(
        "the service",
        publicNetworkAccess === "Disabled" ? "publicNetworkAccess" : "virtualNetworkType",
        {
          publicNetworkAccess,
          virtualNetworkType,
        },
      );
    const set = (["Ssl30", "Tls10", "Tls11"] as const).map((name) => ({
      name,
      flag: (properties.customProperties?.[`${PREFIX}${name}`] ?? "").toLowerCase(),
    }));
    const created = Date.parse(createdAtUtc ?? "");
    // "the default value is True if the service was created on or before April 1, 2018 and False otherwise"
    const silent = Number.isNaN(created) ? null : created < OFF_SINCE;
    const on = set.filter(({ flag }) => flag === "true" || (flag === "" && silent === true)).map(({ name }) => name);
    const facts = { accepts: on.toSorted() };
    const accepted = acceptedOf([...on.map((name) => OLD[name]), "1.2"], required);
    if (accepted.is === "older")
      return fail(`the gateway accepts ${accepted.oldest} from clients (customProperties)`, facts);
    const unsure = set.some(({ flag }) => !["true", "false"].includes(flag) && (flag !== "" || silent === null));
    if (unsure || accepted.is === "unknown") {
      const detail = "the service does not say whether its gateway accepts old protocols (customProperties)";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    return pass(`the gateway accepts no protocol older than TLS ${required} from clients (customProperties)`, facts);
  },
});

export const apiManagement = [service];
