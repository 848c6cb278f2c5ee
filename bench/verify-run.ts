// Verifies a ledger once, in a process of its own.
import { openToRead } from "../cli/places/open-store.ts";
import { verifyDirectory } from "../cli/verify/verify-directory.ts";
import { answer, request } from "./child.ts";

export type VerifyRequest = { readonly ledger: string; readonly from?: string; readonly to?: string };

const began = performance.now();
const { verdict, read, exit } = (await verifyDirectory(request<VerifyRequest>(), { open: openToRead })).report;
if (exit === 1) throw new Error(verdict);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
answer({ seconds, cpuSeconds: (user + system) / 1e6, ...read, verdict });
