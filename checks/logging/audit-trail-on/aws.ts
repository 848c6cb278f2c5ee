// Judges AWS accounts: trails of CloudTrail have to record every management event of every region and validate log files.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import { awsTrail, TrailStatus } from "./aws-trail.ts";
import { EventSelectors, recordedBy, type Kind } from "./event-selectors.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
const Trail = z.object({
  TrailARN: z.string(),
  IsMultiRegionTrail: z.boolean().optional(),
  IncludeGlobalServiceEvents: z.boolean().optional(),
  LogFileValidationEnabled: z.boolean().optional(),
  HasCustomEventSelectors: z.boolean().optional(),
});
type Trail = z.infer<typeof Trail>;

const ACCOUNT = "account";

const related = {
  trails: relation({
    type: "AWS::CloudTrail::Trail",
    within: "scope",
    global: true,
    reads: Trail,
    // Every trail that logs the account counts, whichever account owns the trail.
    on: () => [ACCOUNT],
  }),
  status: relation({
    type: "Tidemark::CloudTrail::TrailStatus",
    within: "scope",
    global: true,
    reads: TrailStatus,
    on: (row) => [row.TrailARN],
  }),
  selectors: relation({
    type: "Tidemark::CloudTrail::EventSelectors",
    within: "scope",
    global: true,
    reads: EventSelectors,
    on: (row) => [row.TrailARN],
  }),
};
type AskRelated = Question<Parameters, typeof related>["related"];

/** True where a trail covers, else the property that the trail lacks; a problem where neither is known. */
type Finding = true | string | Problem;

const KINDS: readonly Kind[] = ["read", "write"];

function setUp(trail: Trail): string[] {
  const needed = {
    "multi-region": trail.IsMultiRegionTrail,
    "global services": trail.IncludeGlobalServiceEvents,
    "log file validation": trail.LogFileValidationEnabled,
  };
  return Object.entries(needed).flatMap(([what, is]) => (is === true ? [] : [what]));
}

function logs({ TrailARN }: Trail, { status }: AskRelated): Finding {
  const answer = status(TrailARN).find(() => true);
  if (answer.is === "unknown") return answer.problem;
  if (answer.is === "none") return { code: "not-seen", detail: "the status of a trail was not read" };
  if (!answer.row.IsLogging) return "logging";
  // The error that S3 gave when CloudTrail could not deliver; missing where CloudTrail could deliver.
  return (answer.row.LatestDeliveryError ?? "") === "" ? true : "delivery";
}

function takes({ TrailARN, HasCustomEventSelectors }: Trail, kind: Kind, { selectors }: AskRelated): Finding {
  const answer = selectors(TrailARN).find(() => true);
  const row = answer.is === "found" ? answer.row : answer.is === "unknown" ? answer.problem : NOT_READ;
  const taken = recordedBy(row, HasCustomEventSelectors, kind);
  return taken === false ? `${kind} events` : taken;
}

const NOT_READ: Problem = { code: "not-seen", detail: "the event selectors of a trail were not read" };

/** Cheapest first: what is wrong with a trail in itself needs no answers of others to rest on. */
function covers(trail: Trail, kind: Kind, ask: AskRelated): Finding {
  const [flaw] = setUp(trail);
  if (flaw !== undefined) return flaw;
  const taken = takes(trail, kind, ask);
  if (typeof taken === "string") return taken;
  const logging = logs(trail, ask);
  return typeof logging === "string" || taken === true ? logging : taken;
}

/** The properties that each trail lacks, as far as the trail was read. */
function lacking(ask: AskRelated) {
  const trails: Trail[] = [];
  ask.trails(ACCOUNT).find((trail) => {
    trails.push(trail);
    return false;
  });
  return trails
    .map((trail) => {
      const findings = [logs(trail, ask), ...KINDS.map((kind) => takes(trail, kind, ask))];
      const lacks = [...setUp(trail), ...findings.filter((finding) => typeof finding === "string")];
      return { trail: trail.TrailARN, lacks };
    })
    .sort((a, b) => (a.trail < b.trail ? -1 : 1));
}

const account = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::::Account",
  global: true,
  reads: z.object({ Id: z.string() }),
  related,
  evaluate({ Id }, { related: ask }: Question<Parameters, typeof related>) {
    const problems: Problem[] = [];
    const missing = KINDS.filter((kind) => {
      const unread: Problem[] = [];
      const answer = ask.trails(ACCOUNT).find((trail) => {
        const finding = covers(trail, kind, ask);
        if (typeof finding === "object") unread.push(asSeenFrom(Id, trail, finding));
        return finding === true;
      });
      if (answer.is === "found") return false;
      if (answer.is === "unknown") unread.push(answer.problem);
      problems.push(...unread);
      return unread.length === 0;
    });
    if (missing.length > 0) {
      const trails = lacking(ask);
      if (trails.length === 0) return fail("no CloudTrail trail logs the account", { missing, trails });
      return fail(
        `no multi-region trail with log file validation and working delivery records all ${missing.join(" and ")} management events`,
        { missing, trails },
      );
    }
    // Sorted by text, so that the problem does not depend on the order of trails.
    const [problem] = problems.sort((a, b) => (a.detail + a.code < b.detail + b.code ? -1 : 1));
    if (problem !== undefined) return indeterminate(problem);
    return pass("multi-region trails with log file validation and working delivery record all management events", {
      recorded: [...KINDS],
    });
  },
});

export const aws = [account, awsTrail];

/** An organization trail is set up in the account that owns it, which may keep others from reading it. */
function asSeenFrom(account: string, { TrailARN }: Trail, problem: Problem): Problem {
  if (TrailARN.split(":")[4] === account) return problem;
  return {
    code: problem.code,
    detail: "the organization trail belongs to another account and was not fully read from this account",
  };
}
