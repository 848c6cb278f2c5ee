// Judges Cloud SQL instances by their public address and the networks that may connect to it.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { allowedBlock, Block, openEntries } from "../../engines/reachability/allow-list.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { lifeUntil, type Life } from "../../readings/instant.ts";
import { judgeEndpoint, privateOnly, type Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";

const AuthorizedNetwork = z.object({
  value: Block,
  expirationTime: z.string().nullish(),
});

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "sqladmin.googleapis.com/Instance",
  global: true,
  // https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances
  reads: z.object({
    instanceType: z.string().nullish(),
    ipAddresses: z.array(z.object({ type: z.string().nullish() })).nullish(),
    settings: z
      .object({
        connectorEnforcement: z.string().nullish(),
        ipConfiguration: z
          .object({ ipv4Enabled: z.boolean().nullish(), authorizedNetworks: z.array(AuthorizedNetwork).nullish() })
          .nullish(),
      })
      .nullish(),
  }),
  // A stopped instance is judged as if it ran: starting it changes none of this.
  evaluate({ instanceType, ipAddresses, settings }, { parameters, asOf }: Question<Parameters, Record<never, never>>) {
    if (instanceType === "ON_PREMISES_INSTANCE")
      return notApplicable("the instance stands for a server outside Cloud SQL (instanceType is ON_PREMISES_INSTANCE)");
    const { ipv4Enabled, authorizedNetworks } = settings?.ipConfiguration ?? {};
    const isPublic = ipv4Enabled ?? hasPublicAddress((ipAddresses ?? []).map(({ type }) => type ?? null));
    if (isPublic === false) return privateOnly();
    // Google Cloud leaves out of settings what is empty, but not the settings themselves.
    if (settings == null) return indeterminate(noSettings, { publicEndpoint: isPublic });
    const networks = authorizedNetworks ?? [];
    const admission =
      settings.connectorEnforcement === "REQUIRED" ? byConnectors : admittedBy(networks, { parameters, asOf });
    const verdict = judgeEndpoint(admission, parameters);
    if (isPublic === true) return verdict;
    if (verdict.outcome !== "pass") return indeterminate(unknownAddress);
    const because =
      admission.closed?.because ?? `the authorized networks of the database do not let in ${theInternet(parameters)}`;
    return pass(because, { publicEndpoint: null });
  },
});

/** A network whose end can't be read may have ended: it decides nothing, but others can't close what it may open. */
function admittedBy(
  networks: readonly z.infer<typeof AuthorizedNetwork>[],
  { parameters, asOf }: { readonly parameters: Parameters; readonly asOf: string },
): Admission {
  const entries = (life: Life) =>
    networks
      .filter(({ expirationTime }) => lifeUntil(expirationTime ?? null, asOf) === life)
      .map(({ value }) => allowedBlock(value));
  const { openTo, problem } = openEntries(entries("live"), parameters);
  if (openTo.length > 0) return { open: { openTo }, problem: null };
  const unclear = openEntries(entries("unclear"), parameters);
  return { open: null, problem: problem ?? (unclear.openTo.length > 0 ? unreadableEnd : unclear.problem) };
}

const unreadableEnd = {
  code: "unexpected-shape",
  detail: "expirationTime of an authorized network cannot be read as a date",
} as const;

/** Where connectors are required, networks that are still listed are let in no more. */
const byConnectors: Admission = {
  open: null,
  problem: null,
  closed: {
    because:
      "the instance accepts only Cloud SQL connectors, whatever networks are authorized (connectorEnforcement is REQUIRED)",
    facts: {},
  },
};

const noSettings = { code: "not-in-answer", detail: "the answer from Google Cloud lacks settings" } as const;

const unknownAddress = {
  code: "not-in-answer",
  detail: "the answer from Google Cloud lacks settings.ipConfiguration.ipv4Enabled",
} as const;

/**
 * Whether an address accepts connections from the internet, by the types of all addresses; null where they do not say.
 * PRIMARY is the public address that accepts connections, PRIVATE lies in a network of the company, and OUTGOING is the
 * source of the instance's own connections. https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances
 */
function hasPublicAddress(types: readonly (string | null)[]): boolean | null {
  if (types.includes("PRIMARY")) return true;
  const isKnown = types.every((type) => type === "PRIVATE" || type === "OUTGOING");
  return types.includes("PRIVATE") && isKnown ? false : null;
}
