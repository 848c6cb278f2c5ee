// Puts the documents that a run is made under, by digest, before anything refers to them.
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Roster } from "../../evidence-schema/log/log-schema.ts";
import type { DocumentDigests } from "../../evidence-schema/record/record.ts";
import { makeRosterDocument } from "../../config/roster-document.ts";
import { redactText } from "../reading/redaction.ts";
import type { WatchedScope } from "./roster.ts";
import { putDocument, type WritableLedger } from "../../ledger/write/writable-ledger.ts";

export type Documents = {
  readonly tests: Buffer;
  readonly schedule: Json | null;
  readonly scopes: readonly WatchedScope[];
  readonly roster: Roster;
  readonly code: Json;
  /** Bytes of what the company claims, accepts and bounds; null where it says nothing. */
  readonly policy: { readonly controls: Buffer; readonly waivers: Buffer; readonly boundary: Buffer } | null;
  /** Null where nobody has been asked yet: who asks puts them then. */
  readonly queries: Queries | null;
};

/** The digests that a run names: it can't do without tests and roster (FORMAT.md R2, R11). */
export type RunDocuments = DocumentDigests & { readonly tests: string; readonly roster: string };

/** Texts of what sources were asked, by the digest that they are named by. */
export type Queries = { readonly [digest: string]: string };

/** Stores the documents that are not there yet; the digests of all kinds. */
export async function putDocuments(ledger: WritableLedger, documents: Documents): Promise<RunDocuments> {
  const { tests, schedule, scopes, roster, code, queries, policy } = documents;
  const enrolled = scopes.map(({ scope, name = null, regions, leftOut = [] }) => ({
    scope,
    name,
    regions: [...regions],
    leftOut: [...leftOut],
  }));
  return {
    tests: await putDocument(ledger, "tests", tests),
    controls: policy === null ? null : await putDocument(ledger, "controls", policy.controls),
    waivers: policy === null ? null : await putDocument(ledger, "waivers", policy.waivers),
    boundary: policy === null ? null : await putDocument(ledger, "boundary", policy.boundary),
    schedule: schedule === null ? null : await putDocument(ledger, "schedule", canonicalLine(schedule)),
    roster: await putDocument(ledger, "roster", makeRosterDocument({ enrolled, excluded: roster.excluded })),
    queries: queries === null ? null : await putQueries(ledger, queries),
    code: await putDocument(ledger, "code", canonicalLine(code)),
  };
}

/** Stores what was asked; the digest of the document. */
export async function putQueries(ledger: WritableLedger, queries: Queries): Promise<string> {
  // A command line may hold what no record should; its digest is of what was run.
  const texts = Object.fromEntries(Object.entries(queries).map(([digest, text]) => [digest, redactText(text)]));
  return putDocument(ledger, "queries", canonicalLine({ v: 1, kind: "queries", texts }));
}
