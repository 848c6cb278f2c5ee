// Who may take each role of a deployment: what the table of trusts says, and nobody else. By the templates' trusts, evaluated.
import { describe, expect, test } from "vitest";
import { list, statementsOf, type Condition, type Policy, type Statement } from "../support/iam/statement.ts";
import { SHAPES, synthesise } from "./deployments.ts";
import { casesOf, mayTake, rolesOf, TRUSTS, type Case, type Trust } from "./trusts.ts";

const whole = (expression: RegExp, text: string): boolean => new RegExp(`^(?:${expression.source})$`).test(text);

const isMeant = ({ role, who, way }: Trust, of: Case): boolean =>
  whole(role, of.role.name) && whole(who, of.who) && whole(way, of.way);

const shown = ({ role, who, way }: Case): string => `${role.name}: ${who} (${way})`;

type Weakened<What> = { readonly without: string; readonly what: What };

/** The trust without one of its statements, without one condition, and without one of the values of a condition. */
function weakened({ Statement: all }: Policy): Weakened<Policy>[] {
  const statements = list(all);
  const withAt = (i: number, ...changed: Statement[]): Policy => ({
    Version: "2012-10-17",
    Statement: statements.toSpliced(i, 1, ...changed),
  });
  return statements.flatMap((statement, i) => [
    { without: `statement ${i + 1}`, what: withAt(i) },
    ...weakenedCondition(statement.Condition ?? {}).map(({ without, what }) => ({
      without: `${without} in statement ${i + 1}`,
      what: withAt(i, { ...statement, Condition: what }),
    })),
  ]);
}

const weakenedCondition = (condition: Condition): Weakened<Condition>[] =>
  Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => {
      const { [key]: _left, ...others } = keys;
      const several = list(values).map(String);
      return [
        { without: `${operator} ${key}`, what: { ...condition, [operator]: others } },
        ...(several.length === 1 ? [] : several).map((value, i) => ({
          without: `${operator} ${key} ${value}`,
          what: { ...condition, [operator]: { ...keys, [key]: several.toSpliced(i, 1) } },
        })),
      ];
    }),
  );

describe.each(SHAPES)("$name", ({ input }) => {
  const synthesis = synthesise(input);
  const cases = casesOf(synthesis);
  const taken = cases.filter((of) => mayTake(of)).map(shown);

  test("each role is taken by those whom the table says, as it says, and by nobody else", () => {
    const expected = cases.filter((of) => TRUSTS.some((trust) => isMeant(trust, of))).map(shown);
    expect(taken).toEqual(expected);
  });

  test("each role is taken by somebody", () => {
    const idle = rolesOf(synthesis).filter(({ name }) => !taken.some((each) => each.startsWith(`${name}: `)));
    expect(idle).toEqual([]);
  });

  test("nobody comes by SAML or by the web, tags a session, or says for whom they act", () => {
    const actions = rolesOf(synthesis).flatMap(({ trust }) => statementsOf(trust, "resource"));
    expect([...new Set(actions.flatMap(({ Action = "*" }) => list(Action)))]).toEqual(["sts:AssumeRole"]);
  });

  test("each statement, condition and name in a trust matters: without it a case comes out otherwise", () => {
    const idle = rolesOf(synthesis).flatMap((role) => {
      const own = cases.filter((of) => of.role.arn === role.arn);
      return weakened(role.trust)
        .filter(({ what }) => own.every((of) => mayTake(of) === mayTake(of, what)))
        .map(({ without }) => `${role.name} without ${without}`);
    });
    expect(idle).toEqual([]);
  });
});

test("every entry of the table is used in some deployment", () => {
  const cases = SHAPES.flatMap(({ input }) => casesOf(synthesise(input)));
  expect(TRUSTS.filter((trust) => !cases.some((of) => isMeant(trust, of)))).toEqual([]);
});
