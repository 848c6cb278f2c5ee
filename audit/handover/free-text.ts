// Lists the texts of a window's evidence that somebody chose, and that may name people: no reference stands in for a name in them.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { ACTS_SCOPE, documentKey, GENESIS_KEY, sealKey } from "../../evidence-schema/keys/object-key.ts";
import { leavesBack, type ReadLeaf } from "../../ledger/read/log-tail.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import type { Stretch } from "../period/stretches.ts";
import { referencesIn } from "../people-references.ts";
import { instant, type Rows } from "../tables/rows.ts";
import { chosenTexts } from "./chosen-texts.ts";
import type { WorkbookFrom } from "./workbook/from.ts";
import { SHEETS } from "./workbook/names.ts";

export type FreeText = {
  /** The kind of text, such as `Name of a resource` or `Ticket`. */
  readonly what: string;
  readonly text: string;
  /** The object of the evidence that holds it, with the line of a record: `<object>:<line>`; a sheet and its column for resources. */
  readonly where: string;
};

/**
 * In order of `what` and text, each once, with the first place of it. `evidence`: from the first seal that is handed over to the last, in
 * milliseconds since 1970. Names of parts in a resource's settings, such as a rule of a firewall, are not among them.
 * Rejects with StoreError.
 */
export async function freeTextOf(
  { ledger, rows, report }: Pick<WorkbookFrom, "ledger" | "rows" | "report">,
  evidence: Stretch = report.window,
): Promise<FreeText[]> {
  const over = { from: instant(evidence.from) as string, to: instant(evidence.to) as string };
  const leaves = await leavesOver(ledger, rows, over);
  const all = [
    ...said(ledger.genesis as unknown as Json, GENESIS_KEY),
    ...ofResources(rows, over),
    ...ofSources(rows, over),
    ...leaves.flatMap(({ index, leaf }) => said(leaf as unknown as Json, sealKey(index))),
    ...(await ofDocuments(ledger, leaves)),
    ...(await ofActs(ledger, leaves)),
  ];
  const found = new Map<string, FreeText>();
  for (const each of all) {
    const id = `${each.what}\u0000${each.text}`;
    if (!found.has(id)) found.set(id, each);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

type Over = { readonly from: string; readonly to: string };

const said = (value: Json, where: string): FreeText[] => chosenTexts(value).map((each) => ({ ...each, where }));

const RESOURCES = `select distinct key from resource
  where first_seen <= :to and (departed is null or departed >= :from) order by key`;
const LABELS = `select distinct name, labels, key from label
  where from_time <= :to and (to_time is null or to_time >= :from) order by name, labels`;

/** A key mostly has the name in it: a name of its own is listed where the key does not. People have no name here, and their keys are references. */
function ofResources(rows: Rows, over: Over): FreeText[] {
  const keys = rows.all(RESOURCES, over).flatMap(({ key }): FreeText[] => {
    const text = String(key);
    if (referencesIn(text).length > 0) return [];
    return [{ what: "Key of a resource", text, where: `${SHEETS.population}, column Key` }];
  });
  const labels = rows.all(LABELS, over).flatMap(({ name, labels, key }): FreeText[] => {
    const own = name === null || String(key).includes(String(name)) ? [] : [String(name)];
    const values = Object.entries(JSON.parse(String(labels ?? "{}")) as { readonly [label: string]: string });
    return [
      ...own.map((text) => ({ what: "Name of a resource", text, where: `${SHEETS.population}, column Name` })),
      ...values.map(([label, value]) => ({
        what: "Label of a resource",
        text: `${label}=${value}`,
        where: `${SHEETS.population}, column Labels`,
      })),
    ];
  });
  return [...keys, ...labels];
}

const SOURCES = `select distinct principal from source where from_time <= :to and (to_time is null or to_time >= :from) order by principal`;

const ofSources = (rows: Rows, over: Over): FreeText[] =>
  rows
    .all(SOURCES, over)
    .flatMap(({ principal = null }) => said({ principal }, `${SHEETS.completeness}, line Read by`));

const ENDS = `select coalesce((select max(leaf) from seal where time < :from), (select min(leaf) from seal)) as first,
  coalesce((select min(leaf) from seal where time >= :to), (select max(leaf) from seal)) as last`;

/** From the seal before the first one that is handed over to the last. */
async function leavesOver({ store }: Ledger, rows: Rows, over: Over): Promise<ReadLeaf[]> {
  const ends = rows.get(ENDS, over);
  const leaves: ReadLeaf[] = [];
  if (typeof ends?.["first"] !== "number" || typeof ends["last"] !== "number") return leaves;
  for await (const leaf of leavesBack(store, ends["last"])) {
    if (leaf.index < ends["first"]) break;
    leaves.unshift(leaf);
  }
  return leaves;
}

/** Those that hold such texts. */
const KINDS = ["controls", "waivers", "boundary", "roster", "tests"] as const;

async function ofDocuments(ledger: Ledger, leaves: readonly ReadLeaf[]): Promise<FreeText[]> {
  const texts: FreeText[] = [];
  for (const kind of KINDS) {
    const named = leaves.flatMap(({ leaf }) => (leaf?.kind === "seal" ? [leaf.documents[kind] ?? null] : []));
    for (const digest of new Set(named))
      if (digest !== null) texts.push(...said(await ledger.document(kind, digest), documentKey(kind, digest)));
  }
  return texts;
}

/** All acts go along, up to the last seal that is handed over. */
async function ofActs({ store, id }: Ledger, leaves: readonly ReadLeaf[]): Promise<FreeText[]> {
  const last = leaves.findLast(({ leaf }) => leaf?.kind === "seal")?.leaf;
  const sealed = last?.kind === "seal" ? last.scopes.find(({ scope }) => scope === ACTS_SCOPE) : undefined;
  if (sealed === undefined) return [];
  return (await readActs(store, id)).flatMap(({ key, line, record: { gen, seq, body } }) =>
    gen < sealed.gen || (gen === sealed.gen && seq <= sealed.seq) ? said(body as Json, `${key}:${line}`) : [],
  );
}
