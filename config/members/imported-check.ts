// Defines a check as a config names it: imported, so that a typo does not compile.
import { z } from "zod";
import { checks } from "../../checks/index.ts";
import type { Check } from "../../checks/check.ts";

export const ImportedCheck = z.custom<Check>(
  (value) => (checks as readonly unknown[]).includes(value),
  "expected a check that is imported from the folder checks",
);
