// A reader that is denied units: it says so, and emits nothing of them.
import type { Reader } from "../../../collectors/port.ts";
import { splitUnit, unitOf, type Problem } from "../../../evidence-schema/record/record.ts";

export const DENIED: Problem = { code: "denied", detail: "s3:ListAllMyBuckets" };

/** `reader` without these units of any scope. */
export const denying = (reader: Reader, units: readonly string[]): Reader => ({
  ...reader,
  lanes: reader.lanes,
  scopes: reader.scopes,
  async read(request, emit) {
    const asked = request.units.filter(({ type, region }) => !units.includes(unitOf(type, region)));
    const reading = await reader.read({ ...request, units: asked }, emit);
    const source = reading.sources[0]?.source ?? "none";
    const unread = { source, complete: false, dataTime: null, listed: 0, problem: DENIED, pages: 0 };
    const denied = request.units.filter(({ type, region }) => units.includes(unitOf(type, region)));
    return {
      ...reading,
      units: [
        ...reading.units,
        ...denied.map(({ type, region }) => ({
          ...unread,
          unit: unitOf(type, region),
          first: null,
          last: null,
          server: null,
        })),
      ].sort((a, b) => (splitUnit(a.unit).type < splitUnit(b.unit).type ? -1 : 1)),
    };
  },
});
