// Reads the one config file of a company: what is watched, with which checks, by which schedule.
import { mistakesIn } from "./mistakes/mistakes.ts";
import { configSchema, type Config, type ConfigInput } from "./schema.ts";

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
  const mistakes = mistakesIn(parsed.data);
  if (mistakes.length > 0) throw new ConfigError(mistakes.map((mistake) => `${file}: ${mistake}`).join("\n"));
  return parsed.data;
}
