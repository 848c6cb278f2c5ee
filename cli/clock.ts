// Reads the machine's clock, at the edge: inner code takes a clock as an argument.
import { setTimeout } from "node:timers/promises";
import type { Clock } from "../ledger/write/append.ts";

export const realClock: Clock = { now: () => Date.now(), wait: (ms) => setTimeout(ms) };
