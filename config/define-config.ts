// The one config file of a company: what is watched, with which checks, by which schedule.
import { z } from "zod";
import { checks as allChecks } from "../checks/index.ts";
import { PROVIDERS } from "../evidence-schema/object-key.ts";
import { isTimestamp } from "../evidence-schema/timestamp.ts";

const text = z.string().min(1);
const instant = z
  .string()
  .refine(isTimestamp, "an RFC 3339 UTC instant with three decimals, such as 2026-09-01T00:00:00.000Z");
const watched = PROVIDERS.filter((provider) => provider !== "tidemark");
const scope = z
  .string()
  .regex(new RegExp(`^(?:${watched.join("|")})/.+$`), `<provider>/<id> with provider ${watched.join(", ")}`);

const enrolled = z.strictObject({
  scope,
  /** Regions of an AWS account; other providers answer for all regions at once. */
  regions: z.array(text).default([]),
});

const configSchema = z.strictObject({
  company: z.strictObject({
    /** Legal entity whose system is examined. */
    legalEntity: text,
    /** The system, as its description names it. */
    system: text,
  }),
  ledger: z.strictObject({
    /** Origin line of the log: a schema-less URL that is this ledger's alone. */
    origin: z.string().regex(/^[^\s+]+$/, "a schema-less URL without spaces or +"),
    mode: z.enum(["local", "trial", "compliance"]).default("local"),
    retentionDays: z.int().min(0).default(0),
  }),
  scopes: z.array(enrolled).min(1),
  excluded: z.array(z.strictObject({ scope, reason: text, approver: text })).default([]),
  /** Per check: parameters that differ from the defaults, or that it is not asked; either needs a reason. */
  checks: z
    .record(
      text,
      z.strictObject({
        enabled: z.boolean().default(true),
        parameters: z.record(z.string(), z.json()).default({}),
        reason: text,
      }),
    )
    .default({}),
  /** Labels (tags) that are kept with a resource; all others are dropped before anything is written. */
  labels: z.array(text).default([]),
  /** Null: runs by hand only, and no slot is ever due. */
  schedule: z
    .strictObject({
      everySeconds: z.int().min(60),
      from: instant,
      graceSeconds: z.int().min(0).default(3600),
      eventCadenceSeconds: z.int().min(0).default(3600),
    })
    .nullable()
    .default(null),
});

/** What a config file says; see the schema in this file for each member. */
export type ConfigInput = z.input<typeof configSchema>;
export type Config = z.output<typeof configSchema>;

/** A config that can't be used: where in it, and what was expected. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Declares a config, so that an editor knows its members. It is validated when it is read. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}

/** Validates what a config file exports. Throws ConfigError with every mistake on one line each. */
export function readConfig(value: unknown, file: string): Config {
  const parsed = configSchema.safeParse(value);
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues
        .map((issue) => `${file}: ${issue.path.map(String).join(".") || "the default export"}: ${issue.message}`)
        .join("\n"),
    );
  const mistakes = [...scopeMistakes(parsed.data), ...checkMistakes(parsed.data)];
  if (mistakes.length > 0) throw new ConfigError(mistakes.map((mistake) => `${file}: ${mistake}`).join("\n"));
  return parsed.data;
}

/** The form of a region's code; which regions there are changes every year. */
const AWS_REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;

function scopeMistakes({ scopes, excluded }: Config): string[] {
  const seen = new Set<string>();
  const twice = [...scopes, ...excluded].flatMap(({ scope: name }) => {
    if (seen.has(name)) return [`scopes: found ${name} twice, expected each scope once, enrolled or excluded`];
    seen.add(name);
    return [];
  });
  const regionless = scopes.flatMap(({ scope: name, regions }, i) =>
    name.startsWith("aws/") && regions.length === 0
      ? [`scopes.${i}.regions: found none for ${name}, expected the account's regions`]
      : [],
  );
  const unknown = scopes.flatMap(({ scope: name, regions }, i) =>
    regions.flatMap((region, j) =>
      name.startsWith("aws/") && !AWS_REGION.test(region)
        ? [`scopes.${i}.regions.${j}: found ${region}, expected a region such as eu-central-1`]
        : [],
    ),
  );
  return [...twice, ...regionless, ...unknown];
}

function checkMistakes({ checks }: Config): string[] {
  return Object.entries(checks).flatMap(([id, { parameters }]) => {
    const check = allChecks.find((each) => each.id === id);
    if (check === undefined)
      return [`checks.${id}: found no such check, expected one of ${allChecks.map((each) => each.id).join(", ")}`];
    const parsed = check.parameters.strict().safeParse(parameters);
    return parsed.success
      ? []
      : parsed.error.issues.map(
          (issue) => `checks.${id}.parameters.${issue.path.map(String).join(".")}: ${issue.message}`,
        );
  });
}
