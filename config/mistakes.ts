// Mistakes that show only when members of a config are held against each other: where, what was found, what was expected.
import { checks as allChecks } from "../checks/index.ts";
import type { Match } from "../controls/match.ts";
import { controlMatrix } from "./control-matrix.ts";
import type { Config } from "./define-config.ts";
import { deploymentMistakes } from "./deployment-mistakes.ts";

/** One line each. */
export function mistakesIn(config: Config): string[] {
  return [
    ...scopesTwice(config),
    ...regions(config),
    ...onlyOfAws(config),
    ...checkEntries(config),
    ...idsTwice("controls", config.controls ?? []),
    ...idsTwice("waivers", config.waivers),
    ...controlsOfDisabledChecks(config),
    ...waivedChecks(config),
    ...addresses(config),
    ...deploymentMistakes(config),
    ...matches(config).flatMap(([path, match]) => [
      ...unknownScopes(config, path, match),
      ...lostLabels(config, path, match),
    ]),
  ];
}

/** The form of a region's code; which regions there are changes every year. */
const AWS_REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

function scopesTwice({ scopes, excluded }: Config): string[] {
  const seen = new Set<string>();
  return [...scopes, ...excluded].flatMap(({ scope: name }) => {
    if (seen.has(name)) return [`scopes: found ${name} twice, expected each scope once, enrolled or excluded`];
    seen.add(name);
    return [];
  });
}

function regions({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, regions: of }, i) => {
    if (!name.startsWith("aws/")) return [];
    if (of.length === 0) return [`scopes.${i}.regions: found none for ${name}, expected the account's regions`];
    return of.flatMap((region, j) =>
      AWS_REGION.test(region)
        ? []
        : [`scopes.${i}.regions.${j}: found ${region}, expected a region such as eu-central-1`],
    );
  });
}

function onlyOfAws({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, role, externalId, lane }, i) =>
    name.startsWith("aws/")
      ? []
      : Object.entries({ role, externalId, lane }).flatMap(([member, value]) =>
          value === undefined
            ? []
            : [`scopes.${i}.${member}: found it for ${name}, expected it for an AWS account alone`],
        ),
  );
}

function checkEntries({ checks }: Config): string[] {
  return Object.entries(checks).flatMap(([id, { parameters }]) => {
    const check = allChecks.find((each) => each.id === id);
    if (check === undefined)
      return [`checks.${id}: found no such check, expected one of ${allChecks.map((each) => each.id).join(", ")}`];
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
      : [`${member}.${i}.id: found ${id} again, expected an id of its own`],
  );
}

// What a company claims can't rest on nothing. (A default control of which nothing is asked is shown as not observed.)
function controlsOfDisabledChecks({ checks, controls }: Config): string[] {
  if (controls === undefined) return [];
  return controlMatrix(controls).flatMap(({ id, checks: mapped }, i) =>
    mapped.every(({ check }) => checks[check.id]?.enabled === false)
      ? [`controls.${i}.checks: found every check of ${id} disabled, expected at least one that is asked`]
      : [],
  );
}

function waivedChecks({ checks, waivers }: Config): string[] {
  return waivers.flatMap(({ checks: waived }, i) =>
    waived.flatMap(({ id }, j) =>
      checks[id]?.enabled === false
        ? [`waivers.${i}.checks.${j}: found ${id}, which is disabled, expected a check that is asked`]
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
    return enrolled ? [] : [`${path}.scopes.${i}: found ${name}, expected an enrolled scope, or its beginning and *`];
  });
}

function lostLabels({ labels }: Config, path: string, match: Match): string[] {
  return Object.keys(match.labels ?? {}).flatMap((label) =>
    labels.includes(label)
      ? []
      : [`${path}.labels.${label}: found a label that is not kept, expected one of labels: ${labels.join(", ")}`],
  );
}

const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;

// These texts go into records that can't be changed. Who asked for a waiver and who approved it is kept as a reference.
function addresses(config: Config): string[] {
  return textsOf(config).flatMap(([path, text]) =>
    ADDRESS.test(text) ? [`${path}: found an e-mail address, expected a text that names a team or a role at most`] : [],
  );
}

type Texts = readonly (readonly [path: string, text: string])[];

function textsOf({ checks, controls = [], boundary, owners, waivers, excluded }: Config): Texts {
  return [
    ...Object.entries(checks).flatMap(([id, { reason }]) => members(`checks.${id}`, { reason })),
    ...controls.flatMap(({ id, statement = "", owner, checks: mapped = [] }, i) => [
      ...members(`controls.${i}`, { id, statement, owner }),
      ...mapped.flatMap(({ reason }, j) => members(`controls.${i}.checks.${j}`, { reason })),
    ]),
    ...boundary.rules.flatMap(({ reason }, i) => members(`boundary.rules.${i}`, { reason })),
    ...owners.flatMap(({ owner }, i) => members(`owners.${i}`, { owner })),
    ...waivers.flatMap(({ id, risk, reason, ticket }, i) => members(`waivers.${i}`, { id, risk, reason, ticket })),
    ...excluded.flatMap(({ reason, approver }, i) => members(`excluded.${i}`, { reason, approver })),
  ];
}

function members(path: string, texts: { readonly [member: string]: string }): Texts {
  return Object.entries(texts).map(([member, text]) => [`${path}.${member}`, text] as const);
}
