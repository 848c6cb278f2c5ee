// Writes and reads the `controls` document: the company's claims when a run was made. Readers use this, not the config.
import { z } from "zod";
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import { SEVERITIES, type Severity } from "../checks/check.ts";
import { FREQUENCIES, type Control } from "./control.ts";
import { Owners } from "./owners.ts";

/** How old the data of an export may be and still count where the company says nothing of it. */
export const STALE_AFTER = "P7D";

const entry = z.object({
  id: z.string(),
  statement: z.string(),
  criteria: z.array(z.string()),
  /** Identifiers by framework; a document that was made before has none. */
  frameworks: z.record(z.string(), z.array(z.string())).default({}),
  owner: z.string().nullable(),
  frequency: z.enum(FREQUENCIES),
  correctWithin: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  checks: z.array(z.object({ check: z.string(), reason: z.string() })),
});
/** A control as recorded: checks by id. */
export type ControlEntry = z.infer<typeof entry>;

const severity = z.object({ check: z.string(), severity: z.enum(SEVERITIES), reason: z.string() });

const controlsDocument = z.object({
  v: z.literal(1),
  kind: z.literal("controls"),
  controls: z.array(entry),
  /** Severities that differ from the checks' own. Applied at reading: they are in no outcome, record or root. */
  severities: z.array(severity),
  /** Owners of resources. */
  owners: Owners,
  /** How old the data of an export may be and still count. */
  staleAfter: z.string().default(STALE_AFTER),
});
export type ControlsDocument = z.infer<typeof controlsDocument>;

export type Adjusted = { readonly check: string; readonly severity: Severity; readonly reason: string };

/** The document's bytes. Controls are sorted by id, so that the order in the config makes no difference. */
export function makeControlsDocument(
  controls: readonly Control[],
  severities: readonly Adjusted[],
  owners: Owners,
  staleAfter: string = STALE_AFTER,
): Buffer {
  const document = {
    v: 1,
    kind: "controls",
    controls: controls
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ checks, ...control }) => ({
        ...control,
        checks: checks.map(({ check, reason }) => ({ check: check.id, reason })),
      })),
    severities: severities.toSorted((a, b) => (a.check < b.check ? -1 : 1)),
    owners,
    staleAfter,
  };
  return canonicalLine(document as unknown as Json);
}

/** Reads a stored `controls` document. Throws ZodError on a value of another form. */
export const readControlsDocument = (value: Json): ControlsDocument => controlsDocument.parse(value);
