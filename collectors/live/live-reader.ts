// Reads scopes as they are now: whole, or some of their resources by name.
import type { Problem } from "../../evidence-schema/record/record.ts";
import type { NamedAnswer, Item, Named, Reader, ReadRequest, ScopeReading } from "../port.ts";
import type { RegionRead } from "./region-read.ts";
import { nothingRead, readScope, type LiveScope } from "./read-scope.ts";

/** Each scope is a budget of its own (an account, a tenant), and what it answers is held until it is appended. */
const SCOPES_AT_ONCE = 4;

/** `scopeOf` makes a scope by its name for each reading; where it gives null, the units have the problem `noScope`. */
export function liveReader<A extends RegionRead>(
  scopeOf: (scope: string) => LiveScope<A> | null,
  noScope: Problem,
): Pick<Required<Reader>, "read" | "reread" | "scopesAtOnce"> {
  const read = async (request: ReadRequest, emit: (item: Item) => void, only: ReadonlySet<string> | null) => {
    const scope = scopeOf(request.scope);
    return scope === null ? nothingRead(request, noScope) : readScope(scope, request, emit, only);
  };
  return {
    scopesAtOnce: SCOPES_AT_ONCE,
    read: (request, emit) => read(request, emit, null),
    async reread(request, named) {
      const answers = new Map<string, Item>();
      const keys = new Set(named.map(({ key }) => key));
      const { left: _left, ...reading } = await read(request, (item) => answers.set(item.key, item), keys);
      return { ...reading, units: [], named: named.map((each) => answerFor(each, answers, reading)) };
    },
  };
}

function answerFor({ key, unit }: Named, answers: ReadonlyMap<string, Item>, { units }: ScopeReading): NamedAnswer {
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

const LATE: Problem = { code: "out-of-time", detail: "the time of the run ended before the resource was read again" };
