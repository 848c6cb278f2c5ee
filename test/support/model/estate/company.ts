// What the company has configured: who is watched, who is left out and why, by which tests, and when. People change it.
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Schedule } from "../../../../evidence-schema/documents/document-schema.ts";
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import type { ExcludedScope } from "../../../../config/roster-document.ts";
import type { By } from "../../../../evidence-schema/record/record.ts";
import type { WatchedScope } from "../../../../observation/plan/roster.ts";
import type { Random } from "../simulation/random.ts";
import { ASKING, type Asking } from "./checks.ts";

export const SCOPES = ["azure/s1", "azure/s2", "azure/s3", "entra/t1"] as const;

/** A config as it was deployed: a process has one for as long as it lives. */
export type Deployed = Asking & {
  readonly scopes: readonly WatchedScope[];
  readonly excluded: readonly ExcludedScope[];
  readonly schedule: Schedule;
  readonly code: Json;
  readonly by: By;
};

const REGIONS: Readonly<Record<string, readonly string[]>> = {
  "azure/s1": ["west"],
  "azure/s2": ["east"],
  "azure/s3": ["west"],
  "entra/t1": [],
};

const CODE = { v: 1, kind: "code", sources: [] };

/** Each slot of the model is an hour after the one before, or two. */
export const scheduleOf = (everySeconds: number, graceSeconds: number): Schedule => ({
  v: 1,
  kind: "schedule",
  everySeconds,
  from: "2026-09-01T07:00:00.000Z",
  graceSeconds,
  eventCadenceSeconds: 300,
});

export class Company {
  readonly enrolled: Set<string>;
  readonly excluded = new Map<string, string>();
  asking = 0;
  everySeconds = 3600;
  graceSeconds = 600;
  waivers: readonly string[] = [];

  constructor(random: Random) {
    this.enrolled = new Set(["azure/s1", ...random.some(SCOPES.slice(1), 0.4)]);
  }

  /** The config as it is now. */
  deployed(): Deployed {
    const asking = ASKING[this.asking] as Asking;
    return {
      ...asking,
      scopes: [...this.enrolled]
        .sort()
        .map((scope) => ({ scope, name: null, regions: REGIONS[scope] ?? [], leftOut: [] })),
      excluded: [...this.excluded].map(([scope, reason]) => ({ scope, reason, approver: "CISO" })),
      schedule: scheduleOf(this.everySeconds, this.graceSeconds),
      code: CODE,
      by: { principal: "role/tidemark", software: "tidemark 0.0.0", code: sha256Hex(canonicalLine(CODE)) },
    };
  }
}
