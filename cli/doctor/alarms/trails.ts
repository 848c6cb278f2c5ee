// Reads the trails of CloudTrail that log one region of an account.
import type { z } from "zod";
import { TrailStatus } from "../../../checks/logging/audit-trail-on/aws-trail.ts";
import { WholeEventSelectors } from "../../../checks/logging/audit-trail-on/event-selectors.ts";
import type { AwsAccount } from "../../../collectors/aws/account.ts";
import { EVENT_SELECTORS, eventSelectorsKey } from "../../../collectors/aws/answers/cloudtrail/event-selectors.ts";
import { TRAIL_STATUS, trailStatusKey } from "../../../collectors/aws/answers/cloudtrail/trail-status.ts";
import { TRAIL } from "../../../collectors/aws/answers/cloudtrail/trails.ts";
import { openAws } from "../../../collectors/aws/reader.ts";
import { credentialsAtHand } from "../../../collectors/aws/client/session.ts";
import type { Item } from "../../../collectors/port.ts";
import { unitOf, type Problem } from "../../../evidence-schema/record/record.ts";
import { realClock } from "../../clock.ts";
import { TRAIL_TYPES } from "./trail-types.ts";
import { Trail, type ReadTrails, type ReadTrail } from "./heard.ts";

/**
 * By the role that reads the account; where that can't be taken, by the credentials at hand, if they are the account's own: a
 * deployment lets its collector alone take the role.
 */
export async function trailsIn(account: AwsAccount, region: string): Promise<ReadTrails> {
  const trails = await read(account, region);
  if (account.role === null || !isOfRole(trails.problem)) return trails;
  const own = await read({ ...account, role: null }, region);
  return isOfRole(own.problem) ? trails : own;
}

const isOfRole = (problem: Problem | null): boolean => problem?.detail.startsWith("sts:AssumeRole") === true;

async function read({ id, role, externalId }: AwsAccount, region: string): Promise<ReadTrails> {
  // The reader gets one region alone. The region tells of all trails that log it, and another region that is closed takes
  // nothing from that answer.
  const account: AwsAccount = { id, role, externalId, regions: [region], lane: "direct", aggregator: null };
  const reader = openAws({ accounts: [account], credentials: credentialsAtHand(), clock: realClock.now });
  const items: Item[] = [];
  const units = TRAIL_TYPES.map((type) => ({ type, region: "global" }));
  // Selectors may name people, of whom nothing is shown or kept.
  const people = { person: () => "somebody", remember: () => undefined };
  const reading = await reader.read({ scope: `aws/${id}`, units, ...people }, (item) => items.push(item));
  const of = (type: string): Answers => {
    const unit = unitOf(type, "global");
    return {
      items: items.filter((item) => item.unit === unit),
      problem: reading.units.find((each) => each.unit === unit)?.problem ?? null,
    };
  };
  const [listed, statuses, selectors] = [of(TRAIL), of(TRAIL_STATUS), of(EVENT_SELECTORS)];
  const trails: ReadTrail[] = [];
  let problem = listed.problem;
  for (const item of listed.items) {
    const trail = parsed(item, Trail);
    if ("code" in trail) {
      problem ??= trail;
      continue;
    }
    const status = answerTo(statuses, trailStatusKey(id, item.key), TrailStatus);
    trails.push({
      trail,
      isLogging: "code" in status ? status : status.IsLogging,
      selectors: answerTo(selectors, eventSelectorsKey(id, item.key), WholeEventSelectors),
    });
  }
  return { trails, problem };
}

/** The items answered for one type, and the problem that kept the rest. */
type Answers = { readonly items: readonly Item[]; readonly problem: Problem | null };

function answerTo<T extends object>({ items, problem }: Answers, key: string, form: z.ZodType<T>): T | Problem {
  const item = items.find((each) => each.key === key);
  if (item !== undefined) return parsed(item, form);
  return problem ?? { code: "not-in-answer", detail: "CloudTrail gave no answer about a trail" };
}

function parsed<T extends object>(item: Item, form: z.ZodType<T>): T | Problem {
  if ("problem" in item) return item.problem;
  const row = form.safeParse(item.body);
  return row.success ? row.data : { code: "unexpected-shape", detail: item.unit };
}
