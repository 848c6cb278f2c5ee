// A verification that failed, as an event and as a mail: the ledger is not what it was, or not all that was due is there.
import { EXAMPLE_NOTICE } from "../audit/example-data.ts";
import type { Json } from "../evidence-schema/canonical.ts";
import { canonicalLine } from "../evidence-schema/canonical.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import type { Report } from "../ledger/verify/report.ts";
import type { TidemarkEvent } from "./event-schema.ts";
import { ascii, type Mail } from "./mail.ts";

/** Problems that are named; the rest is counted. */
const NAMED = 50;

/** Null where the verdict is INTACT. */
export function verificationFailed(
  report: Report,
  { system, example }: { readonly system: string; readonly example: boolean },
  place: string,
): { readonly event: TidemarkEvent; readonly mail: Mail } | null {
  const { verdict, asked, ledger, problems, missedSlots } = report;
  if (verdict === "INTACT") return null;
  const named = problems
    .slice(0, NAMED)
    .map(({ rule, object, expected, found }) => ({ rule, object, expected, found }));
  const told = { verdict, asked: { ...asked }, problems: named, missedSlots: missedSlots.slice(0, NAMED) };
  const id = sha256Hex(canonicalLine({ ledger, ...told } as unknown as Json));
  const lines = [
    ...(example ? [EXAMPLE_NOTICE] : []),
    `${system}: the ledger is ${verdict} from ${asked.from} to ${asked.to}.`,
    "",
    ...named.map(({ rule, object, expected, found }) => `  ${rule}  ${object}: expected ${expected}, found ${found}`),
    ...(problems.length > NAMED ? [`  and ${problems.length - NAMED} more`] : []),
    "",
    verdict === "BROKEN"
      ? "Somebody changed what was written, or it was lost. Change nothing; verify from the replica, and with your own trust file:"
      : "What was due is not there. It can't be made up for; see why the run did not come:",
    `  npx tidemark verify --ledger ${place} --trust trust.txt`,
  ];
  return {
    event: { type: "Verification Failed", detail: { v: 1, ledger, system, example, id, ...told } },
    mail: {
      subject: ascii(`Tidemark ${example ? "EXAMPLE " : ""}${system}: ledger ${verdict}`).slice(0, 99),
      text: `${lines.join("\n")}\n`,
    },
  };
}
