// Writes the news of a change of the log itself, its keys or its end, for everybody:
// a verification would tell it too late.
import { EXAMPLE_NOTICE, isExample } from "../audit/example-data.ts";
import type { EndLeaf, KeyLeaf } from "../evidence-schema/log/log-schema.ts";
import { checkpointLines, checkpointWith } from "./checkpoint.ts";
import type { TidemarkEvent } from "./events/event-schema.ts";
import { sealedBy, type LedgerOfNews } from "./events/events.ts";
import { ascii, type Mail } from "./mail/mail.ts";

type Notice = { readonly event: TidemarkEvent; readonly mail: Mail };

/** The event and the mail for a signed key or end leaf. */
export function logChanged(leaf: KeyLeaf | EndLeaf, teller: Pick<LedgerOfNews, "ledger" | "genesis">): Notice {
  return leaf.kind === "key" ? keysChanged(leaf, teller) : ledgerEnded(leaf, teller);
}

function keysChanged(leaf: KeyLeaf, teller: Pick<LedgerOfNews, "ledger" | "genesis">): Notice {
  const { add, retire, reason } = leaf;
  const lines = [
    ...(add === null ? [] : [`  added    ${add}`]),
    ...(retire === null ? [] : [`  retired  ${retire}`]),
    `  reason   ${reason}`,
    "",
    "A holder of a signing key of the log made this change. If it was nobody in your company, somebody else has the key. Then",
    "keep this mail, tell the auditor and follow docs/runbook.md. A verifier needs a trust file that names every key of the log.",
  ];
  const what = add === null ? "signing key retired" : "signing key added";
  return {
    event: { type: "Keys Changed", detail: { ...sealedBy(leaf, teller), add, retire, reason } },
    mail: mailOf(leaf, teller, what, lines),
  };
}

function ledgerEnded(leaf: EndLeaf, teller: Pick<LedgerOfNews, "ledger" | "genesis">): Notice {
  const { successor, reason } = leaf;
  const lines = [
    `  successor  ${successor ?? "none"}`,
    `  reason     ${reason}`,
    "",
    "Nothing can be added to this ledger any more. Keep the ledger and its trust file as long as somebody may ask about its period.",
  ];
  return {
    event: { type: "Ledger Ended", detail: { ...sealedBy(leaf, teller), successor, reason } },
    mail: mailOf(leaf, teller, "ledger ended", lines),
  };
}

function mailOf(
  leaf: KeyLeaf | EndLeaf,
  { ledger, genesis }: Pick<LedgerOfNews, "ledger" | "genesis">,
  what: string,
  lines: readonly string[],
): Mail {
  const example = isExample(genesis);
  const text = [
    ...(example ? [EXAMPLE_NOTICE] : []),
    `${genesis.system}: ${what}, entry ${leaf.index} of the log of ledger ${ledger}, at ${leaf.time}.`,
    ...lines,
    "",
    ...checkpointLines(checkpointWith(leaf)),
  ];
  return {
    subject: ascii(`Tidemark ${example ? "EXAMPLE " : ""}${genesis.system}: ${what}`).slice(0, 99),
    text: `${text.join("\n")}\n`,
  };
}
