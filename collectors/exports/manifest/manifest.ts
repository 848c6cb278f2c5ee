// Reads `export.json`, beside the files it names: what was asked of which cloud, by whom, when, and how it ended.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseScope } from "../../../evidence-schema/keys/object-key.ts";
import { FORMAT_NAMES, type FormatName } from "./format-names.ts";
import { findJsonFault } from "../json/json-fault.ts";
import { InputError } from "../input-error.ts";
import { toInstant } from "../../instant.ts";
import { parseJsonValue } from "../../json-value.ts";
import { findEncodingFault, refuseOtherEncoding, withoutMark } from "../json/text-encoding.ts";

export const MANIFEST = "export.json";

const Instant = z.string().transform((text, context) => {
  const instant = toInstant(text);
  if (instant === null) context.addIssue({ code: "custom", message: "expected a timestamp like 2026-09-01T06:00:00Z" });
  return instant ?? "";
});

const Scope = z.string().refine(isScope, "expected <provider>/<id>");

// A plain name: a path could lead out of the directory.
const FileName = z.string().regex(/^(?!\.)[^/\\\p{Cc}]+$/u, "expected the name of a file beside this one");

const Export = z
  .strictObject({
    /** Unique in the manifest; the source that evidence names. */
    source: z.string().regex(/^[\w.-]+$/, "expected letters, digits, dot, dash and underscore"),
    format: z.enum(FORMAT_NAMES),
    scope: Scope,
    /** The command as it was run; evidence holds its digest. */
    command: z.string(),
    /** Who ran it, as the cloud names them; null where it did not say. */
    principal: z.string().nullable(),
    /**
     * For formats with a file per region: that region, and "global" if the recorder of AWS Config there is the one that
     * records IAM.
     */
    regions: z.array(z.string().min(1)).default([]),
    /** Types that were asked for, or that the recorder records. An export says nothing about resources of a type that is not here. */
    types: z.array(z.string().min(1)),
    /** As of when the file is true. */
    dataTime: Instant,
    startedAt: Instant,
    finishedAt: Instant,
    exitStatus: z.int().min(0).max(255),
    /** The text that the command printed to its error output where it failed. */
    error: z.string().nullable(),
    file: FileName.nullable(),
    /** Size of the file when it was written: the end mark of a format that has none. Null or left out where nobody looked. */
    bytes: z.int().min(0).nullable().default(null),
  })
  .refine((entry) => entry.exitStatus !== 0 || entry.file !== null, {
    path: ["file"],
    message: "expected a file where exitStatus is 0",
  });

const manifestOf = (isRegional: (format: FormatName) => boolean) => {
  const Regional = Export.refine((entry) => entry.regions.length > 0 === isRegional(entry.format), {
    path: ["regions"],
    message: "expected regions for a format that is one file a region and for no other",
  });
  return z.strictObject({ version: z.literal(1), exports: z.array(Regional) }).check((context) => {
    const seen = new Set<string>();
    for (const [index, { source }] of context.value.exports.entries()) {
      if (seen.has(source) || ["none", "tidemark"].includes(source)) {
        context.issues.push({
          code: "custom",
          path: ["exports", index, "source"],
          message: "expected a name of its own",
          input: source,
        });
      }
      seen.add(source);
    }
  });
};

export type ExportEntry = z.infer<typeof Export>;

/**
 * The exports in `directory`, or null where there is no manifest. Rejects with InputError that names the member.
 * `isRegional`: whether a format is one file a region.
 */
export async function readManifest(
  directory: string,
  isRegional: (format: FormatName) => boolean,
): Promise<readonly ExportEntry[] | null> {
  const bytes = await readIfThere(join(directory, MANIFEST));
  if (bytes === null) return null;
  const result = manifestOf(isRegional).safeParse(parse(bytes));
  if (result.success) return result.data.exports;
  throw refusal(result.error);
}

// The first issue alone, as place, what was found and what was expected.
function refusal(error: z.ZodError): InputError {
  const { path = [], message = "" } = error.issues[0] ?? {};
  const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  const [, expected, found] = /expected (.*?)(?:, received (.*))?$/s.exec(message) ?? [];
  const position = place === "" ? null : place.replace(/^\./, "");
  return new InputError(
    { file: MANIFEST, position },
    found ?? (expected === undefined ? message.toLowerCase() : "another value"),
    expected ?? "no member of that name",
    { cause: error },
  );
}

function parse(bytes: Buffer): unknown {
  refuseOtherEncoding(MANIFEST, bytes);
  const fault = findEncodingFault(bytes) ?? findJsonFault(bytes);
  if (fault !== null) {
    throw new InputError({ file: MANIFEST, position: `byte ${fault}` }, "bytes that are not JSON", "JSON in UTF-8");
  }
  try {
    return parseJsonValue(bytes.toString("utf8"));
  } catch (cause) {
    throw new InputError({ file: MANIFEST, position: `byte ${bytes.length}` }, "an early end", "JSON", { cause });
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return withoutMark(await readFile(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function isScope(text: string): boolean {
  try {
    parseScope(text);
    return true;
  } catch {
    return false;
  }
}
