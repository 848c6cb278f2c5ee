// Judges services of Cloud Run, and functions of the first generation, by where calls come from and by who may invoke them.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import {
  ANCESTORS,
  ancestorPolicies,
  doubtsOf,
  inheritedGrants,
  nothing,
} from "../../readings/gcp/inherited-grants.ts";
import { grantsToInvoke, type Service } from "./gcp-grants.ts";
import { unlessListed } from "./listed.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  policies: relation({
    type: "Tidemark::Functions::IamPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Resource: z.string(), Bindings }),
    on: (row) => [row.Resource],
  }),
  ancestors: ancestorPolicies,
};
type FunctionQuestion = Question<Parameters, typeof related>;

const doubts = doubtsOf("function");

/** Where calls come from, as a service says it. */
type Ingress = { readonly is: "all" | "load balancer" | "internal" | "unknown"; readonly facts: JsonObject };

/** Judges by the ingress, and after it by `invoke` where the internet reaches the function by itself. */
function judgeIngress({ is, facts }: Ingress, invoke: () => Verdict): Verdict {
  switch (is) {
    case "internal":
      return pass("the ingress setting admits only internal calls (ingress)", facts);
    case "load balancer":
      return pass("the ingress setting admits only internal calls and load balancers (ingress)", facts);
    case "unknown":
      return indeterminate(
        { code: "unexpected-shape", detail: "the ingress of the function is none that is known" },
        facts,
      );
    case "all":
      return invoke();
  }
}

/** Judges by the policies of a function and above it. */
function judgeGrants(
  service: Service,
  asset: string,
  ingress: JsonObject,
  { related: rows }: FunctionQuestion,
): Verdict {
  // A function on which nobody has a role of its own has no policy that is listed.
  const policy = rows.policies(asset).find(() => true);
  const own = policy.is === "found" ? grantsToInvoke(service)(policy.row.Bindings) : [];
  // A certain grant of the function itself decides without the ancestors.
  const isOpen = own.some(({ doubt }) => doubt === null);
  const above = isOpen ? nothing : inheritedGrants(rows.ancestors(ANCESTORS), grantsToInvoke(service), () => 0);
  const all = [...own.map((one) => ({ at: "function", one })), ...above.bindings];
  const facts = { ...ingress, ...shownGrants(all.map(({ at, one: { to, role } }) => ({ at, to, role }))) };
  const nearest = all.find(({ one: { doubt } }) => doubt === null);
  if (nearest !== undefined)
    return fail(
      nearest.at === "function"
        ? "the IAM policy of the function lets allUsers or allAuthenticatedUsers invoke it"
        : `allUsers or allAuthenticatedUsers may invoke the function by the IAM policy of its ${nearest.at}`,
      facts,
    );
  if (policy.is === "unknown") return indeterminate(policy.problem, facts);
  if (above.problem !== null) return indeterminate(above.problem, facts);
  const doubt = all.flatMap(({ one }) => one.doubt ?? []).sort()[0];
  if (doubt !== undefined) return indeterminate(doubts[doubt], facts);
  return pass("IAM policies let neither allUsers nor allAuthenticatedUsers invoke the function", facts);
}

const INGRESS = "run.googleapis.com/ingress";
const NO_CHECK = "run.googleapis.com/invoker-iam-disabled";
const NO_URL = "run.googleapis.com/default-url-disabled";

const isTrue = (text: string | null | undefined): boolean => text?.toLowerCase() === "true";

/** Without the annotation every call reaches the service. https://docs.cloud.google.com/run/docs/securing/ingress */
function ingressOfRun(annotations: { readonly [name: string]: string | null | undefined }): Ingress {
  const ingress = annotations[INGRESS] || "all";
  const hasUrl = !isTrue(annotations[NO_URL]);
  const facts = { ingress, defaultUrl: hasUrl };
  switch (ingress) {
    case "all":
      // Without the default URL a domain mapping still leads here, and none is read: the policy decides.
      // https://docs.cloud.google.com/run/docs/securing/ingress#disable-url
      return { is: "all", facts };
    case "internal-and-cloud-load-balancing":
      return { is: "load balancer", facts };
    case "internal":
      return { is: "internal", facts };
    default:
      return { is: "unknown", facts };
  }
}

const run = defineEvaluator({
  provider: "gcp",
  resourceType: "run.googleapis.com/Service",
  global: true,
  // https://docs.cloud.google.com/run/docs/reference/rest/v1/namespaces.services
  reads: z.object({
    AssetName: z.string(),
    metadata: z.object({
      deletionTimestamp: z.string().nullish(),
      annotations: z
        .object({ [INGRESS]: z.string().nullish(), [NO_CHECK]: z.string().nullish(), [NO_URL]: z.string().nullish() })
        .nullish(),
    }),
  }),
  related,
  evaluate({ AssetName, metadata: { annotations, deletionTimestamp } }, question: FunctionQuestion) {
    if ((deletionTimestamp ?? "") !== "")
      return notApplicable("the service is being deleted (metadata.deletionTimestamp)", {
        deletionTimestamp: deletionTimestamp ?? "",
      });
    const ingress = ingressOfRun(annotations ?? {});
    const verdict = judgeIngress(ingress, () => {
      const facts = { ...ingress.facts, invokerCheck: !isTrue(annotations?.[NO_CHECK]) };
      // No policy shows it. https://docs.cloud.google.com/run/docs/authenticating/public#invoker_check
      if (!facts.invokerCheck) return fail("Cloud Run lets everyone invoke the service: its IAM check is off", facts);
      return judgeGrants("run", AssetName, facts, question);
    });
    return unlessListed(AssetName, question.parameters, verdict);
  },
});

/** https://docs.cloud.google.com/functions/docs/reference/rest/v1/projects.locations.functions#IngressSettings */
function ingressOfFunction(setting: string | null | undefined): Ingress {
  const facts = { ingress: setting || null };
  switch (setting || "ALLOW_ALL") {
    case "INGRESS_SETTINGS_UNSPECIFIED":
    case "ALLOW_ALL":
      return { is: "all", facts };
    case "ALLOW_INTERNAL_AND_GCLB":
      return { is: "load balancer", facts };
    case "ALLOW_INTERNAL_ONLY":
      return { is: "internal", facts };
    default:
      return { is: "unknown", facts };
  }
}

const firstGeneration = defineEvaluator({
  provider: "gcp",
  resourceType: "cloudfunctions.googleapis.com/CloudFunction",
  global: true,
  // https://docs.cloud.google.com/functions/docs/reference/rest/v1/projects.locations.functions
  reads: z.object({
    AssetName: z.string(),
    status: z.string().nullish(),
    ingressSettings: z.string().nullish(),
    httpsTrigger: z.object({}).nullish(),
    eventTrigger: z.object({}).nullish(),
  }),
  related,
  evaluate({ AssetName, status, ingressSettings, httpsTrigger, eventTrigger }, question: FunctionQuestion) {
    if (status === "DELETE_IN_PROGRESS") return notApplicable("the function is being deleted (status)", { status });
    if (httpsTrigger == null && eventTrigger != null)
      return notApplicable("the function runs on events alone, and answers no calls over HTTP (eventTrigger)");
    const ingress = ingressOfFunction(ingressSettings);
    if (httpsTrigger == null)
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from Google Cloud lacks the trigger of the function" },
        ingress.facts,
      );
    const verdict = judgeIngress(ingress, () => judgeGrants("cloudfunctions", AssetName, ingress.facts, question));
    return unlessListed(AssetName, question.parameters, verdict);
  },
});

export const gcp = [run, firstGeneration];
