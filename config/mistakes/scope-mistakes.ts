// Finds the mistakes in the scopes of a config, though each of their members is well-formed.
import { isOf } from "../live-providers.ts";
import type { Config } from "../schema.ts";

/** The mistakes, one line each. */
export function scopeMistakes(config: Config): string[] {
  return [...scopesTwice(config), ...regions(config), ...leftOut(config), ...onlyOfAws(config)];
}

/** The form of a region's code; which regions there are changes every year. */
const AWS_REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;
const EXPECTED_REGION = "expected a region such as eu-central-1";

function scopesTwice({ scopes, excluded }: Config): string[] {
  const seen = new Set<string>();
  return [...scopes, ...excluded].flatMap(({ scope: name }) => {
    if (seen.has(name)) return [`scopes: found ${name} twice in scopes and excluded, expected each scope once`];
    seen.add(name);
    return [];
  });
}

function regions({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, regions: of }, i) => {
    const isAws = isOf(name, "aws");
    if (isAws && of.length === 0)
      return [`scopes.${i}.regions is missing for ${name}. Add the regions that the account has turned on`];
    return of.flatMap((region, j) => {
      if (of.indexOf(region) !== j)
        return [`scopes.${i}.regions.${j}: found ${region} twice, expected each region once`];
      return isAws && !AWS_REGION.test(region) ? [`scopes.${i}.regions.${j}: found ${region}, ${EXPECTED_REGION}`] : [];
    });
  });
}

// A reader of the evidence must not find a region both left out and observed.
function leftOut({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, regions: planned, leftOut: of }, i) => {
    if (of.length > 0 && !isOf(name, "aws"))
      return [`scopes.${i}.leftOut: found scope ${name}, expected an AWS account. Remove leftOut`];
    return of.flatMap(({ region }, j) => {
      const path = `scopes.${i}.leftOut.${j}.region`;
      if (planned.includes(region))
        return [`${path}: found ${region} in regions and in leftOut, expected the region in only one of them`];
      if (of.findIndex((each) => each.region === region) !== j)
        return [`${path}: found ${region} twice, expected each region once`];
      return AWS_REGION.test(region) ? [] : [`${path}: found ${region}, ${EXPECTED_REGION}`];
    });
  });
}

function onlyOfAws({ scopes }: Config): string[] {
  return scopes.flatMap(({ scope: name, role, externalId, lane }, i) =>
    isOf(name, "aws")
      ? []
      : Object.entries({ role, externalId, lane }).flatMap(([member, value]) =>
          value === undefined
            ? []
            : [`scopes.${i}.${member}: found scope ${name}, expected an AWS account. Remove ${member}`],
        ),
  );
}
