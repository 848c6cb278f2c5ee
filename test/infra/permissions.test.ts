// Whoever acts in a deployment may do what the table of grants says, and nothing else: by the templates' policies, evaluated.
import { describe, expect, test } from "vitest";
import { decide } from "../support/iam/decide.ts";
import { list, statementsOf, type Policy, type Statement } from "../support/iam/statement.ts";
import { isWhole } from "../support/scale.ts";
import { ACTIONS } from "./actions.ts";
import { casesOf, decisionsOf, isAllowed, throughAccessPoints, type Case } from "./asks.ts";
import { large, SHAPES, small, synthesise } from "./deployments.ts";
import { GRANTS, type Grant } from "./grants.ts";

const PLAIN = /plain/;
const whole = (expression: RegExp, text: string): boolean => {
  const made = WHOLE.get(expression) ?? new RegExp(`^(?:${expression.source})$`);
  WHOLE.set(expression, made);
  return made.test(text);
};
/** Each expression as one of a whole text, made once: it is asked of every case. */
const WHOLE = new Map<RegExp, RegExp>();

const isGranted = ({ who, does, on, way = PLAIN }: Grant, of: Case): boolean =>
  whole(who, of.who) && whole(does, of.ask.action) && whole(on, of.on.kind) && whole(way, of.way);

const shown = ({ who, ask, on, way }: Case): string => `${who}: ${ask.action} on ${on.kind} (${way})`;

const EVERYTHING: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
const isAskedAbout = ({ Action = [] }: Statement): boolean =>
  list(Action).some((each) => SERVICES.has(each.split(":")[0] as string));
const SERVICES = new Set(ACTIONS.map(({ name }) => name.split(":")[0] as string));

// All shapes take a while: `npm test` takes the largest, which has the most.
const shapes = isWhole ? SHAPES : SHAPES.filter(({ input }) => input === large);

