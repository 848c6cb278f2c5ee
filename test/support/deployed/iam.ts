// Whether a policy of a role allows a call: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
// as far as our own policies speak: allow and deny, actions and resources with wildcards. A statement with a condition it refuses.

export type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
};

export type Call = { readonly action: string; readonly resource: string };

const list = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  ).test(text);

function applies({ Action, Resource, Condition }: Statement, { action, resource }: Call): boolean {
  if (Condition !== undefined) throw new TypeError("found a condition, which this evaluator does not know");
  return list(Action).some((each) => matches(each, action)) && list(Resource).some((each) => matches(each, resource));
}

export function allows(statements: readonly Statement[], call: Call): boolean {
  const applying = statements.filter((statement) => applies(statement, call));
  return applying.some(({ Effect }) => Effect === "Allow") && !applying.some(({ Effect }) => Effect === "Deny");
}

/** Every action and resource that is allowed, one by one. */
export const grants = (statements: readonly Statement[]): Call[] =>
  statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => ({ action, resource }))),
    );

/** Whether a grant is what allows a call. */
export const isUsedBy = (grant: Call, call: Call): boolean =>
  grant.action === call.action && matches(grant.resource, call.resource);
