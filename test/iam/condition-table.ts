// What tables of conditions share: one statement that allows everything under a condition.
import { describe, expect, test } from "vitest";
import { decide } from "../support/iam/decide.ts";
import type { Condition } from "../support/iam/statement.ts";

export type Context = { readonly [key: string]: string | readonly string[] };
/** `holds`: whether the condition is true of a request with that context. */
export type ConditionRow = readonly [what: string, condition: Condition, context: Context, holds: boolean];

export const account = "111122223333";
/** Who asks. */
export const arn = `arn:aws:iam::${account}:role/writer`;

/** Whether a request with a context meets a condition. */
export const allows = (Condition: Condition, context: Context, Version = "2012-10-17"): boolean => {
  const policies = [{ Version, Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition } }] as const;
  const by = { kind: "aws", arn, account, policies } as const;
  return decide({ by, action: "s3:PutObject", resource: "arn:aws:s3:::ledger/log/7", context }).allowed;
};

/** A test for each row of a page. */
export function conditionTable(page: string, rows: readonly ConditionRow[]): void {
  describe(page, () => {
    test.each(rows)("%s", (_, condition, context, holds) => {
      expect(allows(condition, context)).toBe(holds);
    });
  });
}
