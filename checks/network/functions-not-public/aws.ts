// Judges functions of Lambda by whom their policies let invoke them, through the API and through URLs.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { publicGrants, type Grant } from "../../engines/policy/aws/resource-grants.ts";
import { withheldActions } from "../../engines/policy/aws/resource.ts";
import { lambda } from "../../engines/policy/aws/services/lambda.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { listedRules } from "../../engines/reachability/opening.ts";
import { defineEvaluator, fail, indeterminate, pass, type Question } from "../../kernel.ts";
import { BY_API, BY_OPEN_URL, BY_SIGNED_URL, metBy } from "./aws-requests.ts";
import { unlessListed } from "./listed.ts";
import type { Parameters } from "./parameters.ts";

const Url = z.object({ AuthType: z.string(), Alias: z.string().optional(), Policy: PolicyDocument.optional() });

const only = (names: string) => ({ ...lambda, withheld: [withheldActions(names, true)] });
/** Without the right that only a URL asks for. */
const API = { ...lambda, withheld: [withheldActions("InvokeFunctionUrl")] };
const URL = only("InvokeFunctionUrl");
const INVOKE = only("InvokeFunction");

/** Who is let in: everyone, nobody, or nobody knows. */
type Open = "everyone" | "nobody" | "unknown";

const openTo = (grants: readonly Grant[]): Open =>
  grants.some(({ to }) => to !== "unknown") ? "everyone" : grants.length > 0 ? "unknown" : "nobody";

/** The sentence of a failure by the kind of URL, the worst first. */
const ANSWERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    NONE: "a URL of the function answers everyone: AuthType is NONE, and its policy allows it",
    AWS_IAM: "a URL of the function answers everybody who has an account of AWS: its policy allows it",
  }),
);

const NOT_UNDERSTOOD: Problem = {
  code: "unexpected-shape",
  detail: "a statement in a policy of the function names principals that the check does not understand",
};
const HALF_GRANTED: Problem = {
  code: "not-supported",
  detail: "everyone has lambda:InvokeFunctionUrl alone at a URL, which Lambda takes for older URLs only",
};

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::Lambda::Function",
  global: false,
  // https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html and API_ListFunctionUrlConfigs.html
  reads: z.object({ Arn: z.string(), Policy: PolicyDocument.optional(), Urls: z.array(Url) }),
  evaluate({ Arn, Policy, Urls }, { parameters }: Question<Parameters, Record<never, never>>) {
    const grants = (policy: PolicyDocument | undefined, request: typeof BY_API, service: typeof lambda, arn = Arn) =>
      policy === undefined ? [] : publicGrants(metBy(policy, request), { service, arn }, parameters);
    const direct = grants(Policy, BY_API, API);
    // A URL answers everyone if its policy grants everyone both rights. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    const byUrl = Urls.map(({ AuthType, Alias, Policy: ofAlias }) => {
      const [policy, arn] = Alias === undefined ? [Policy, Arn] : [ofAlias, `${Arn}:${Alias}`];
      const request = AuthType === "AWS_IAM" ? BY_SIGNED_URL : BY_OPEN_URL;
      const [url, invoke] = [URL, INVOKE].map((service) => openTo(grants(policy, request, service, arn)));
      return { because: ANSWERS.get(AuthType), url, invoke };
    });
    const facts = {
      urls: listedRules(Urls.map(({ AuthType, Alias }) => ({ authType: AuthType, alias: Alias ?? null }))),
      ...shownGrants(direct.map(({ to, access }) => ({ to, access: [...access] }))),
    };
    if (openTo(direct) === "everyone")
      return unlessListed(Arn, parameters, fail("the policy of the function lets everyone in", facts));
    const reasons = byUrl.flatMap(({ because = null, url, invoke }) =>
      because !== null && url === "everyone" && invoke === "everyone" ? [because] : [],
    );
    const [worst] = reasons.toSorted((a, b) => [...ANSWERS.values()].indexOf(a) - [...ANSWERS.values()].indexOf(b));
    if (worst !== undefined) return unlessListed(Arn, parameters, fail(worst, facts));
    const isDoubtful = ({ url, invoke }: { readonly url: Open | undefined; readonly invoke: Open | undefined }) =>
      url !== "nobody" && invoke !== "nobody" && (url === "unknown" || invoke === "unknown");
    if (openTo(direct) === "unknown" || byUrl.some(isDoubtful)) return indeterminate(NOT_UNDERSTOOD, facts);
    if (byUrl.some(({ because, url }) => because === undefined && url === "everyone"))
      return indeterminate({ code: "unexpected-shape", detail: "AuthType of a URL is none that is known" }, facts);
    if (byUrl.some(({ url }) => url === "everyone")) return indeterminate(HALF_GRANTED, facts);
    return pass(
      "policies of the function, and of aliases with an open URL, let nobody in whom they do not name",
      facts,
    );
  },
});
