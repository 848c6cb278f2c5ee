// Calls of two readings, as one.
import type { ScopeReading } from "../../collectors/port.ts";

type Calls = ScopeReading["calls"];

/** By service, sorted. */
export function sumOfCalls(a: Calls, b: Calls): Calls {
  const services = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(services.map((service) => [service, (a[service] ?? 0) + (b[service] ?? 0)]));
}
