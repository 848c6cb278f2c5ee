// People's acts: what they say of a failure, and which risks they accept and no longer accept.
import { appendActs } from "../../../../ledger/write/acts.ts";
import { recordWaivers } from "../../../../observation/plan/record-waivers.ts";
import type { Actor } from "./actor.ts";
import { openLedger } from "./run-options.ts";
import { tried } from "./tried.ts";

export const response: Actor = {
  name: "somebody answers a failure",
  rate: 0.12,
  async act(world) {
    const run = world.handRun("act");
    const body = { principal: "role/security", subject: "boxes-closed", about: null, text: run };
    await tried(world, run, async (process) =>
      appendActs(await openLedger(world, process), process.clock, run, [{ type: "response", body }]),
    );
  },
};

export const waivers: Actor = {
  name: "a waiver is given or ends",
  rate: 0.06,
  async act(world) {
    const { company } = world;
    company.waivers = company.waivers.length > 0 ? [] : [world.handRun("waiver")];
    const given = company.waivers.map((id) => ({
      id,
      risk: "it stays open",
      reason: "test",
      ticket: "T-1",
      requester: "CTO",
      approver: "CISO",
      from: "2026-09-01T00:00:00.000Z",
      until: "2026-10-01T00:00:00.000Z",
      match: { checks: ["boxes-closed"], resources: {} },
    }));
    await tried(world, "waivers", async (process) =>
      recordWaivers(await openLedger(world, process), process.clock, given, "role/security"),
    );
  },
};
