// Reads what a bundle says of itself: of which ledger and window it is, and up to which checkpoint.
import { z } from "zod";
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { UsageError } from "../exit.ts";

/** The file in a bundle that says what the bundle is. */
export const MANIFEST = "export-manifest.json";

const VERSION = 1;

const isInstant = (text: string): boolean => {
  try {
    parseTimestamp(text);
    return true;
  } catch {
    return false;
  }
};
const instant = z.string().refine(isInstant, "expected an instant");
const digest = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hex digits");

/** The members that are relied on here; others are passed over. */
const Manifest = z.object({
  v: z.literal(VERSION),
  kind: z.literal("tidemark-bundle"),
  ledger: digest,
  example: z.literal(true).optional(),
  window: z.object({ from: instant, to: instant, zone: z.string().min(1), soFar: z.boolean() }),
  evidence: z.object({
    from: instant,
    to: instant,
    firstSeal: z.int().min(0),
    size: z.int().min(1),
    root: digest,
  }),
});
export type Manifest = z.output<typeof Manifest>;

/** `path`: of the bundle, for messages. Throws UsageError where the text is no manifest, or of a version that this one can't read. */
export function readManifest(path: string, text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${path}: ${MANIFEST} is no JSON. ${AGAIN}`);
  }
  const { kind, v } = (value ?? {}) as { readonly kind?: unknown; readonly v?: unknown };
  if (kind === "tidemark-bundle" && v !== VERSION)
    throw new UsageError(
      `${path}: ${MANIFEST} has version ${JSON.stringify(v) ?? "nothing"}, expected ${VERSION}. Make the bundle again with this version of Tidemark`,
    );
  const { data, error } = Manifest.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (data === undefined)
    throw new UsageError(
      `${path}: ${MANIFEST} is wrong at ${issue?.path.join(".") || "its top"}: ${issue?.message ?? "it has another form"}. ${AGAIN}`,
    );
  if (data.window.from >= data.window.to)
    throw new UsageError(
      `${path}: ${MANIFEST} has a window from ${data.window.from} to ${data.window.to}, expected an end after its begin. ${AGAIN}`,
    );
  const { window, evidence } = data;
  if ((window.from < evidence.from && evidence.firstSeal !== 0) || (window.to > evidence.to && !window.soFar))
    throw new UsageError(
      `${path}: ${MANIFEST} has a window from ${window.from} to ${window.to}, and evidence from ${evidence.from} to ${evidence.to}, expected evidence that reaches over it. ${AGAIN}`,
    );
  return data;
}

const AGAIN = "Take the bundle as tidemark bundle wrote it, or make it again. Nothing was written";
