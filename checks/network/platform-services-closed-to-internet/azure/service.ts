// Judges a managed service of Azure by the switch of its public endpoint and by its firewall: the same for all of them.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import { theInternet } from "../../../engines/reachability/internet.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Evaluator,
  type Question,
  type Related,
  type Verdict,
} from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";
import { ChildRules, Properties, type Admission, type Firewall, type Properties as Told } from "./firewalls.ts";

export type Service = {
  /** In lower case. */
  readonly type: string;
  /** A word for one of them. */
  readonly what: string;
  /**
   * Where nobody set publicNetworkAccess: the endpoint answers; it answers unless a private endpoint is approved; or no page says which
   * of the two.
   */
  readonly unset: "answers" | "unless private endpoints" | "unclear";
  readonly firewall: Firewall;
  /**
   * Services that Azure trusts get in although no public network does. https://learn.microsoft.com/en-us/azure/key-vault/general/network-security,
   * https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security and
   * https://learn.microsoft.com/en-us/azure/container-registry/allow-access-trusted-services
   */
  readonly trustedWhileClosed?: true;
  /** The type of the rules that Resource Manager keeps below it. */
  readonly child?: string;
};

type Slice = {
  readonly id: string;
  readonly sku?: { readonly name?: string | null | undefined } | null | undefined;
  readonly properties: Told;
};

const OF_SERVICE = ["provisioningState", "publicNetworkAccess"] as const;

function slice({ unset, firewall }: Service): z.ZodType<Slice> {
  const endpoints = unset === "unless private endpoints" ? (["privateEndpointConnections"] as const) : [];
  const members = [...OF_SERVICE, ...endpoints, ...firewall.members];
  const mask = Object.fromEntries(members.map((member) => [member, true])) as { [member in keyof Told]?: true };
  return z.object({
    id: z.string(),
    ...(firewall.readsSku === true ? { sku: z.object({ name: z.string().nullish() }).nullish() } : {}),
    properties: Properties.pick(mask as { provisioningState: true }),
  }) as z.ZodType<Slice>;
}

const rulesOf = (type: string) => ({
  rules: relation({
    type,
    within: "scope",
    global: true,
    reads: ChildRules,
    on: (row) => [row.Service.toLowerCase()],
  }),
});

/** The evaluator of a service. */
export function serviceEvaluator(service: Service): Evaluator {
  const { type, child } = service;
  const declared = { provider: "azure", resourceType: type, global: true, reads: slice(service) } as const;
  if (child === undefined)
    return defineEvaluator({
      ...declared,
      evaluate: (told: Slice, question: Question<Parameters, Record<never, never>>) =>
        judge(service, told, null, question.parameters),
    });
  const related = rulesOf(child);
  return defineEvaluator({
    ...declared,
    related,
    evaluate: (told: Slice, question: Question<Parameters, typeof related>) =>
      judge(service, told, question.related.rules(told.id.toLowerCase()), question.parameters),
  });
}

const lower = (text: string | null | undefined): string => text?.toLowerCase() ?? "";

