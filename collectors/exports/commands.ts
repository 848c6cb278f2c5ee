// Writes the shell script with which a company exports what this reader reads, for its own scopes.
import { readFileSync } from "node:fs";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { FORMATS } from "./formats/formats.ts";
import { FORMAT_NAMES, type FormatName } from "./manifest/format-names.ts";

/** `regions` counts for AWS only; the first is the one whose recorder records IAM. */
export type ExportScope = { readonly scope: string; readonly regions: readonly string[] };

/** How AWS Config is read: by the snapshots it delivers, or by its queries where it delivers none. */
export type ConfigBy = "snapshot" | "select";

const OTHER: Readonly<Record<ConfigBy, FormatName>> = {
  snapshot: "aws-config-select",
  select: "aws-config-snapshot",
};

/** Files of shell functions; the frame comes first. */
const PARTS = ["frame", "aws", "azure", "gcp"] as const;

/**
 * A POSIX shell script that writes the files and export.json for `types` of `scopes`; its first comment says what it needs.
 * `command` of an entry holds no times, so that two exports have one query digest. Throws RangeError on a scope whose id
 * is not of its cloud's form.
 */
export function exportCommands(
  scopes: readonly ExportScope[],
  types: readonly string[],
  configBy: ConfigBy = "snapshot",
): string {
  const functions = PARTS.map((part) => readFileSync(new URL(`./export-script/${part}.sh`, import.meta.url), "utf8"));
  const formats = FORMAT_NAMES.filter((format) => format !== OTHER[configBy]);
  const calls = scopes.flatMap((scope) => formats.flatMap((format) => exportsOf(scope, format, types)));
  return [...functions, ...calls, "finish", ""].join("\n");
}

function exportsOf(scope: ExportScope, format: FormatName, types: readonly string[]): string[] {
  const { provider, id } = parseScope(scope.scope);
  const asked = FORMATS[format].types.filter((type) => types.includes(type));
  if (FORMATS[format].provider !== provider || asked.length === 0) return [];
  if (!FORMATS[format].scopeId.test(id)) {
    throw new RangeError(
      `found scope ${JSON.stringify(scope.scope)}, expected ${provider}/ and ${String(FORMATS[format].scopeId)}`,
    );
  }
  return FORMATS[format]
    .exports(id, asked, scope.regions)
    .filter((call) => call.types.length > 0)
    .map(({ source, types: of, regions, file, command, run }) =>
      ["export_file", source, format, scope.scope, JSON.stringify(regions), JSON.stringify(of), file, command, ...run]
        .map((word) => quote(word))
        .join(" "),
    );
}

/** Makes one word of POSIX shell. */
function quote(word: string): string {
  return /^[\w./:@,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
