// Plans of Defender for Cloud: one item a subscription, without what changes by itself.
import { expect, test } from "vitest";
import { bodyOf, readExport, refusal } from "../../fixture.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const TYPE = "Tidemark::Security::DefenderPlans";
const UNIT = `${TYPE}@global`;
const declared = { format: "az-defender-plans", scope: `azure/${id}`, types: [TYPE] };
const read = (answer: unknown): ReturnType<typeof readExport> => readExport(declared, answer, [UNIT]);

// https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list
const plan = (name: string, properties: object): object => ({
  id: `/subscriptions/${id.toUpperCase()}/providers/Microsoft.Security/pricings/${name}`,
  name,
  type: "Microsoft.Security/pricings",
  properties,
});

test("plans come by name; what is left of a trial, and what is null, is left out", async () => {
  const outcome = await read({
    value: [
      plan("VirtualMachines", {
        pricingTier: "Standard",
        subPlan: "P2",
        freeTrialRemainingTime: "P12DT3H",
        enablementTime: "2023-03-01T12:42:42.1921106Z",
        enforce: "False",
        resourcesCoverageStatus: "PartiallyCovered",
        extensions: [
          { name: "MdeDesignatedSubscription", isEnabled: "False" },
          { name: "AgentlessVmScanning", isEnabled: "True", additionalExtensionProperties: { ExclusionTags: "[]" } },
        ],
      }),
      plan("KubernetesService", { pricingTier: "Free", subPlan: null, deprecated: true, replacedBy: ["Containers"] }),
      plan("Arm", { pricingTier: "Free", extensions: null, replacedBy: null }),
    ],
  });
  expect(outcome.items.map(({ key }) => key)).toEqual([`tidemark:azure/${id}/defender-plans`]);
  expect(bodyOf(outcome)).toEqual({
    Subscription: `/subscriptions/${id}`,
    Plans: [
      { name: "Arm", pricingTier: "Free" },
      { name: "KubernetesService", pricingTier: "Free", deprecated: true, replacedBy: ["Containers"] },
      {
        name: "VirtualMachines",
        pricingTier: "Standard",
        subPlan: "P2",
        resourcesCoverageStatus: "PartiallyCovered",
        extensions: [
          { name: "AgentlessVmScanning", isEnabled: "True" },
          { name: "MdeDesignatedSubscription", isEnabled: "False" },
        ],
      },
    ],
  });
  expect(outcome.unit(UNIT)).toMatchObject({ complete: true, listed: 1 });
});

test("a page of several, or a cut file, is not all", async () => {
  const arm = plan("Arm", { pricingTier: "Free" });
  expect((await read({ value: [arm], nextLink: "https://management.azure.com/next" })).unit(UNIT)).toMatchObject({
    complete: false,
    problem: { code: "truncated" },
  });
  expect((await read('{"value":[')).unit(UNIT)).toMatchObject({ complete: false, listed: 0 });
});

test("another answer is refused, one without plans too, and plans of another subscription", async () => {
  for (const answer of [{ value: [] }, { value: [{ name: "Arm" }] }, [], { value: [plan("Arm", { pricingTier: 1 })] }])
    expect(await refusal(read(answer))).toContain("found another answer");
  const other = { ...plan("Arm", { pricingTier: "Free" }), id: "/subscriptions/other/providers/x/pricings/Arm" };
  expect(await refusal(read({ value: [other] }))).toContain("found a plan of another subscription");
});
