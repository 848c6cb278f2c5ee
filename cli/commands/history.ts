// Runs `tidemark history RESOURCE`: prints everything that is recorded of one resource, in order.
import { parseArgs } from "node:util";
import { spanOptions } from "../times/span.ts";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { findResource, type Candidate } from "../../audit/timeline/find-resource.ts";
import { MeteredStore } from "../../audit/reading/metered-store.ts";
import type { Evidence } from "../../audit/reading/read-span.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import { resourceHistory } from "../../audit/timeline/resource-history.ts";
import { spellsOf } from "../../audit/timeline/spells.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import type { Period } from "../../audit/reading/sealed-span.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { openToRead } from "../places/open-store.ts";
import { answering, readLine } from "../query/answering.ts";
import { EXIT, UsageError } from "../exit.ts";
import { printHistory } from "../pages/history-page.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { namesBeside } from "../places/names-beside.ts";
import type { Output } from "../output.ts";
import { periodOf } from "../times/period.ts";
import { printable } from "../printable.ts";
import { withProgress, type Show } from "../progress.ts";
import { scopesOf, sealedScopes } from "../query/filter.ts";
import type { Names } from "../../audit/resource-name.ts";

export const summary =
  "history RESOURCE [--from TIME] [--to TIME]                 every record about one resource (key, name or end of key)";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...spanOptions,
  scope: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => history(args, out));

async function history(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [text = "", ...more] = positionals;
  if (text === "" || more.length > 0)
    throw new UsageError("history: expected exactly one resource, given by its key, its name or the end of its key");
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  const window = periodOf(values, ledger.genesis.created, formatTimestamp(Date.now()));
  const store = new MeteredStore(ledger.store);
  const log = await SealedLog.open(store);
  const evidence: Evidence = { store, ledger: ledger.id, log };
  const scopes = scopesOf(values.scope, sealedScopes(await log.newest()));
  const names = await namesBeside(home, ledger.genesis.salt);
  // Without --from nothing lies before: the chain is read from its first line, whenever that was written.
  const period: Period = { from: values.from === undefined ? null : window.from, includes: (time) => time < window.to };
  const { resource, history } = await withProgress(async (show) => {
    const found = await one(evidence, { period, text, names, scopes, show });
    return {
      resource: found,
      history: await resourceHistory(evidence, found, period, (time) => show(`reading ${time}`)),
    };
  });
  const newest = await log.newest();
  const example = isExample(ledger.genesis);
  if (example) out.line(EXAMPLE_NOTICE);
  out.line(`${printable(resource.name ?? resource.key)}\n  key    ${resource.key}\n  scope  ${resource.scope}`);
  out.line(`From ${period.from ?? "the beginning"} until ${window.to} (excluded), by the times of the records`);
  out.line();
  printHistory(out, history, await peopleNamed(names, [JSON.stringify(history)]));
  out.line(readLine(store.read));
  out.result({
    v: 1,
    example,
    resource: { ...resource },
    window: { from: period.from, to: window.to },
    sealed: newest === null ? null : { index: newest.index, time: newest.time },
    events: history.events,
    results: history.results.map(({ check, intervals }) => ({ check, intervals: spellsOf(intervals) })),
    read: store.read,
    verified: false,
  } as unknown as Json);
  return EXIT.done;
}

type Search = {
  readonly period: Period;
  readonly text: string;
  readonly names: Names;
  readonly scopes: ReadonlySet<string> | null;
  readonly show: Show;
};

const MAX_NAMED = 8;

async function one(evidence: Evidence, { period, text, names, scopes, show }: Search): Promise<Candidate> {
  const found = await findResource(evidence, period, text, (reference) => names.nameOf(reference), {
    ...(scopes === null ? {} : { scopes }),
    onSegment: (scope, time) => show(`looking for the resource in ${scope}, at ${time}`),
  });
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first === undefined)
    throw new UsageError(
      `history: the sealed records name no resource "${text}". Give its key, its name or the end of its key; tidemark query --json lists keys`,
    );
  const more = found.length > MAX_NAMED ? ` and ${found.length - MAX_NAMED} more` : "";
  const named = found.slice(0, MAX_NAMED).map(({ scope, key }) => `${key} in ${scope}`);
  throw new UsageError(
    `history: "${text}" names several resources (${named.join(", ")}${more}). Give a full key, or add --scope`,
  );
}
