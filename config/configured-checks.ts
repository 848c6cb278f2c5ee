// Lists the checks in force under a config, each with all its parameters: defaults where the config says nothing.
import { checks as allChecks } from "../checks/index.ts";
import type { Check } from "../checks/check.ts";
import type { JsonObject } from "../evidence-schema/record/record.ts";
import type { Config } from "./schema.ts";

export type Configured = { readonly check: Check; readonly parameters: JsonObject };

export function configuredChecks(config: Config): Configured[] {
  return allChecks
    .filter(({ id }) => config.checks[id]?.enabled !== false)
    .map((check) => ({
      check,
      parameters: check.parameters.parse(config.checks[check.id]?.parameters ?? {}) as JsonObject,
    }));
}
