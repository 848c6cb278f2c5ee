// Lists texts that people chose and that may name people: evidence keeps references of people, and takes such texts as they are.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { ReadAct } from "../../ledger/read/read-acts.ts";
import type { Stretch } from "../period/stretches.ts";
import { instant, type Rows } from "../tables/rows.ts";

/** A text, its kind, and the first place where it stands: a record, a document, or the scope of a resource. */
export type FreeText = { readonly what: string; readonly text: string; readonly where: string };

export type FreeTextFrom = {
  readonly rows: Rows;
  /** The time over which resources are looked at, in milliseconds since 1970. */
  readonly over: Stretch;
  readonly acts: readonly ReadAct[];
  /** Documents of the config, by their keys. */
  readonly documents: readonly { readonly key: string; readonly value: Json }[];
};

const NAMES = `select name as text, min(scope) as "where" from label
  where name is not null and name <> '' and from_time < :to and (to_time is null or to_time >= :from) group by name order by name`;
const LABELS = `select each.key || '=' || each.value as text, min(label.scope) as "where" from label, json_each(label.labels) as each
  where from_time < :to and (to_time is null or to_time >= :from) group by 1 order by 1`;

/** Each text of a kind once: names and labels of resources, then what acts say, then what the config says. */
export function freeTextOf({ rows, over, acts, documents }: FreeTextFrom): FreeText[] {
  const window = { from: instant(over.from), to: instant(over.to) };
  const told = (what: string, sql: string): FreeText[] =>
    rows.all(sql, window).map(({ text, where }) => ({ what, text: String(text), where: String(where) }));
  const all = [
    ...told("name of a resource", NAMES),
    ...told("label of a resource", LABELS),
    ...acts.flatMap(({ key, line, record: { type, body } }) => textsIn(type, body as Json, `${key}:${line}`)),
    ...documents.flatMap(({ key, value }) => textsIn("config", value, key)),
  ];
  const known = new Set<string>();
  return all.filter(({ what, text }) => {
    const id = `${what}\n${text}`;
    return !known.has(id) && known.add(id);
  });
}

/** Members that hold text of people, by name. */
const TEXTS: ReadonlySet<string> = new Set([
  "approver",
  "labels",
  "name",
  "owner",
  "principal",
  "purpose",
  "reason",
  "recipient",
  "requester",
  "risk",
  "seed",
  "statement",
  "subject",
  "text",
  "ticket",
]);

/** References of people and failures, and links of roles, name nobody by themselves. */
const REFERENCE = /^(?:person:[0-9a-f]{64}|F-[0-9a-f]+)$/;

function textsIn(of: string, value: Json, where: string, member = ""): FreeText[] {
  if (typeof value === "string")
    return value === "" || REFERENCE.test(value) ? [] : [{ what: `${of}: ${member}`, text: value, where }];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each) => textsIn(of, each, where, member));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if (member === "labels") return textsIn(of, each, where, member);
    if (typeof each === "object") return textsIn(of, each, where, name === "labels" ? name : "");
    return TEXTS.has(name) ? textsIn(of, each as Json, where, name) : [];
  });
}
