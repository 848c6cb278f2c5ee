// Decides whether a ledger is made of example data: its genesis says so, and every reader has to, before anything else.
import type { Genesis } from "../evidence-schema/log/log-schema.ts";

/** The member `example` stands only in the genesis of example data (FORMAT.md section 4). */
export const isExample = (genesis: Genesis): boolean => genesis["example"] === true;

export const EXAMPLE_NOTICE = "EXAMPLE DATA: this ledger is made of example data and is evidence of nothing real.";

/** Origins below this domain, which is reserved (RFC 2606), are nobody's: those of examples that were made as a whole. */
const MADE = "example.invalid/";

/** Decides whether a ledger tells an example that is complete: nothing is added to it. */
export const isCompleteExample = (genesis: Genesis): boolean => isExample(genesis) && genesis.origin.startsWith(MADE);
