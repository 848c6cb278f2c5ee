/** The shell script with which a company exports what this reader reads, for its own scopes. */
import { readFileSync } from "node:fs";
import { parseScope } from "../../evidence-schema/object-key.ts";
import { FORMATS } from "./formats.ts";
import { FORMAT_NAMES, type FormatName } from "./manifest.ts";

/** `regions` counts for AWS only; the first is the one whose recorder records IAM. */
export type ExportScope = { readonly scope: string; readonly regions: readonly string[] };

type Call = {
  readonly source: string;
  readonly types: readonly string[];
  readonly regions: readonly string[];
  readonly file: string;
  readonly command: string;
  readonly run: readonly string[];
};

/**
 * A POSIX shell script that writes the files and export.json for `types` of `scopes`; its first comment says what it needs.
 * `command` of an entry holds no times, so that two exports have one query digest. Throws RangeError on a scope whose id
 * is not of its cloud's form.
 */
export function exportCommands(scopes: readonly ExportScope[], types: readonly string[]): string {
  const functions = readFileSync(new URL("./export-functions.sh", import.meta.url), "utf8");
  const calls = scopes.flatMap((scope) => FORMAT_NAMES.flatMap((format) => exportsOf(scope, format, types)));
  return [functions, ...calls, "finish", ""].join("\n");
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
  return CALLS[format](id, asked, scope.regions)
    .filter((call) => call.types.length > 0)
    .map(({ source, types: of, regions, file, command, run }) =>
      ["export_file", source, format, scope.scope, JSON.stringify(regions), JSON.stringify(of), file, command, ...run]
        .map((word) => quote(word))
        .join(" "),
    );
}

const CALLS: Readonly<
  Record<FormatName, (id: string, types: readonly string[], regions: readonly string[]) => readonly Call[]>
> = {
  "aws-config-snapshot": (account, types, regions) =>
    regions.map((region, index) => {
      const covered = index === 0 ? [region, "global"] : [region];
      const entry = { regions: covered };
      const inRegion = types.filter((type) => FORMATS["aws-config-snapshot"].regions(entry, type).length > 0);
      const source = `aws-${account}-${region}`;
      const command = `aws configservice deliver-config-snapshot --region ${region} && aws s3 cp <delivered> -`;
      return {
        source,
        types: inRegion,
        regions: covered,
        file: `${source}.json.gz`,
        command,
        run: ["aws_config", account, region],
      };
    }),
  "aws-credential-report": (account, types) => {
    const source = `aws-${account}-credential-report`;
    const command = "aws iam generate-credential-report && aws iam get-credential-report";
    return [{ source, types, regions: [], file: `${source}.csv`, command, run: ["aws_credential_report", account] }];
  },
  "az-graph": (subscription, types) => {
    const source = `azure-${subscription}`;
    const list = types.filter((type) => type !== "microsoft.resources/subscriptions").map((type) => `'${type}'`);
    // The subscription's own row is what shows that the principal may read it.
    const own = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'";
    const query =
      list.length === 0
        ? `${own} | order by id asc`
        : `resources | where type in~ (${list.join(", ")}) | union (${own}) | order by id asc`;
    const command = `az graph query --subscriptions ${subscription} --graph-query "${query}" --first 1000`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["az_graph", subscription, query] }];
  },
  "gcloud-asset-list": (project, types) => {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}`;
    // The project's own asset is what shows that the principal may read it.
    const asked = [...new Set(["cloudresourcemanager.googleapis.com/Project", ...types])].join(",");
    const command = `gcloud asset list --project=<id of ${number}> --asset-types=${asked} --content-type=resource --snapshot-time=<ten minutes ago> --format=json`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["gcloud_assets", number, asked] }];
  },
  "entra-registration-details": (tenant, types) => {
    const source = `entra-${tenant}`;
    const command =
      "az rest --method get --url https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails";
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_registrations", tenant] }];
  },
  "workspace-users": (customer, types) => {
    const source = `workspace-${customer}`;
    const command = `curl https://admin.googleapis.com/admin/directory/v1/users?customer=${customer}&projection=basic`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["workspace_users", customer] }];
  },
};

/** One word of POSIX shell. */
function quote(word: string): string {
  return /^[\w./:@,=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
