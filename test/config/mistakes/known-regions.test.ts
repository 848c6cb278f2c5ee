// Invalid accounts, regions and partitions: which ones a config refuses, and which ones the command only warns about.
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../../config/define-config.ts";
import { isKnown, mayBeNew, meantBy, partitionOf } from "../../../config/mistakes/known-regions.ts";
import list from "../../../config/mistakes/aws-regions.json" with { type: "json" };
import { unknownRegions } from "../../../config/mistakes/scope-mistakes.ts";

const config = (scope: object, aws: object = {}) => ({
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  aws,
  scopes: [{ scope: "aws/111111111111", regions: ["eu-central-1"], ...scope }],
});
function mistakes(value: unknown): readonly string[] {
  try {
    readConfig(value, "c.ts");
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.split("\n").map((line) => line.replace("c.ts: ", ""));
  }
}

describe("an unknown region", () => {
  test.each([
    ["eu-cental-1", "eu-central-1"],
    ["eu-centrall-1", "eu-central-1"],
    ["eu-cenrtal-1", "eu-central-1"],
    ["us-gov-wst-1", "us-gov-west-1"],
    ["us-govv-west-1", "us-gov-west-1"],
    ["use-east-1", "us-east-1"],
  ])("%s is refused, as %s was meant", (region, meant) => {
    expect(mistakes(config({ regions: [region] }))).toEqual([
      `scopes.0.regions.0: found ${region}, expected a region of AWS that this version knows. Did you mean ${meant}?`,
    ]);
    const leftOut = [{ region, reason: "denied", approver: { role: "CISO" } }];
    expect(mistakes(config({ leftOut }))).toEqual([
      `scopes.0.leftOut.0.region: found ${region}, expected a region of AWS that this version knows. Did you mean ${meant}?`,
    ]);
  });

  test.each([
    ["xx-atlantis-1", null],
    ["eu-northwest-7", null],
    ["us-east-9", "us-east-1"],
    ["es-east-1", "us-east-1"],
    ["us-gov-east-2", "us-gov-east-1"],
  ])("%s may be new: the config is used, and the region is doubted", (region, meant) => {
    const advice =
      meant === null
        ? "Correct the name, or keep it if the region is new"
        : `Did you mean ${meant}? Keep ${region} if the region is new`;
    const value = config({ regions: [region] });
    expect(mistakes(value)).toEqual([]);
    expect(unknownRegions(readConfig(value, "c.ts"))).toEqual([
      `scopes.0.regions.0: found ${region}, expected a region that this version knows. ${advice}`,
    ]);
  });

  test("no region of today would have been refused before AWS opened it", () => {
    const all = Object.values(list).flat();
    for (const region of all) {
      const before = all.filter((each) => each !== region);
      expect([region, mayBeNew(region, before) || meantBy(region, before) === null]).toEqual([region, true]);
    }
    // Likeness alone would have refused more than half of them.
    expect(
      all.filter(
        (region) =>
          meantBy(
            region,
            all.filter((each) => each !== region),
          ) !== null,
      ).length,
    ).toBeGreaterThan(all.length / 2);
  });

  test("the regions of today are known, each in its partition, and none is meant by another", () => {
    for (const [region, partition] of [
      ["eu-central-1", "aws"],
      ["us-gov-east-1", "aws-us-gov"],
      ["cn-north-1", "aws-cn"],
    ] as const) {
      expect(isKnown(region)).toBe(true);
      expect(partitionOf(region)).toBe(partition);
      expect(unknownRegions(readConfig(config({ regions: [region] }), "c.ts"))).toEqual([]);
    }
    expect(partitionOf("xx-atlantis-1")).toBeNull();
    expect(meantBy("xx-atlantis-1")).toBeNull();
  });
});

describe("an invalid account id", () => {
  test.each(["aws/11111111111", "aws/1111111111111", "aws/production", "aws/000000000000", "aws/11111111111a"])(
    "%s",
    (scope) => {
      expect(mistakes(config({ scope }))).toContain(
        `scopes.0.scope: found ${scope}, expected aws/ and a twelve-digit account id that is not all zeros`,
      );
    },
  );

  test("among those that are excluded", () => {
    const excluded = [{ scope: "aws/old", reason: "sold", approver: { role: "CISO" } }];
    expect(mistakes({ ...config({}), excluded })).toEqual([
      "excluded.0.scope: found aws/old, expected aws/ and a twelve-digit account id that is not all zeros",
    ]);
  });
});

describe("a partition", () => {
  const role = (partition: string): string => `arn:${partition}:iam::111111111111:role/Tidemark`;

  test("is one for all regions of an account", () => {
    expect(mistakes(config({ regions: ["eu-central-1", "cn-north-1"] }))).toEqual([
      "scopes.0.regions: found regions in the partitions aws and aws-cn, expected regions in one partition",
    ]);
  });

  test("that AWS does not have is refused", () => {
    const [line] = mistakes(config({ role: role("aws-mars") }));
    expect(line).toMatch(/^scopes\.0\.role: found partition aws-mars, expected one of aws, /);
  });

  test("of a role is that of the regions", () => {
    expect(mistakes(config({ role: role("aws-cn") }))).toEqual([
      "scopes.0.role: found a role in partition aws-cn, expected a role in partition aws, which has the regions of aws/111111111111",
    ]);
    expect(mistakes(config({}, { role: role("aws-us-gov") }))).toEqual([
      "aws.role: found a role in partition aws-us-gov, expected a role in partition aws, which has the regions of aws/111111111111",
    ]);
    expect(mistakes(config({ regions: ["us-gov-west-1"], role: role("aws-us-gov") }))).toEqual([]);
    expect(mistakes(config({ role: "Tidemark" }))).toEqual([]);
  });
});
