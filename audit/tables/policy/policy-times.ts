// Keeps which documents were in force when: those that the last seal names decide, and the first ones from the beginning.
import { durationMs } from "../../../controls/control.ts";
import { readBoundaryDocument } from "../../../controls/boundary-document.ts";
import type { Boundary } from "../../../controls/boundary.ts";
import { readControlsDocument, STALE_AFTER, type ControlsDocument } from "../../../controls/controls-document.ts";
import { EVERYTHING } from "../../../controls/boundary.ts";
import { readSchedule } from "../../../evidence-schema/documents/document-schema.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import { dueAt, type Due } from "../../period/holds.ts";
import type { Stretch } from "../../period/stretches.ts";
import { checksAsked, type AskedCheck } from "../../standing/asked-checks.ts";
import type { Age } from "../../standing/stale-units.ts";
import { ms, type Rows } from "../rows.ts";

/** A document while it is the one in force; `digest` and `document` are null where there was none. */
export type InForce<Document> = Stretch & { readonly digest: string | null; readonly document: Document };

export type PolicyTimes = {
  readonly controls: readonly InForce<ControlsDocument | null>[];
  readonly boundary: readonly InForce<Boundary>[];
  readonly dues: readonly Due[];
  /** The checks that were asked, by id. */
  readonly asked: readonly InForce<ReadonlyMap<string, AskedCheck>>[];
};

/** By the seals that the tables have. Rejects with StoreError where a document is missing or has another digest. */
export async function policyTimes(ledger: Ledger, rows: Rows): Promise<PolicyTimes> {
  const seals = rows.all(`select time, controls, boundary, schedule, tests from seal order by leaf`);
  const over = async <Document>(
    kind: "controls" | "boundary" | "schedule" | "tests",
    read: (digest: string) => Promise<Document>,
    none: Document,
  ): Promise<InForce<Document>[]> => {
    const inForce: InForce<Document>[] = [];
    for (const seal of seals) {
      const digest = seal[kind] as string | null;
      const last = inForce.at(-1);
      if (last !== undefined && last.digest === digest) continue;
      const from = last === undefined ? -Infinity : (ms(seal["time"]) as number);
      if (last !== undefined) inForce[inForce.length - 1] = { ...last, to: from };
      inForce.push({ from, to: Infinity, digest, document: digest === null ? none : await read(digest) });
    }
    return inForce.filter(({ from, to }) => from < to);
  };
  const controls = await over<ControlsDocument | null>(
    "controls",
    async (digest) => readControlsDocument(await ledger.document("controls", digest)),
    null,
  );
  const schedules = await over(
    "schedule",
    async (digest) => readSchedule(await ledger.document("schedule", digest)),
    null,
  );
  const boundary = await over<Boundary>(
    "boundary",
    async (digest) => readBoundaryDocument(await ledger.document("boundary", digest)),
    EVERYTHING,
  );
  const asked = await over<ReadonlyMap<string, AskedCheck>>(
    "tests",
    async (digest) => checksAsked(await ledger.document("tests", digest)),
    new Map(),
  );
  const edges = [...new Set([...controls, ...schedules].map(({ from }) => from))].sort((a, b) => a - b);
  const dues = edges.map((from) => ({
    from,
    schedule: schedules.findLast((each) => each.from <= from)?.document ?? null,
    staleAfter: durationMs(controls.findLast((each) => each.from <= from)?.document?.staleAfter ?? STALE_AFTER),
  }));
  return { controls, boundary, dues, asked };
}

/** How fresh data had to be at an instant. */
export function ageAt(dues: readonly Due[], at: number): Age {
  const { schedule, staleAfter } = dueAt(dues, at);
  return {
    everySeconds: schedule?.everySeconds ?? null,
    graceSeconds: schedule?.graceSeconds ?? 0,
    staleAfterMs: staleAfter,
  };
}