describe.each(shapes)("$name", ({ input }) => {
  const synthesis = synthesise(input);
  const cases = casesOf(synthesis);
  const decisions = new Map(cases.map((of) => [of, decisionsOf(synthesis.authority, of)]));
  const may = new Set(cases.filter((of) => isAllowed(decisions.get(of) ?? [])).map(shown));
  const granted = cases.filter((of) => GRANTS.some((grant) => isGranted(grant, of)));

  test("nobody may do what no grant says", () => {
    const said = new Set(granted.map(shown));
    expect([...may].filter((each) => !said.has(each))).toEqual([]);
  });

  test("everybody may do what a grant says", () => {
    expect(granted.map(shown).filter((each) => !may.has(each))).toEqual([]);
  });

  test("nobody may do more through an access point, whatever its own policy says", () => {
    const said = new Set(granted.map(shown));
    const through = throughAccessPoints(cases, synthesis);
    expect(through.length).toBeGreaterThan(1_000);
    const allowed = through.filter((of) => isAllowed(decisionsOf(synthesis.authority, of))).map(shown);
    expect(allowed.filter((each) => !said.has(each))).toEqual([]);
  });

  test("every action is asked of some resource", () => {
    const asked = new Set(cases.map(({ ask }) => ask.action));
    expect(ACTIONS.filter(({ name }) => !asked.has(name))).toEqual([]);
  });

  // A statement that nothing depends on would be a promise that nothing keeps.
  test("each statement of a bucket, key or topic matters: without it a case comes out otherwise", () => {
    const { authority } = synthesis;
    // Only the first of the statements that decide a case can make it come out otherwise.
    const decided = Map.groupBy(
      cases.flatMap((of) => (decisions.get(of) ?? []).map(({ statement }) => [statement, of] as const)),
      ([statement]) => statement,
    );
    const idle: string[] = [];
    for (const resource of authority.guardedResources) {
      const all = statementsOf(authority.guarded(resource)?.policy as Policy, "resource");
      for (const [i, statement] of all.entries()) {
        const without = authority.with(resource, { Version: "2012-10-17", Statement: all.toSpliced(i, 1) });
        const matters = (decided.get(statement) ?? []).some(
          ([, of]) => may.has(shown(of)) !== isAllowed(decisionsOf(without, of)),
        );
        if (!matters) idle.push(`${resource}: ${statement.Sid ?? JSON.stringify(statement)}`);
      }
    }
    expect(idle).toEqual([]);
  });

  test("each statement of a role's own matters: without it a case comes out otherwise", () => {
    const idle = [...Map.groupBy(cases, ({ by }) => by)].flatMap(([by, own]) => {
      // Of the role of members only changes are asked, and it only reads.
      if (by.kind !== "aws" || !by.arn.includes(":role/tidemark-")) return [];
      const allowed = own.filter((of) => may.has(shown(of)));
      const all = by.policies.flatMap((policy) => statementsOf(policy, "identity"));
      return all.filter(isAskedAbout).filter((statement) => {
        const has = (...statements: Statement[]): ((of: Case) => boolean) => {
          const as = { ...by, policies: [{ Version: "2012-10-17", Statement: statements }] };
          return (of) => isAllowed(decisionsOf(synthesis.authority, { ...of, by: as }));
        };
        if (statement.Effect === "Allow") return allowed.every(has(...all.filter((other) => other !== statement)));
        // A denial is for the day when the role is given more.
        const [before, after] = [has(EVERYTHING), has(EVERYTHING, statement)];
        return own.every((of) => before(of) === after(of));
      });
    });
    expect(idle).toEqual([]);
  });

  // Else an administrator could name the role in a rule of another bucket, and copy from there into the replica.
  test("the role that copies can't be let into another bucket", () => {
    const open: Policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }] };
    const readings = cases.filter(
      ({ who, on, ask }) =>
        who.startsWith("replication") && on.kind === "s3 object elsewhere" && /s3:GetObject/.test(ask.action),
    );
    const { ledgerAccount, replica, account } = synthesis.config.deployment;
    expect(readings.length > 10).toBe(replica !== null);
    for (const { by, ask } of readings)
      expect(decide({ ...ask, by, on: { policy: open, account: ledgerAccount ?? account } }).allowed, ask.action).toBe(
        false,
      );
  });
});

test("every grant is used in some deployment", () => {
  const cases = [small, large].flatMap((input) => casesOf(synthesise(input)));
  const idle = GRANTS.filter((grant) => !cases.some((of) => isGranted(grant, of)));
  expect(idle).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
test("a bucket's policy has room: 20 KB are the most that S3 takes", () => {
  for (const { input } of SHAPES) {
    for (const { properties } of synthesise(input).templates.all("AWS::S3::BucketPolicy"))
      expect(Buffer.byteLength(JSON.stringify(properties["PolicyDocument"]))).toBeLessThan(20 * 1024);
  }
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without white space, all inline policies of a role
// together, each managed one, and its trust.
test("policies of roles have room, of 300 accounts too", () => {
  for (const { input } of SHAPES) {
    const { templates } = synthesise(input);
    const size = (policy: unknown): number => JSON.stringify(policy).length;
    const inline = Map.groupBy(templates.all("AWS::IAM::Policy"), ({ properties }) => String(properties["Roles"]));
    for (const [role, policies] of inline) {
      const sum = policies.reduce((all, { properties }) => all + size(properties["PolicyDocument"]), 0);
      expect(sum, role).toBeLessThan(10_240);
    }
    const managed = templates.all("AWS::IAM::ManagedPolicy");
    for (const { properties, id } of managed) expect(size(properties["PolicyDocument"]), id).toBeLessThan(6_144);
    expect(managed.length).toBeLessThanOrEqual(10);
    for (const { properties, id } of templates.all("AWS::IAM::Role"))
      expect(size(properties["AssumeRolePolicyDocument"]), id).toBeLessThan(2_048);
  }
});
