// Reads when each scope was enrolled: what nobody watches any more counts for no control.
import type { Stretch } from "../../period/stretches.ts";
import { ms, type Rows } from "../rows.ts";

const ENROLLED = `select name, from_time, to_time from roster where is_kind = 'enrolled' order by name, from_time`;

export type Enrolment = (scope: string) => readonly Stretch[];

/** By scope. The first enrolment holds from the beginning: data that is read may be older than the seal that names the scope first. */
export function enrolmentIn(rows: Rows): Enrolment {
  const enrolled = new Map<string, Stretch[]>();
  for (const { name, from_time: from, to_time: to } of rows.all(ENROLLED)) {
    const of = enrolled.get(String(name)) ?? [];
    enrolled.set(String(name), of);
    of.push({ from: of.length === 0 ? -Infinity : (ms(from) as number), to: ms(to) ?? Infinity });
  }
  return (scope) => enrolled.get(scope) ?? [];
}
