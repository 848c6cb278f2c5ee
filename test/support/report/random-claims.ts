// Draws what a company claims over time: controls, boundary and accepted risks, as documents and waivers of each run.
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { networkFlowLogsOn } from "../../../checks/logging/network-flow-logs-on/index.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf, type Policy } from "../../../config/policy.ts";
import type { Random } from "../model/simulation/random.ts";
import { BUCKET } from "./random-cloud.ts";

export const BUCKETS = ["a", "b", "c", "d", "e"] as const;

const LIMITS = ["PT0H", "PT6H", "PT12H", "P1D", "P2D", "P3D"] as const;

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

type Claims = {
  readonly controls: readonly Readonly<Record<string, unknown>>[];
  readonly boundary: unknown;
  readonly waivers: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly staleAfter: string;
};

/** Claims that change every now and then. Times are milliseconds since 1970. */
export class RandomClaims {
  readonly #random: Random;
  readonly #scopes: readonly string[];
  readonly #begin: number;
  readonly #days: number;
  #claims: Claims;
  #waivers = 0;

  constructor(random: Random, scopes: readonly string[], begin: number, days: number) {
    this.#random = random;
    this.#scopes = scopes;
    this.#begin = begin;
    this.#days = days;
    const staleAfter = random.pick(["P1D", "P2D", "P7D"]);
    this.#claims = { controls: this.#controls(), boundary: this.#boundary(), waivers: [], staleAfter };
  }

  /** What is claimed from now on. */
  next(): Policy {
    const random = this.#random;
    if (random.chance(0.08)) this.#claims = { ...this.#claims, controls: this.#controls() };
    if (random.chance(0.1)) this.#claims = { ...this.#claims, boundary: this.#boundary() };
    if (random.chance(0.2)) {
      const waiver = this.#waiver();
      // Now and then one is written anew, under the id of one before.
      const others = this.#claims.waivers.filter(({ id }) => id !== waiver.id);
      this.#claims = { ...this.#claims, waivers: [...others, waiver] };
    }
    if (random.chance(0.04)) this.#claims = { ...this.#claims, waivers: this.#claims.waivers.slice(1) };
    const config = {
      company: { legalEntity: "Example GmbH", system: "Example" },
      ledger: { origin: "example.test/tidemark" },
      scopes: this.#scopes.map((scope) => ({ scope, regions: ["eu-central-1"] })),
      labels: ["env"],
      ...this.#claims,
    };
    return policyOf(readConfig(config, "random.ts"), () => "person:none");
  }

  #controls(): Claims["controls"] {
    const random = this.#random;
    const mapped = {
      buckets: { check: objectStorageEncryptedAtRest, reason: "It shows whether the bucket is encrypted." },
      network: { check: networkFlowLogsOn, reason: "It shows whether flow logs are on." },
    };
    const control = (id: string, checks: readonly unknown[]): Readonly<Record<string, unknown>> => ({
      id,
      statement: `As ${id} says.`,
      criteria: ["CC6.1"],
      owner: { role: "Security lead" },
      checks,
      correctWithin: random.pick(LIMITS),
      ...random.pick([{}, {}, {}, {}, { from: this.#someDay() }, { until: this.#someDay() }]),
    });
    const all = [control("C-BUCKETS", [mapped.buckets]), control("C-NET", [mapped.network])];
    if (random.chance(0.6))
      all.push(control("C-ALL", random.chance(0.8) ? [mapped.buckets, mapped.network] : [mapped.network]));
    if (random.chance(0.3)) all.push(control("C-OTHER", [mapped.buckets]));
    return random.chance(0.1) ? all.slice(1) : all;
  }

  #boundary(): unknown {
    const random = this.#random;
    const reason = "As drawn.";
    const rules = [
      { match: { resources: [random.pick(BUCKETS), random.pick(BUCKETS)] }, place: "sandbox", reason },
      { match: { labels: { env: ["test"] } }, place: "out", reason },
      { match: { scopes: [random.pick(this.#scopes)], types: [BUCKET] }, place: "out", reason },
      { match: { scopes: [random.pick(this.#scopes)] }, place: "supporting", reason },
      { match: { resources: ["a*"] }, place: "production", reason },
    ].filter(() => random.chance(0.25));
    return { rules, otherwise: random.chance(0.1) ? "sandbox" : "production" };
  }

  #waiver(): Claims["waivers"][number] {
    const random = this.#random;
    const from = this.#someDay();
    const until = day(Date.parse(from) + random.between(0, 8) * 86_400_000);
    const isAgain = this.#waivers > 0 && random.chance(0.2);
    if (!isAgain) this.#waivers += 1;
    return {
      id: `W-${isAgain ? 1 : this.#waivers}`,
      checks: random.pick([[objectStorageEncryptedAtRest], [networkFlowLogsOn]]),
      resources: random.pick([{ resources: [random.pick(BUCKETS)] }, { scopes: [random.pick(this.#scopes)] }]),
      risk: "Data is readable.",
      reason: "As drawn.",
      ticket: "SEC-1",
      requester: { role: "Platform team" },
      approver: { role: "Security lead" },
      from,
      until,
    };
  }

  #someDay(): string {
    return day(this.#begin + this.#random.between(-2, this.#days) * 86_400_000);
  }
}
