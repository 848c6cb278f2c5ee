// Runs `tidemark respond`: records what management answers to a failure.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { refuseAnybody } from "../disclosure/refuse-named.ts";
import { EXIT, UsageError } from "../exit.ts";
import { namedFailure } from "../handover/named-failure.ts";
import { openRecording, recordAct } from "../handover/recording.ts";
import { refuseText } from "../handover/recorded-text.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { loadConfig } from "../places/load-config.ts";
import { openToRead } from "../places/open-store.ts";
import { withTables } from "../places/tables.ts";
import { printable } from "../printable.ts";
import { answering, NOTHING_SEALED } from "../query/answering.ts";

export const summary =
  "respond F-ID --text TEXT [--ticket TICKET]                 record management's response to a failure";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  text: { type: "string" },
  ticket: { type: "string" },
  scope: { type: "string" },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => respond(args, out));

async function respond(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { config } = await loadConfig(values.config);
  const text = refuseText("respond --text", values.text, config);
  const ticket = values.ticket === undefined ? null : refuseText("respond --ticket", values.ticket, config);
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  const failure = await withTables(home, ledger, ({ rows, basis }) => {
    if (basis === null) throw new UsageError(NOTHING_SEALED);
    if (basis.example) out.line(EXAMPLE_NOTICE);
    return namedFailure("respond", positionals, rows, values.scope);
  });
  const recording = await openRecording(values, ledger, config);
  if ("why" in recording)
    throw new UsageError(
      `respond: nothing can be recorded in this ledger, because ${recording.why}. Nothing was written. Run the command where the ledger has its writer`,
    );
  for (const [option, given] of [
    ["--text", text],
    ["--ticket", ticket],
  ] as const)
    if (given !== null) await refuseAnybody(`respond ${option}`, given, recording.home.names);
  const { id, scope, key, check, from, to, because, opened } = failure;
  const about = opened === null ? null : { scope, gen: opened.gen, seq: opened.seq, check };
  out.line(`${id}  ${check} on ${printable(key)} (${scope})`);
  out.line(`  ${because}`);
  out.line(`  from ${from} ${to === null ? "on, and still open" : `to ${to}`}`);
  const said = ticket === null ? text : `${text} (${ticket})`;
  const responses = (await readActs(ledger.store, ledger.id)).filter(
    ({ record }) => record.type === "response" && record.body["subject"] === id,
  );
  const newest = responses.at(-1)?.record;
  if (newest?.body["text"] === said) {
    out.line(`This response was recorded before, at ${newest.time}. Nothing was recorded again.`);
    out.result({ v: 1, failure: { id, scope, resource: key, check, from, to }, text: said, recorded: null });
    return EXIT.done;
  }
  const sealed = await recordAct(out, recording.home, "response", { subject: id, about, text: said });
  out.line("The response stands beside the failure in tidemark failures and in reports once it is sealed.");
  out.result({ v: 1, failure: { id, scope, resource: key, check, from, to }, text: said, recorded: sealed });
  return EXIT.done;
}
