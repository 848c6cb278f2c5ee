// Whoever acts in a deployment may do what the table of grants says, and nothing else: by the templates' policies, evaluated.
import { describe, expect, test } from "vitest";
import { statementsOf, type Policy } from "../support/iam/statement.ts";
import { isWhole } from "../support/scale.ts";
import { casesOf, type Case } from "./asks.ts";
import { large, SHAPES, small, synthesise } from "./deployments.ts";
import { GRANTS, type Grant } from "./grants.ts";

const PLAIN = /plain/;
const whole = (expression: RegExp, text: string): boolean => new RegExp(`^(?:${expression.source})$`).test(text);

const isGranted = ({ who, does, on, way = PLAIN }: Grant, of: Case): boolean =>
  whole(who, of.who) && whole(does, of.ask.action) && whole(on, of.on.kind) && whole(way, of.way);

const shown = ({ who, ask, on, way }: Case): string => `${who}: ${ask.action} on ${on.kind} (${way})`;

// All shapes take a while: `npm test` takes the largest, which has the most.
const shapes = isWhole ? SHAPES : SHAPES.filter(({ input }) => input === large);

describe.each(shapes)("$name", ({ input }) => {
  const synthesis = synthesise(input);
  const cases = casesOf(synthesis);
  const decisions = new Map(cases.map((of) => [of, synthesis.authority.decide(of.by, of.ask)]));
  const may = new Set(cases.filter((of) => decisions.get(of)?.allowed).map(shown));
  const granted = cases.filter((of) => GRANTS.some((grant) => isGranted(grant, of)));

  test("nobody may do what no grant says", () => {
    const said = new Set(granted.map(shown));
    expect([...may].filter((each) => !said.has(each))).toEqual([]);
  });

  test("everybody may do what a grant says", () => {
    expect(granted.map(shown).filter((each) => !may.has(each))).toEqual([]);
  });

  // A statement that nothing depends on would be a promise that nothing keeps.
  test("each statement of a bucket, key or topic matters: without it a case comes out otherwise", () => {
    const { authority } = synthesis;
    // Only the first of the statements that decide a case can make it come out otherwise.
    const decided = Map.groupBy(cases, (of) => decisions.get(of)?.statement);
    const idle: string[] = [];
    for (const resource of authority.guardedResources) {
      const all = statementsOf(authority.guarded(resource)?.policy as Policy, "resource");
      for (const [i, statement] of all.entries()) {
        const without = authority.with(resource, { Version: "2012-10-17", Statement: all.toSpliced(i, 1) });
        const matters = (decided.get(statement) ?? []).some(
          (of) => may.has(shown(of)) !== without.decide(of.by, of.ask).allowed,
        );
        if (!matters) idle.push(`${resource}: ${statement.Sid ?? JSON.stringify(statement)}`);
      }
    }
    expect(idle).toEqual([]);
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
