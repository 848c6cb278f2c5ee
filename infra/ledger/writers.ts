// Lists who writes which part of the ledger: the bucket's policy refuses all others, and each role is allowed no more.
import { PROVIDERS } from "../../evidence-schema/keys/object-key.ts";
import type { Actor } from "../names.ts";

/** Providers whose records the assessing function writes: the chain of acts is not its own. */
const ASSESSED = PROVIDERS.filter((provider) => provider !== "tidemark");

/** Kinds of documents that a run is made under, and that its plan names. */
const PLANNED = ["tests", "controls", "waivers", "boundary", "schedule", "roster", "code"] as const;

/** A part of the ledger: prefixes, or the keys of single objects, and the actors that write them. */
export type Part = {
  /** In the policy's statement, `Only<name>`. */
  readonly name: string;
  readonly keys: readonly string[];
  readonly writers: readonly Actor[];
};

/** Parts don't overlap, and nothing is written outside of them. */
export const PARTS: readonly Part[] = [
  { name: "Genesis", keys: ["genesis.json"], writers: ["operator"] },
  { name: "Documents", keys: PLANNED.map((kind) => `documents/${kind}/*`), writers: ["plan-run", "operator"] },
  { name: "Acts", keys: ["records/provider=tidemark/*"], writers: ["plan-run", "operator"] },
  {
    name: "Records",
    keys: ["documents/queries/*", ...ASSESSED.map((provider) => `records/provider=${provider}/*`)],
    writers: ["assess-scope"],
  },
  { name: "Log", keys: ["log/*"], writers: ["seal-run"] },
];

/** The prefixes and keys that an actor writes. */
export const keysOf = (actor: Actor): string[] =>
  PARTS.filter(({ writers }) => writers.includes(actor)).flatMap(({ keys }) => keys);
