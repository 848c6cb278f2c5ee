// Makes the file that says which ledger and window a bundle is of: without clock, path or person, so that the same asked gives the same bytes.
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Verdict } from "../../../ledger/verify/report.ts";
import { countsOf } from "../../report/facts/counts.ts";
import type { Report } from "../../report/report.ts";
import { instant } from "../../tables/rows.ts";
import type { EvidenceWindow } from "./evidence-window.ts";

export const MANIFEST = "export-manifest.json";

/** The evidence of a bundle, as a verifier of the window finds it. */
export type SealedEvidence = {
  readonly window: EvidenceWindow;
  /** The tree up to the last seal: its number of leaves, and its root in hex. */
  readonly size: number;
  readonly root: string;
  readonly verdict: Verdict;
};

export type Software = { readonly name: string; readonly version: string; readonly code: string };

/** The command that makes the same bundle of the same ledger; `--ledger` and `--out` are left to whoever runs it. */
export function bundleCommand({ window }: Pick<Report, "window">): string {
  const [from, to] = [instant(window.from), instant(window.soFar ? window.until : window.to)];
  return `tidemark bundle --from ${from} --to ${to} --time-zone ${window.zone}`;
}

/** Canonical JSON with a line feed. */
export function bundleManifest(report: Report, { window, size, root, verdict }: SealedEvidence, software: Software) {
  const { entity, ledger, mode, example } = report;
  const { from, to, zone, soFar } = report.window;
  const value: Json = {
    v: 1,
    kind: "tidemark-bundle",
    ledger,
    ...entity,
    mode,
    ...(example ? { example } : {}),
    window: { from: instant(from), to: instant(to), zone, soFar },
    evidence: {
      from: window.from,
      to: window.to,
      firstSeal: window.firstSeal,
      lastSeal: window.lastSeal,
      size,
      root,
    },
    verdict,
    counts: { ...countsOf(report) },
    software: { ...software },
    command: bundleCommand(report),
  };
  return canonicalLine(value);
}
