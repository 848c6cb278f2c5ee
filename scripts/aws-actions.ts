// Lists what the sources of AWS declare, as data: infra and `tidemark doctor --policy` make policies of it without SDKs.
import { configSource } from "../collectors/aws/config/config-source.ts";
import { DIRECT_SOURCES } from "../collectors/aws/direct/sources.ts";
import {
  ASK_AGGREGATOR,
  LIST_ORGANIZATION,
  READ_BESIDE,
  SOURCE_ACTIONS,
  readPolicy,
  trustPolicy,
} from "../collectors/aws/actions.ts";
import type { AwsSource } from "../collectors/aws/source.ts";

/** `collectors/aws/action-list.json`. */
export function actionList(): string {
  const of = (lane: string, { name, types, calls }: AwsSource) => ({
    source: name,
    lane,
    types,
    actions: calls.map(({ action, per }) => ({ action, per: typeof per === "string" ? per : "resource" })),
  });
  return JSON.stringify([of("config", configSource), ...DIRECT_SOURCES.map((source) => of("direct", source))], null, 2);
}

const listed = (calls: readonly { readonly action: string }[], by = ", "): string =>
  calls.map(({ action }) => `\`${action}\``).join(by);

/** `docs/aws-permissions.md`. */
export function permissionsPage(): string {
  const rows = [configSource, ...DIRECT_SOURCES].map(({ name, types, calls }) => {
    const byReason = Map.groupBy(calls, ({ per }) => (typeof per === "string" ? null : per.resource));
    const each = [...byReason].flatMap(([reason, of]) =>
      reason === null ? [] : [of.length > 4 ? `${of.length} of them: ${reason}` : `${listed(of)}: ${reason}`],
    );
    return `| ${name} | ${types.length > 4 ? `${types.length} types that AWS Config records` : types.join("<br>")} | ${listed(calls, "<br>")} | ${each.join("<br>")} |`;
  });
  const all = [
    ...new Set([
      ...SOURCE_ACTIONS.flatMap(({ actions }) => actions.map(({ action }) => action)),
      ...READ_BESIDE.map(({ action }) => action),
    ]),
  ].toSorted();
  return `<!-- Made by npm run generate. -->

# AWS permissions

Each source declares its calls. This page and the policies are generated from those declarations. \`tidemark doctor --policy\` prints the policy for your config: the actions of the checks that are enabled, in the lane of your accounts, and with a \`deployment\` those that tell whether trails serve its alarms.

| source | types | actions | called once a resource, because |
|---|---|---|---|
${rows.join("\n")}

Beside the sources:

${READ_BESIDE.map(({ action, why }) => `- \`${action}\`: ${why}`).join("\n")}

\`sts:GetCallerIdentity\` needs no permission. Beside the role, the credentials at hand need \`sts:AssumeRole\` on it; where the config lists the organization \`${LIST_ORGANIZATION}\`, and where it names an aggregator of AWS Config ${ASK_AGGREGATOR.map((action) => `\`${action}\``).join(", ")}.

## The role's policy, both lanes

The role may not read data. The policy denies it, so that no other policy on the role can allow it.

\`\`\`json
${JSON.stringify(readPolicy(all), null, 2)}
\`\`\`

## The role's trust

\`\`\`json
${JSON.stringify(trustPolicy("arn:aws:iam::111122223333:role/TidemarkCollector", "an id of your own"), null, 2)}
\`\`\`
`;
}
