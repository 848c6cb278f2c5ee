// Defines a check: the state that it asks for, why, how a failure is put right, and its evaluators.
import type { z } from "zod";
import { CLOUDS, type Cloud } from "./clouds.ts";
import type { Evaluator, Provider } from "./kernel.ts";

/** From least to most urgent. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Each is a folder of checks. */
export const DOMAINS = ["encryption", "identity", "logging", "network", "resilience"] as const;
export type Domain = (typeof DOMAINS)[number];

/** Official page a statement rests on. */
export type Reference = { readonly title: string; readonly url: string };

/** How a failure is put right in one cloud. Names of the company's own things are in capitals. */
export type Remedy = {
  /** The change, in sentences. */
  readonly change: string;
  /** Ways through the cloud's console, each from the service on: parts are joined by " > ". */
  readonly console: readonly string[];
  /** Commands of the cloud's own command line. Empty where none does it, as where a person registers a second factor. */
  readonly commands: readonly string[];
  /** Where one attribute of a Terraform resource settles it: `resource.attribute = value`. */
  readonly terraform: readonly string[];
};

export type Check = {
  /** States the good state; never reused. */
  readonly id: string;
  /** Rises when the same configuration could get a different verdict. */
  readonly version: number;
  readonly domain: Domain;
  readonly title: string;
  readonly requirement: string;
  readonly rationale: string;
  /** For each cloud that has an evaluator. */
  readonly remediation: { readonly [cloud in Cloud]?: Remedy };
  /** For each cloud that has none: the reason, in sentences. */
  readonly unavailableIn?: { readonly [cloud in Cloud]?: string };
  /** Text for the limits of the check: what a pass does not prove. The text is printed beside results. */
  readonly limits: string;
  readonly severity: Severity;
  /** Every parameter has a default; config may loosen one only with a reason. */
  readonly parameters: z.ZodObject;
  readonly references: readonly Reference[];
  readonly evaluators: readonly Evaluator[];
};

export function defineCheck(declared: Check): Check {
  return declared;
}

const providersOf = (cloud: Cloud): readonly Provider[] => CLOUDS.find((each) => each.cloud === cloud)?.providers ?? [];

/** The cloud whose accounts or directory a provider has; null for what is no provider of a cloud. */
export const cloudOfProvider = (provider: string): Cloud | null =>
  CLOUDS.find(({ providers }) => (providers as readonly string[]).includes(provider))?.cloud ?? null;

/** The types that a check judges in one cloud, sorted. */
export function typesOf({ evaluators }: Pick<Check, "evaluators">, cloud: Cloud): string[] {
  return evaluators
    .filter(({ provider }) => providersOf(cloud).includes(provider))
    .map(({ resourceType }) => resourceType)
    .sort();
}
