// Reads a version of TLS that a resource of Azure may set.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { indeterminate, type Verdict } from "../../../kernel.ts";

/** An empty text, which Azure writes for a member that nobody set, is none. */
export const setText = (text: string | null | undefined): string | null => text || null;

/** The verdict on a setting, such as `minimumTlsVersion`, whose text names no version. */
export const unknownVersion = (property: string, facts: JsonObject): Verdict =>
  indeterminate(
    { code: "unexpected-shape", detail: `properties.${property} has a value that names no known version of TLS` },
    facts,
  );
