// Names scopes: as the config says, else as the cloud tells.
import { readRoster } from "../../evidence-schema/documents/document-schema.ts";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";
import { redactText } from "../reading/redaction.ts";
import type { WatchedScope } from "./roster.ts";

/** The names of scopes, as a cloud lists them. */
export type NamesOfScopes = {
  readonly names?: { readonly [scope: string]: string };
  /** Parents of scopes whose children could not be listed. */
  readonly unlisted?: readonly string[];
};

/**
 * The scopes with their names. Where a parent could not be listed, those that the last run had stay: a refused call renames
 * nothing, and what was deployed is not another thing for it.
 */
export async function namedScopes(
  ledger: Ledger,
  newest: NewestSeal | null,
  scopes: readonly WatchedScope[],
  { names = {}, unlisted = [] }: NamesOfScopes,
): Promise<WatchedScope[]> {
  const before = unlisted.length === 0 ? {} : await namesBefore(ledger, newest);
  return scopes.map((each) => {
    const name = each.name ?? names[each.scope] ?? before[each.scope] ?? null;
    return { ...each, name: name === null ? null : redactText(name) };
  });
}

async function namesBefore(ledger: Ledger, newest: NewestSeal | null): Promise<{ readonly [scope: string]: string }> {
  const digest = newest?.seal.documents["roster"] ?? null;
  if (digest === null) return {};
  const { enrolled } = readRoster(await ledger.document("roster", digest));
  return Object.fromEntries(enrolled.flatMap(({ scope, name }) => (name === null ? [] : [[scope, name]])));
}
