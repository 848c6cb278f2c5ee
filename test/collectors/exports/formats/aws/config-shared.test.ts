// Resources of another account in files of AWS Config: VPCs and security groups of shared subnets.
import { describe, expect, test } from "vitest";
import { ACCOUNT, SG, item, readItems, readSelected, selected, type Members } from "./config-items.ts";

const VPC = "AWS::EC2::VPC@eu-central-1";
const OTHER = "999988887777";

const network = (type: string, id: string, configuration: unknown): Members =>
  item(type, id, { ARN: `arn:aws:ec2:eu-central-1:${ACCOUNT}:x/${id}`, configuration });

describe.each([
  ["AWS::EC2::VPC", VPC],
  ["AWS::EC2::SecurityGroup", SG],
])("%s", (type, unit) => {
  const own = network(type, "own", { ownerId: ACCOUNT });
  const spellings: readonly (readonly [string, unknown])[] = [
    ["camel case", { ownerId: OTHER }],
    ["the spelling of the API", { OwnerId: OTHER }],
    ["a wrapper", { ownerId: { value: OTHER } }],
    ["a number", { ownerId: Number(OTHER) }],
    ["JSON in a string", JSON.stringify({ ownerId: OTHER })],
  ];

  test.each(spellings)("of another owner is read in that account: %s", async (_, configuration) => {
    const outcome = await readItems([own, network(type, "other", configuration)], [unit]);
    expect(outcome.items).toHaveLength(1);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("without an owner is the account's own", async () => {
    const outcome = await readItems(
      [own, network(type, "other", { ownerId: Number(ACCOUNT) }), network(type, "third", { ownerId: null })],
      [unit],
    );
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 3 });
  });

  test("of another owner is no resource that a query left out", async () => {
    const answer = selected([own, network(type, "other", { ownerId: OTHER })], {
      Discovered: { [type]: ["own", "other"] },
    });
    const outcome = await readSelected(answer, [unit]);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1, expected: 1 });
  });
});
