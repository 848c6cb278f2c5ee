// What tables of decisions share: two accounts, who is in them, and policies.
import { describe, expect, test } from "vitest";
import { decide, type Decision, type Request } from "../support/iam/decide.ts";
import type { Principal } from "../support/iam/principal.ts";
import type { Policy, Statement } from "../support/iam/statement.ts";

/** A resource's policy and account. */
export type On = NonNullable<Request["on"]>;
/** Why the request is decided as it is. */
export type DecisionRow = readonly [what: string, by: Principal, on: On | undefined, because: Decision["because"]];

export const [HERE, THERE] = ["111122223333", "999988887777"];
export const Version = "2012-10-17";
const bucket = "arn:aws:s3:::ledger";

export const [YES, NO] = ["Allow", "Deny"] as const;
export const anything = { Action: "*", Resource: "*" } as const;
export const may: Policy = { Version, Statement: { Effect: YES, ...anything } };
export const mayNot: Policy = {
  Version,
  Statement: [
    { Effect: YES, ...anything },
    { Effect: NO, ...anything },
  ],
};

export const of = (account: string, name: string, ...policies: Policy[]): Principal => ({
  kind: "aws",
  arn: `arn:aws:iam::${account}:${name}`,
  account,
  policies,
});
export const role = (...policies: Policy[]): Principal => of(HERE, "role/writer", ...policies);
export const user = (...policies: Policy[]): Principal => of(HERE, "user/ann", ...policies);
export const stranger = (...policies: Policy[]): Principal => of(THERE, "role/writer", ...policies);
export const root = of(HERE, "root");
export const service = (name: string): Principal => ({ kind: "service", service: `${name}.amazonaws.com` });

export const ROLE = { AWS: `arn:aws:iam::${HERE}:role/writer` };
export const STRANGER = { AWS: `arn:aws:iam::${THERE}:role/writer` };
export const ACCOUNT = { AWS: `arn:aws:iam::${HERE}:root` };
/** A condition that names who asks, where the principal does not. */
export const asWriter = { ArnEquals: { "aws:PrincipalArn": ROLE.AWS } };

export const policy = (...statements: Partial<Statement>[]): On => ({
  account: HERE,
  policy: { Version, Statement: statements.map((each) => ({ Effect: YES, ...anything, ...each })) },
});

export const decided = (by: Principal, on: On | undefined, more: Partial<Request> = {}): Decision =>
  decide({ by, action: "s3:GetObject", resource: `${bucket}/log/7`, ...(on === undefined ? {} : { on }), ...more });

/** A test for each row of a page. */
export function decisionTable(page: string, rows: readonly DecisionRow[], more: Partial<Request> = {}): void {
  describe(page, () => {
    test.each(rows)("%s", (_, by, on, because) => {
      const decision = decided(by, on, more);
      expect(decision.because).toBe(because);
      expect(decision.allowed).toBe(because.startsWith("allowed"));
    });
  });
}
