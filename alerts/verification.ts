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

/** Text for each verdict: its meaning, what may have happened, and what to do. */
const SAYS: { readonly [verdict in Exclude<Report["verdict"], "INTACT">]: string } = {
  BROKEN: "Somebody changed what was written, or it was lost. Change nothing, and verify the replica too.",
  INCOMPLETE: "What was due is not there. It can't be made up for; see why the run did not come.",
  STRAY:
    "What is signed is intact; beside it lie objects that no signature covers. Whoever put them there could write to the " +
    "ledger, and a segment that was not sealed yet may have gone. See in CloudTrail who wrote them. Keep the objects; where " +
    "a scope can't be observed any more because of one, restart the scope. What to do is in docs/runbook.md.",
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
        `Only this period was read. That ${RULES.C8} (C8) and that ${RULES.L10} (L10) were asked within it, and not across it and what lies outside.`,
        `Whether void leaves break a rule (L7) was not asked.`,
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
    ...(verdict !== "STRAY" && verificationCounts(report).Stray === 1
      ? ["", `There are stray objects too. ${SAYS.STRAY}`]
      : []),
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
