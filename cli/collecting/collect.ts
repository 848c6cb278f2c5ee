// Makes one run with the readers at hand: over the clouds as they are now, or over a directory of exports.
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { MANIFEST } from "../../collectors/exports/manifest/manifest.ts";
import { openExports } from "../../collectors/exports/reader.ts";
import type { Reader } from "../../collectors/port.ts";
import { configuredChecks } from "../../config/configured-checks.ts";
import { policyOf } from "../../config/policy.ts";
import { recordedScopes } from "../../config/members/scopes.ts";
import { isReadLive } from "../../config/live-clouds.ts";
import { livePlace } from "./live-place.ts";
import { unlistedScopes } from "./unlisted-scopes.ts";
import { joinedReader } from "./joined-reader.ts";
import type { Config } from "../../config/schema.ts";
import { observe, type RunResult } from "../../observation/run.ts";
import type { RunContext } from "../../observation/observe-scope.ts";
import { runOfSlot } from "../../observation/plan/slot.ts";
import code from "../../observation/code.json" with { type: "json" };
import { realClock } from "../clock.ts";
import type { OpenHome } from "../places/home.ts";
import { ownBy, runByHand } from "../places/own-by.ts";
import { withProgress } from "../progress.ts";

export type LiveResult = {
  readonly result: RunResult;
  /** The parts that the run could not look into, one line each. */
  readonly notes: readonly string[];
};

/** Makes one run over the scopes of the config that are read live, as they are now. */
export async function collectLive(
  collecting: Pick<Collecting, "home" | "config" | "slot" | "restarts" | "only">,
): Promise<LiveResult> {
  // Loaded where it is needed: the clouds' clients take a second.
  const { openLive } = await import("./open-live.ts");
  const { config } = collecting;
  const { reader, listed } = await openLive(config);
  const result = await collectBy({ ...collecting, reader, place: livePlace(config) });
  return { result, notes: unlistedScopes(listed).map((clause) => `${clause[0]?.toUpperCase()}${clause.slice(1)}`) };
}

export type Collecting = {
  readonly home: OpenHome;
  readonly config: Config;
  readonly directory: string;
  readonly slot: string | null;
  readonly restarts?: RunContext["restarts"];
  readonly only?: ReadonlySet<string>;
};

/** Makes one run over the exports in a directory, and live over the scopes of the config that have no exports there. */
export async function collectFrom({ directory, ...rest }: Collecting): Promise<RunResult> {
  return collectBy({ ...rest, reader: await withLive(await openExports(directory), rest), place: directory });
}

/** Where credentials are missing or a first call fails, scopes without exports are not read, and the run says why. */
async function withLive(exports: Reader, { config, only }: Omit<Collecting, "directory">): Promise<Reader> {
  const scopes = new Set(
    config.scopes
      .map(({ scope }) => scope)
      .filter((scope) => isReadLive(config, scope) && !exports.scopes.includes(scope) && (only?.has(scope) ?? true)),
  );
  if (scopes.size === 0) return exports;
  try {
    // Loaded where it is needed: the clouds' clients take a second.
    const { openLive } = await import("./open-live.ts");
    return joinedReader(exports, (await openLive(config)).reader, scopes);
  } catch (error) {
    if (!(error instanceof NoCredentials || error instanceof CallFailed)) throw error;
    const why = (scope: string): string | null =>
      scopes.has(scope) ? `${MANIFEST} lists no export of the scope, and ${error.message}` : null;
    return { ...exports, cannotRead: (scope) => why(scope) ?? exports.cannotRead?.(scope) ?? null };
  }
}

type CollectingBy = Omit<Collecting, "directory"> & { readonly reader: Reader; readonly place: string };

/** Makes one run with a reader. Names of people are written only once the run is sealed. */
async function collectBy({ home, config, reader, place, slot, restarts, only }: CollectingBy): Promise<RunResult> {
  const { ledger, signer, names } = home;
  const { schedule } = config;
  const result = await withProgress((show) => {
    show(`observing ${place}`);
    return observe({
      ledger,
      signer,
      clock: realClock,
      reader,
      checks: configuredChecks(config),
      labels: config.labels,
      ...recordedScopes(config, names.person),
      schedule: schedule === null ? null : { v: 1, kind: "schedule", ...schedule },
      policy: policyOf(config, names.person),
      by: ownBy(names),
      code,
      run: slot === null ? runByHand("manual") : runOfSlot(slot),
      slot,
      person: names.person,
      remember: names.remember,
      ...(restarts === undefined ? {} : { restarts }),
      ...(only === undefined ? {} : { only }),
    });
  });
  await names.flush();
  return result;
}
