// Writes a verification that failed as counts, an event and a mail.
import { EXAMPLE_NOTICE } from "../audit/example-data.ts";
import type { Json } from "../evidence-schema/bytes/canonical.ts";
import { canonicalLine } from "../evidence-schema/bytes/canonical.ts";
import { RULES } from "../evidence-schema/rules.ts";
import { sha256Hex } from "../evidence-schema/bytes/digest.ts";
import type { Report } from "../ledger/verify/report.ts";
import type { TidemarkEvent } from "./events/event-schema.ts";
import { ascii, type Mail } from "./mail/mail.ts";

/** Problems that are named; the rest is counted. */
const NAMED = 50;

/** Text about stray objects; it may stand beside another verdict. */
const STRAY_TOO =
  "The ledger also holds objects that no signature covers. Somebody who can write to the ledger put them there, and may " +
  "have removed a segment that was not sealed yet. Look in CloudTrail for who wrote the objects, and keep them. If an " +
  "object stops a scope from being observed, restart the scope (docs/runbook.md).";

/** Text for each verdict: its meaning, what may have happened, and what to do. */
const SAYS: { readonly [verdict in Exclude<Report["verdict"], "INTACT">]: string } = {
  BROKEN:
    "Evidence was changed or lost after it was written, or was never well formed. Change nothing in the ledger, verify the replica too, and follow docs/runbook.md.",
  INCOMPLETE:
    "Evidence that was due is missing, and cannot be made up later. Find out why the run did not happen (docs/runbook.md).",
  STRAY: `The signed evidence is intact. ${STRAY_TOO}`,
};

/** By metric: what a verification came to. Stray objects count beside another verdict too. */
export const verificationCounts = ({
  verdict,
  violations,
}: Pick<Report, "verdict" | "violations">): {
  readonly Broken: number;
  readonly Incomplete: number;
  readonly Stray: number;
} => ({
  Broken: verdict === "BROKEN" ? 1 : 0,
  Incomplete: verdict === "INCOMPLETE" ? 1 : 0,
  Stray: verdict === "STRAY" || violations.some(({ stray }) => stray === true) ? 1 : 0,
});

/** Sentences on the rules that FORMAT.md (section 10) leaves out of a window; none for a whole verification. */
export const notAskedIn = ({ isWindow }: { readonly isWindow: boolean }): string[] =>
  isWindow
    ? [
        `This verification read only this period. The rules C8 (${RULES.C8}) and L10 (${RULES.L10}) were checked among the runs of the period, not against runs before or after it.`,
        `Rule L7 (${RULES.L7}) was checked only in part. Whether a void leaf breaks a rule was not checked.`,
      ]
    : [];

/** Null where the verdict is INTACT. `notAsked`: what a reader must know of a period. */
export function verificationFailed(
  report: Report,
  {
    system,
    example,
    notAsked,
  }: { readonly system: string; readonly example: boolean; readonly notAsked: readonly string[] },
  place: string,
): { readonly event: TidemarkEvent; readonly mail: Mail } | null {
  const { verdict, asked, ledger, violations, missed } = report;
  if (verdict === "INTACT") return null;
  const named = violations.slice(0, NAMED).map(({ rule, object, expected, found, stray }) => ({
    rule,
    object,
    expected,
    found,
    ...(stray === true ? { stray } : {}),
  }));
  const detail = {
    verdict,
    asked: { ...asked },
    violations: named,
    missedSlots: missed.slice(0, NAMED).map((each) => ({ ...each })),
    notAsked: [...notAsked],
  };
  const id = sha256Hex(canonicalLine({ ledger, ...detail } as unknown as Json));
  const lines = [
    ...(example ? [EXAMPLE_NOTICE] : []),
    `${system}: the verdict on the ledger from ${asked.from} to ${asked.to} is ${verdict}.`,
    SAYS[verdict],
    ...(verdict !== "STRAY" && verificationCounts(report).Stray === 1 ? ["", STRAY_TOO] : []),
    "",
    ...named.map(
      ({ rule, object, expected, found, stray }) =>
        `  ${rule}  ${object}${stray === true ? " (stray)" : ""}: expected ${expected}, found ${found}`,
    ),
    ...(violations.length > NAMED ? [`  and ${violations.length - NAMED} more`] : []),
    ...(notAsked.length === 0 ? [] : ["", ...notAsked]),
    "",
    "To verify it yourself, with your own trust file:",
    `  npx tidemark verify --ledger ${place} --trust trust.txt`,
  ];
  return {
    event: {
      type: "Verification Failed",
      detail: { v: 1, ledger, system, example, id, says: SAYS[verdict], ...detail },
    },
    mail: {
      subject: ascii(`Tidemark ${example ? "EXAMPLE " : ""}${system}: ledger ${verdict}`).slice(0, 99),
      text: `${lines.join("\n")}\n`,
    },
  };
}
