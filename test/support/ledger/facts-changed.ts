// Tells for each record of a ledger how the facts of its findings differ from those before, by reading every line forwards.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";

type Facts = Readonly<Record<string, unknown>>;
type Told = { readonly check: string; readonly facts: Facts };
type Line = {
  readonly type: string;
  readonly body: {
    readonly key?: string;
    readonly incarnation?: string;
    readonly finding?: Told;
    readonly findings?: readonly Told[];
  };
};

/** By `<object>:<line> <check>`; null where nothing was known of the resource before. Of ledgers without restarts. */
export function factsChanged(ledger: string): ReadonlyMap<string, string | null> {
  const changed = new Map<string, string | null>();
  const files = readdirSync(join(ledger, "records"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const last = new Map<string, { readonly incarnation: string; readonly facts: Facts }>();
  for (const file of files) {
    const scope = file.slice(0, file.lastIndexOf("gen="));
    const object = relative(ledger, file);
    const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
    for (const [at, text] of lines.entries()) {
      const { type, body } = JSON.parse(text) as Line;
      const told = type === "finding" ? [body.finding] : type === "observation" ? (body.findings ?? []) : [];
      for (const each of told) {
        if (each === undefined) continue;
        const item = JSON.stringify([scope, body.key, each.check]);
        const before = last.get(item);
        const isSame = before !== undefined && before.incarnation === body.incarnation;
        changed.set(`${object}:${at + 1} ${each.check}`, isSame ? between(before.facts, each.facts) : null);
        last.set(item, { incarnation: body.incarnation ?? "", facts: each.facts });
      }
    }
  }
  return changed;
}

function between(before: Facts, after: Facts): string {
  const said = (facts: Facts, name: string): string => {
    if (!(name in facts)) return "not told";
    const value = facts[name];
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  const lines: string[] = [];
  for (const name of [...Object.keys(before), ...Object.keys(after)].sort())
    if (said(before, name) !== said(after, name)) lines.push(`${name}: ${said(before, name)} -> ${said(after, name)}`);
  return [...new Set(lines)].join("\n");
}
