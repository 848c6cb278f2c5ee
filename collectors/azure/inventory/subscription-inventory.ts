// Puts together what is known of a subscription before its types are read: its rows, what it may be read of, and the keys that
// Resource Manager lists, so that a row that Resource Graph lacks is found out.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { refusalDetail } from "../../../evidence-schema/record/because.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import type { Tenant } from "../../microsoft/client/tenant.ts";
import { ROLE_ASSIGNMENTS } from "../item/resource-graph-row.ts";
import { RESOURCE_TYPE, SUBSCRIPTION } from "../resource-types.ts";
import { deniedOn, type Denied } from "./denied.ts";
import { DENY_CODE } from "../../microsoft/client/failure.ts";
import { GRANT_CALLS, grantedOn, type Granted, type RoleDefinitions } from "./granted.ts";
import type { TenantRows } from "./tenant-rows.ts";

/** The call that lists the keys of a subscription. https://learn.microsoft.com/en-us/rest/api/resources/resources/list */
export const LIST_ACTION = "Microsoft.Resources/subscriptions/resources/read";

export type SubscriptionInventory = {
  /** As of when the rows are true. */
  readonly dataTime: string;
  /** All answers that it was made from. */
  readonly answers: readonly CallAnswer[];
  readonly rows: { readonly of: (type: string) => Iterable<Json> };
  /** Ids that Resource Manager lists, by type in lower case and key; null where it listed none for a failure. */
  readonly listed: ReadonlyMap<string, ReadonlyMap<string, string>> | null;
  /** Why not all of `type` was read; null where all of it was. */
  readonly problemOf: (type: string) => Problem | null;
  /** Why `action` may not be taken on the whole subscription; null where a role allows it. */
  readonly refusalOf: (action: string) => Problem | null;
};

type Asked = {
  readonly tenant: Tenant;
  readonly rows: TenantRows;
  readonly definitions: RoleDefinitions;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** Reads the inventory of `subscription`. A refusal is a problem of the types concerned; rejects with NoCredentials. */
export async function readInventory(
  { tenant, rows: ofTenant, definitions, clock }: Asked,
  subscription: string,
): Promise<SubscriptionInventory> {
  const answers: CallAnswer[] = [];
  const answered = (answer: CallAnswer): void => void answers.push(answer);
  const rows = await orProblem(() => ofTenant.of(tenant, subscription));
  const granted = await orProblem(() => grantedOn(tenant, definitions, `/subscriptions/${subscription}`, answered));
  const denied = "code" in granted ? granted : await orProblem(() => deniedOn(tenant, subscription, answered));
  // Without rows there is nothing to compare. A missing role explains that better than the refusal of the query.
  const refusalOf = (action: string, of: string = SUBSCRIPTION): Problem | null => {
    if ("code" in granted) return granted;
    return "code" in denied ? denied : withheld(granted, denied, { of, action });
  };
  if ("code" in rows) return { ...unread("code" in granted ? granted : rows, answers, clock), refusalOf };
  answers.push(...rows.answers);
  const listed = await orProblem(() => listResources(tenant, subscription, answered));
  const isSeen = rows.of(SUBSCRIPTION).next().done !== true;
  return {
    dataTime: rows.dataTime,
    answers,
    rows,
    listed: "code" in listed ? null : listed,
    problemOf(type) {
      if ("code" in granted) return granted;
      if ("code" in denied) return denied;
      if ("code" in listed && type !== ROLE_ASSIGNMENTS && type !== SUBSCRIPTION) return listed;
      return (
        refusalOf(actionOf(type), type) ?? (isSeen ? rows.problemOf(type) : (rows.problemOf(SUBSCRIPTION) ?? UNSEEN))
      );
    },
    refusalOf,
  };
}

/** An inventory of which nothing is known but why. */
const unread = (problem: Problem, answers: readonly CallAnswer[], clock: () => number) => ({
  dataTime: formatTimestamp(clock()),
  answers,
  rows: { of: () => [] },
  listed: null,
  problemOf: () => problem,
});

const actionOf = (type: string): string =>
  type === ROLE_ASSIGNMENTS ? GRANT_CALLS.assignments : (RESOURCE_TYPE.get(type)?.action ?? "");

/** Why what there is of a type may not be read, or not all of it. */
function withheld(
  granted: Granted,
  denied: Denied,
  { of, action }: { readonly of: string; readonly action: string },
): Problem | null {
  const by = denied.by(of, action);
  if (granted.allows(action) && by === null) return null;
  const refusal = granted.allows(action) ? { code: DENY_CODE, policy: `deny assignment ${by}` } : NOT_GRANTED;
  return { code: "denied", detail: refusalDetail({ action, ...refusal }) };
}

const NOT_GRANTED = { code: null, policy: null };

/** Resource Graph leaves out a subscription that the caller may not read, without a word. */
const UNSEEN: Problem = {
  code: "contradictory",
  detail: "Resource Graph lacks the row of the subscription, although a role allows to read the subscription",
};

async function listResources(tenant: Tenant, subscription: string, answered: (answer: CallAnswer) => void) {
  const listed = new Map<string, Map<string, string>>();
  const seen = new Set<string>();
  let pagesWithoutNews = 0;
  await tenant.calling({ action: LIST_ACTION, answered }, async (options) => {
    for await (const page of tenant.resourcesOf(subscription).resources.list(options).byPage()) {
      const before = seen.size;
      for (const { id, type } of page) {
        if (id === undefined) continue;
        seen.add(azureKey(id));
        const of = (type ?? "").toLowerCase();
        if (!RESOURCE_TYPE.has(of)) continue;
        const ids = listed.get(of);
        if (ids === undefined) listed.set(of, new Map([[azureKey(id), id]]));
        else ids.set(azureKey(id), id);
      }
      // The client follows whatever page comes next. A list that goes on without a new resource leads in a circle.
      pagesWithoutNews = seen.size === before ? pagesWithoutNews + 1 : 0;
      if (pagesWithoutNews > MOST_EMPTY_PAGES) throw inACircle;
    }
  });
  return listed;
}

/** Azure may give an empty page, with others after it. */
const MOST_EMPTY_PAGES = 20;

const inACircle = new CallFailed(
  "UnexpectedPage",
  { code: "unexpected-shape", detail: `the answer to ${LIST_ACTION} leads back to a page that was read` },
  undefined,
);

async function orProblem<T>(ask: () => Promise<T>): Promise<T | Problem> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallFailed) return error.problem;
    throw error;
  }
}
