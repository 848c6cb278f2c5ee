// Judges Cloud SQL instances by their public address and the networks that may connect to it.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { allowedBlock, openEntries } from "../../engines/reachability/allow-list.ts";
import { judgeEndpoint, privateOnly } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";

const AuthorizedNetwork = z.object({
  value: z.string().regex(/^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/),
  expirationTime: z.string().optional(),
});

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "sqladmin.googleapis.com/Instance",
  global: true,
  // https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances
  reads: z.object({
    instanceType: z.string().optional(),
    settings: z
      .object({
        connectorEnforcement: z.string().optional(),
        ipConfiguration: z
          .object({ ipv4Enabled: z.boolean().optional(), authorizedNetworks: z.array(AuthorizedNetwork).optional() })
          .optional(),
      })
      .optional(),
  }),
  // A stopped instance is judged as if it ran: starting it changes none of this.
  evaluate({ instanceType, settings = {} }, { parameters, asOf }: Question<Parameters, Record<never, never>>) {
    if (instanceType === "ON_PREMISES_INSTANCE")
      return notApplicable("the instance stands for a server outside Cloud SQL (instanceType is ON_PREMISES_INSTANCE)");
    const { ipv4Enabled, authorizedNetworks = [] } = settings.ipConfiguration ?? {};
    if (ipv4Enabled === false) return privateOnly();
    // Where connectors are required, networks that are still listed are let in no more.
    const current = authorizedNetworks.filter(({ expirationTime }) => !hasExpired(expirationTime, asOf));
    const admitted = settings.connectorEnforcement === "REQUIRED" ? [] : current;
    const openTo = openEntries(admitted.map(({ value }) => allowedBlock(value)));
    const verdict = judgeEndpoint({ open: openTo.length > 0 ? { openTo } : null, problem: null }, parameters);
    if (ipv4Enabled === true) return verdict;
    if (verdict.outcome !== "pass") return indeterminate(unknownAddress);
    return pass(
      "authorized networks do not let the whole internet in, whether or not the database has a public address",
      { publicEndpoint: null },
    );
  },
});

const unknownAddress = {
  code: "unexpected-shape",
  detail: "the answer from Google Cloud lacks settings.ipConfiguration.ipv4Enabled",
} as const;

const hasExpired = (at: string | undefined, asOf: string): boolean =>
  at !== undefined && Date.parse(at) <= Date.parse(asOf);
