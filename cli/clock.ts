// The machine's clock, at the edge.
import { setTimeout } from "node:timers/promises";
import type { Clock } from "../ledger/write/append.ts";

export const realClock: Clock = { now: () => Date.now(), wait: (ms) => setTimeout(ms) };
