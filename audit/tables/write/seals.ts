// Writes a seal, the segments that it lists, and the roster as it changed.
import { ACTS_SCOPE, parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { coverageOf, type ReadSegment } from "../../reading/read-span.ts";
import { secondCounts } from "../../second-counts.ts";
import type { Rows } from "../rows.ts";

const OPEN = `select name, is_kind from roster where to_time is null`;
const CLOSE = `update roster set to_time = :at where name = :name and is_kind = :is_kind and to_time is null`;

export function writeSeal(rows: Rows, seal: Seal): void {
  const { index, time, run, trigger, slot, documents, by } = seal;
  rows.insert("seal", {
    leaf: index,
    time,
    run,
    trigger_kind: trigger,
    slot,
    controls: documents.controls ?? null,
    boundary: documents.boundary ?? null,
    schedule: documents.schedule ?? null,
    tests: documents.tests ?? null,
    roster: documents.roster ?? null,
    principal: by.principal,
    software: by.software,
    code: by.code,
  });
  for (const { scope, segments } of seal.scopes) {
    if (scope === ACTS_SCOPE) continue;
    for (const { key, first, last, time: written, root, after: head } of segments) {
      const parsed = parseObjectKey(key);
      if (parsed?.class !== "segment") continue;
      const { gen } = parsed;
      // These stand in the segment itself.
      const opened = { trigger_kind: null, slot: null, counted: null };
      rows.insert("segment", {
        scope,
        gen,
        first,
        last,
        object: key,
        time: written,
        ...opened,
        root,
        head,
        leaf: index,
      });
    }
  }
  writeRoster(rows, seal);
}

const OPENED = `update segment set trigger_kind = :kind, slot = :slot, counted = :counted
  where scope = :scope and gen = :gen and first = :first`;

/** Writes what a segment itself says of why it was made, and of what a second source counted. */
export function writeOpening(rows: Rows, scope: string, { key, opened, records }: ReadSegment): void {
  const parsed = parseObjectKey(key);
  if (parsed?.class !== "segment") return;
  const counted = JSON.stringify(secondCounts(coverageOf(records)));
  const { trigger: kind, slot } = opened;
  rows.run(OPENED, { scope, gen: parsed.gen, first: parsed.firstSeq, kind, slot, counted });
}

function writeRoster(rows: Rows, { time, roster }: Seal): void {
  const { enrolled, excluded, found, unlisted } = roster;
  const now = new Map<string, readonly [string, string]>();
  const add = (kind: string, names: readonly string[]): void => {
    for (const name of names) now.set(`${kind} ${name}`, [name, kind]);
  };
  add("enrolled", enrolled);
  add(
    "excluded",
    excluded.map(({ scope }) => scope),
  );
  add("found", found);
  add("unlisted", unlisted);
  for (const { name, is_kind: kind } of rows.all(OPEN))
    if (!now.delete(`${String(kind)} ${String(name)}`))
      rows.run(CLOSE, { name: name ?? null, is_kind: kind ?? null, at: time });
  for (const [name, kind] of now.values())
    rows.insert("roster", { name, is_kind: kind, from_time: time, to_time: null });
}
