// Joins the answers of two readings of one scope:
// of two parts, of units and resources by name, of the scope and its context.
import type { ScopeReading } from "../../collectors/port.ts";
import type { Answers } from "./intake.ts";

/** The answers of both, in order of reading. Sources of one name, and query texts of one digest, are kept once. */
export function joinAnswers(first: Answers, second: Answers): Answers {
  const known = new Set(first.reading.sources.map(({ source }) => source));
  const eventual = [...new Set([...(first.reading.eventual ?? []), ...(second.reading.eventual ?? [])])];
  const reading: Answers["reading"] = {
    sources: [...first.reading.sources, ...second.reading.sources.filter(({ source }) => !known.has(source))],
    queries: { ...first.reading.queries, ...second.reading.queries },
    units: [...first.reading.units, ...second.reading.units],
    ...(eventual.length === 0 ? {} : { eventual }),
    calls: sumOfCalls(first.reading.calls, second.reading.calls),
  };
  return { reading, listed: [...first.listed, ...second.listed], named: [...first.named, ...second.named] };
}

type Calls = ScopeReading["calls"];

/** Calls by service, sorted. */
function sumOfCalls(a: Calls, b: Calls): Calls {
  const services = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(services.map((service) => [service, (a[service] ?? 0) + (b[service] ?? 0)]));
}
