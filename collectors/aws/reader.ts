/** The reader of AWS accounts as they are now: by AWS Config, and by the services' own calls. */
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { unitOf, type Problem, type Source as SourceRecord } from "../../evidence-schema/record/record.ts";
import type { Asked, Item, Named, PlannedUnit, Reader, ReadRequest, ScopeReading, UnitReading } from "../port.ts";
import { principalOf } from "../principal.ts";
import { unreadUnit } from "../unread-unit.ts";
import { lanesOfAccounts } from "./account-lanes.ts";
import type { AwsAccount } from "./account.ts";
import { Budget } from "../live/budget.ts";
import { CallFailed } from "./client/failure.ts";
import { DIRECT_RECORD, sourceIn, type LaneSource } from "./lanes.ts";
import { unplannedRegions } from "./regions.ts";
import { unlistedIn, type Organization } from "./organization.ts";
import { openSession, type Session } from "./client/session.ts";
import { readUnits, type Reading } from "../live/read-units.ts";

export type AwsOptions = {
  readonly accounts: readonly AwsAccount[];
  readonly credentials: AwsCredentialIdentityProvider;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The accounts of the organization, where they were listed. */
  readonly organization?: Organization;
};

/** How many readings (one source in one region) are under way at once; each service's budget comes on top. */
const AT_ONCE = 8;

/** The reader of `accounts`. Nothing is called before `read`. */
export function openAws({ accounts, credentials, clock, organization }: AwsOptions): Reader {
  const byScope = new Map(accounts.map((account) => [`aws/${account.id}`, account]));
  const read = async (request: ReadRequest, emit: (item: Item) => void, only: ReadonlySet<string> | null) => {
    const account = byScope.get(request.scope);
    if (account === undefined) return nothing(request, { code: "no-answer", detail: "no account of this scope" });
    return readAccount({ account, credentials, clock }, request, emit, only);
  };
  return {
    ...lanesOfAccounts(accounts),
    scopes: [...new Set([...byScope.keys(), ...(organization?.scopes ?? [])])].toSorted(),
    names: organization?.names ?? {},
    unlisted: organization === undefined ? [] : unlistedIn(organization),
    read: (request, emit) => read(request, emit, null),
    async ask(request, named) {
      const answers = new Map<string, Item>();
      const keys = new Set(named.map(({ key }) => key));
      const { left: _left, ...reading } = await read(request, (item) => answers.set(item.key, item), keys);
      return { ...reading, units: [], asked: named.map((each) => answerFor(each, answers, reading)) };
    },
  };
}

type Reaching = {
  readonly account: AwsAccount;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly clock: () => number;
};

async function readAccount(
  { account, credentials, clock }: Reaching,
  request: ReadRequest,
  emit: (item: Item) => void,
  only: ReadonlySet<string> | null,
): Promise<ScopeReading> {
  const budget = new Budget();
  const { signal, done } = untilDeadline(request.deadline, clock);
  try {
    const session = await openSession(account, { credentials, budget, clock, signal });
    const outcome = await readAll(session, request, { emit, only, clock, signal });
    const sources = sourcesOf(outcome.readings, session, request);
    return { ...outcome.told, ...sources, asked: [], calls: budget.byService() };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (signal?.aborted === true) return { ...nothing(request, error.problem), units: [], left: request.units };
    return { ...nothing(request, error.problem), calls: budget.byService() };
  } finally {
    done();
  }
}

type Way = {
  readonly emit: (item: Item) => void;
  readonly only: ReadonlySet<string> | null;
  readonly clock: () => number;
  readonly signal: AbortSignal | null;
};

