// Policies as AWS writes them, taken apart as collectors do.
import type { PolicyDocument, Statement } from "../../../../checks/engines/policy/policy-document.ts";

type OneOrMore = string | readonly string[];
type PrincipalText = "*" | { readonly [type: string]: OneOrMore };

export type StatementText = {
  readonly Effect?: "Allow" | "Deny" | undefined;
  readonly Principal?: PrincipalText | undefined;
  readonly NotPrincipal?: PrincipalText | undefined;
  readonly Action?: OneOrMore | undefined;
  readonly NotAction?: OneOrMore | undefined;
  readonly Resource?: OneOrMore | undefined;
  readonly NotResource?: OneOrMore | undefined;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: OneOrMore } } | undefined;
};

const list = (value: OneOrMore): string[] => (typeof value === "string" ? [value] : [...value]);

const principals = (text: PrincipalText): NonNullable<Statement["Principals"]> =>
  text === "*"
    ? [{ Type: "*", Values: ["*"] }]
    : Object.entries(text).map(([Type, values]) => ({ Type, Values: list(values) }));

function statement(text: StatementText): Statement {
  const { Effect = "Allow", Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = text;
  return {
    Effect,
    ...(Principal === undefined ? {} : { Principals: principals(Principal) }),
    ...(NotPrincipal === undefined ? {} : { NotPrincipals: principals(NotPrincipal) }),
    ...(Action === undefined ? {} : { Actions: list(Action) }),
    ...(NotAction === undefined ? {} : { NotActions: list(NotAction) }),
    ...(Resource === undefined ? {} : { Resources: list(Resource) }),
    ...(NotResource === undefined ? {} : { NotResources: list(NotResource) }),
    ...(Condition === undefined
      ? {}
      : {
          Conditions: Object.entries(Condition).flatMap(([Operator, keys]) =>
            Object.entries(keys).map(([Key, values]) => ({ Operator, Key, Values: list(values) })),
          ),
        }),
  };
}

export const policy = (...statements: readonly StatementText[]): PolicyDocument => ({
  Statements: statements.map(statement),
});
