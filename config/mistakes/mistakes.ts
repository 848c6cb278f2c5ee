// Finds mistakes that show only when members of a config are compared: where, what was found, what was expected.
import { checks as allChecks } from "../../checks/index.ts";
import type { Match } from "../../controls/match.ts";
import { controlMatrix } from "../members/control-matrix.ts";
import type { Config } from "../schema.ts";
import { deploymentMistakes } from "./deployment-mistakes.ts";
import { namedPeople } from "./named-people.ts";
import { writtenAs } from "../members/person-or-role.ts";
import { scopeMistakes } from "./scope-mistakes.ts";

/** The mistakes, one line each. */
export function mistakesIn(config: Config): string[] {
  return [
    ...scopeMistakes(config),
    ...checkEntries(config),
    ...idsTwice("controls", config.controls ?? []),
    ...idsTwice("waivers", config.waivers),
    ...controlsOfDisabledChecks(config),
    ...waivedChecks(config),
    ...namedPeople(config),
    ...exampleForYears(config),
    ...deploymentMistakes(config),
    ...matches(config).flatMap(([path, match]) => [
      ...unknownScopes(config, path, match),
      ...lostLabels(config, path, match),
    ]),
  ];
}

function checkEntries({ checks }: Config): string[] {
  return Object.entries(checks).flatMap(([id, { parameters }]) => {
    const check = allChecks.find((each) => each.id === id);
    if (check === undefined)
      return [`checks.${id}: found ${id}, expected one of ${allChecks.map((each) => each.id).join(", ")}`];
    const parsed = check.parameters.strict().safeParse(parameters);
    return parsed.success
      ? []
      : parsed.error.issues.map(
          (issue) => `${["checks", id, "parameters", ...issue.path].map(String).join(".")}: ${issue.message}`,
        );
  });
}

function idsTwice(member: string, entries: readonly { readonly id: string }[]): string[] {
  return entries.flatMap(({ id }, i) =>
    entries.findIndex((each) => each.id === id) === i
      ? []
      : [`${member}.${i}.id: found ${id} a second time, expected a unique id`],
  );
}

// A control that the company claims needs a check that is asked. (A default control without one is shown as not observed.)
function controlsOfDisabledChecks({ checks, controls }: Config): string[] {
  if (controls === undefined) return [];
  return controlMatrix(controls, writtenAs).flatMap(({ id, checks: mapped }, i) =>
    mapped.every(({ check }) => checks[check.id]?.enabled === false)
      ? [
          `controls.${i}.checks: every check of ${id} is disabled. Enable at least one of them in checks, or remove the control`,
        ]
      : [],
  );
}

function waivedChecks({ checks, waivers }: Config): string[] {
  return waivers.flatMap(({ checks: waived }, i) =>
    waived.flatMap(({ id }, j) =>
      checks[id]?.enabled === false
        ? [`waivers.${i}.checks.${j}: found ${id}, which is disabled, expected an enabled check`]
        : [],
    ),
  );
}

function matches({ boundary, owners, waivers }: Config): (readonly [path: string, match: Match])[] {
  return [
    ...boundary.rules.map(({ match }, i) => [`boundary.rules.${i}.match`, match] as const),
    ...owners.map(({ match }, i) => [`owners.${i}.match`, match] as const),
    ...waivers.map(({ resources }, i) => [`waivers.${i}.resources`, resources] as const),
  ];
}

// A rule that can match nothing is a mistake in a name: nobody would see it.
function unknownScopes({ scopes }: Config, path: string, match: Match): string[] {
  return (match.scopes ?? []).flatMap((name, i) => {
    const enrolled = scopes.some(({ scope }) =>
      name.endsWith("*") ? scope.startsWith(name.slice(0, -1)) : scope === name,
    );
    return enrolled
      ? []
      : [`${path}.scopes.${i}: found ${name}, expected an enrolled scope, or the beginning of one and *`];
  });
}

function lostLabels({ labels }: Config, path: string, match: Match): string[] {
  return Object.keys(match.labels ?? {}).flatMap((label) =>
    labels.includes(label)
      ? []
      : [
          `${path}.labels.${label}: found ${label}, expected a label that the member labels keeps (${labels.join(", ")})`,
        ],
  );
}

function exampleForYears({ ledger: { example, mode } }: Config): string[] {
  return example && mode === "compliance"
    ? [
        "ledger.example: found true, expected false with ledger.mode compliance (example data would be locked for years)",
      ]
    : [];
}