async function readAll(session: Session, request: ReadRequest, way: Way) {
  const { account } = session;
  const { groups, unread } = group(account, request.units);
  const readings: Reading[] = [];
  const left: PlannedUnit[] = [];
  // What is asked by name is asked of the regions that are planned.
  const elsewhere = way.only === null ? await unplannedRegions(session, DIRECT_RECORD.source, way.clock) : [];
  for (const rank of [...new Set(groups.map((each) => each.rank))].toSorted((a, b) => a - b)) {
    const waiting = groups.filter((each) => each.rank === rank);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const { source, region, units } = next;
          const names = units.map(({ type, region: of }) => unitOf(type, of));
          const people = { person: request.person, remember: request.remember };
          const reading =
            way.signal?.aborted === true
              ? null
              : await readUnits(session, { source, region, units: names, people, ...way });
          if (reading === null) left.push(...units);
          else readings.push(reading);
        }
      }),
    );
  }
  return {
    readings,
    told: {
      units: [...readings.flatMap(({ units }) => units), ...unread, ...elsewhere],
      ...(left.length === 0 ? {} : { left }),
    },
  };
}

type Group = {
  readonly source: LaneSource;
  readonly region: string;
  readonly rank: number;
  readonly units: readonly PlannedUnit[];
};

/** The units by the source and region that are asked for them. */
function group(
  { lane, regions }: AwsAccount,
  units: readonly PlannedUnit[],
): { groups: Group[]; unread: UnitReading[] } {
  const groups = new Map<string, { source: LaneSource; region: string; rank: number; units: PlannedUnit[] }>();
  const unread: UnitReading[] = [];
  for (const unit of units) {
    const source = sourceIn(lane, unit.type);
    if (source === null) {
      const problem: Problem = { code: "not-supported", detail: "no source of AWS reads this type" };
      unread.push(unreadUnit(unitOf(unit.type, unit.region), "none", problem));
      continue;
    }
    const region = unit.region === "global" ? (regions[0] as string) : unit.region;
    const name = `${source.source.name} ${region}`;
    const made = groups.get(name) ?? { source, region, rank: 0, units: [] };
    groups.set(name, made);
    made.units.push(unit);
    // What is joined to others of the group comes no earlier than they do: the later of its ranks is the group's.
    made.rank = Math.max(made.rank, unit.rank ?? 0);
  }
  return { groups: [...groups.values()], unread };
}

function sourcesOf(readings: readonly Reading[], { principal }: Session, request: ReadRequest) {
  const records = new Map<string, SourceRecord>();
  const queries: { [digest: string]: string } = {};
  for (const { source, record, query } of readings) {
    const digest = sha256Hex(query);
    queries[digest] = query;
    records.set(source, { ...record, source, principal: principalOf(principal, request.person), query: digest });
  }
  return { sources: [...records.values()], queries };
}

function answerFor({ key, unit }: Named, answers: ReadonlyMap<string, Item>, { units }: ScopeReading): Asked {
  const reading = units.find((each) => each.unit === unit);
  const item = answers.get(key);
  const { source, dataTime } = item ?? { source: reading?.source ?? "none", dataTime: reading?.dataTime ?? null };
  const base = { key, unit, source, dataTime: reading?.dataTime ?? dataTime ?? NEVER };
  if (item !== undefined)
    return { ...base, answer: "problem" in item ? { problem: item.problem } : { snapshot: item } };
  return { ...base, answer: reading?.complete === true ? "not-found" : { problem: reading?.problem ?? LATE } };
}

/** Earlier than any answer: what was not answered is true as of no time. */
const NEVER = "1970-01-01T00:00:00.000Z";

const LATE: Problem = { code: "out-of-time", detail: "there was no time to read the resource again" };

function untilDeadline(
  deadline: number | undefined,
  clock: () => number,
): { signal: AbortSignal | null; done: () => void } {
  if (deadline === undefined) return { signal: null, done: () => undefined };
  const controller = new AbortController();
  const end = (): void => controller.abort(new DOMException("the deadline has come", "TimeoutError"));
  const timer = setTimeout(end, Math.max(0, deadline - clock()));
  return { signal: controller.signal, done: () => clearTimeout(timer) };
}

function nothing(request: ReadRequest, problem: Problem): ScopeReading {
  const units = request.units.map(({ type, region }) => unreadUnit(unitOf(type, region), "none", problem));
  return { sources: [], queries: {}, units, asked: [], calls: {} };
}