const lacking = (member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from Azure lacks ${member}`,
});

function judge(service: Service, told: Slice, rules: Related<ChildRules> | null, parameters: Parameters): Verdict {
  const { what, firewall } = service;
  const { properties } = told;
  if (lower(properties.provisioningState) === "deleting")
    return notApplicable(`the ${what} is being deleted (provisioningState)`, { provisioningState: "Deleting" });
  if ((properties.subnetId ?? "") !== "")
    return pass(`the ${what} lies in a virtual network, and has no public endpoint (subnetId)`, { injected: true });
  const own = { publicNetworkAccess: properties.publicNetworkAccess || null };
  // The switch of the service itself decides without the rules below it.
  if (lower(own.publicNetworkAccess) === "disabled")
    return service.trustedWhileClosed === true && !parameters.allowTrustedServices
      ? judgeTrusted(what, firewall.read({ properties, sku: told.sku?.name || null, child: null }, parameters), own)
      : closed(what, own);
  const child = rules?.find(() => true) ?? null;
  const below = child?.is === "found" ? (child.row.PublicNetworkAccess ?? null) : null;
  const switches = [own.publicNetworkAccess, below].map(lower).filter((each) => each !== "");
  if (switches.includes("disabled")) return closed(what, { publicNetworkAccess: below });
  if (switches.includes("securedbyperimeter"))
    return indeterminate(
      { code: "not-supported", detail: "Tidemark does not read the rules of the network security perimeter" },
      own,
    );
  if (switches.some((each) => each !== "enabled"))
    return indeterminate({ code: "unexpected-shape", detail: "publicNetworkAccess is none that is known" }, own);
  const admission = firewall.read({ properties, sku: told.sku?.name || null, child }, parameters);
  const facts = {
    ...own,
    ...admission.facts,
    ...(admission.trusted === null ? {} : { trustedServices: shownTrusted(admission) }),
  };
  return switches.length > 0
    ? judgeEndpoint(what, admission, facts, parameters)
    : judgeUnset(service, properties, admission, facts, parameters);
}

const closed = (what: string, facts: JsonObject): Verdict =>
  pass(`no public network reaches the ${what} (publicNetworkAccess)`, facts);

const shownTrusted = ({ trusted }: Admission): boolean | null => (trusted === "unclear" ? null : trusted);

const trustUnclear: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure does not say whether the service lets in services that Azure trusts",
};

/** Judges a service that no public network reaches, where services that Azure trusts may not get in either. */
function judgeTrusted(what: string, admission: Admission, own: JsonObject): Verdict {
  const facts = { ...own, trustedServices: shownTrusted(admission) };
  if (admission.trusted === true)
    return fail(
      `the ${what} lets in services that Azure trusts, though no public network (publicNetworkAccess)`,
      facts,
    );
  return admission.trusted === "unclear" ? indeterminate(trustUnclear, facts) : closed(what, facts);
}

/** A certain failure decides before data that could not be read. */
function judgeEndpoint(
  what: string,
  { openTo, trusted, problem }: Admission,
  facts: JsonObject,
  parameters: Parameters,
): Verdict {
  if (openTo.length > 0)
    return fail(
      openTo.includes("*")
        ? `the ${what} answers every public network`
        : `the firewall of the ${what} lets in ${theInternet(parameters)}`,
      { ...facts, openTo },
    );
  if (!parameters.allowPublicEndpoint) return fail(`the ${what} has a public endpoint`, facts);
  if (trusted === true && !parameters.allowTrustedServices)
    return fail(`the firewall of the ${what} lets in services that Azure trusts`, facts);
  if (problem !== null) return indeterminate(problem, facts);
  if (trusted === "unclear" && !parameters.allowTrustedServices) return indeterminate(trustUnclear, facts);
  return pass(`the firewall of the ${what} does not let in ${theInternet(parameters)}`, facts);
}

/** Judges a service of which nobody set whether public networks reach it. */
function judgeUnset(
  { what, unset }: Service,
  { privateEndpointConnections: connections }: Told,
  admission: Admission,
  facts: JsonObject,
  parameters: Parameters,
): Verdict {
  if (unset === "answers") return judgeEndpoint(what, admission, facts, parameters);
  if (unset === "unclear") {
    const verdict = judgeEndpoint(what, admission, facts, parameters);
    return verdict.outcome === "pass"
      ? verdict
      : indeterminate(lacking("properties.publicNetworkAccess"), verdict.facts);
  }
  // https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-public-access
  if (connections === undefined) return indeterminate(lacking("properties.privateEndpointConnections"), facts);
  const statuses = (connections ?? []).map(({ properties }) =>
    lower(properties?.privateLinkServiceConnectionState?.status),
  );
  if (statuses.includes("approved"))
    return pass(`only private endpoints reach the ${what}, while one of them is approved`, {
      ...facts,
      approvedPrivateEndpoints: true,
    });
  if (statuses.includes("")) return indeterminate(lacking("the status of a private endpoint connection"), facts);
  return judgeEndpoint(what, admission, facts, parameters);
}
