// Cases of the check that machines and images are scanned: extensions of plans of Defender for Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";
import { AS_STATED, elsewhere } from "./elsewhere.ts";

const MACHINES = "AgentlessVmScanning";
const IMAGES = "ContainerRegistriesVulnerabilityAssessments";

// https://learn.microsoft.com/en-us/rest/api/defenderforcloud/pricings/list
const plan = (name: string, extensions: { readonly [name: string]: string } = {}): Json => ({
  name,
  pricingTier: "Standard",
  extensions: Object.entries(extensions).map(([extension, isEnabled]) => ({ name: extension, isEnabled })),
});
const plans = (...bought: readonly Json[]): Json => {
  const names = bought.map((each) => (each as { readonly name: string }).name.toLowerCase());
  const free = ["CloudPosture", "Containers", "VirtualMachines"].filter((name) => !names.includes(name.toLowerCase()));
  return { Plans: [...bought, ...free.map((name) => ({ name, pricingTier: "Free" }))] };
};
const both = [plan("VirtualMachines", { [MACHINES]: "True" }), plan("Containers", { [IMAGES]: "True" })] as const;

export const cases: Cases = {
  "azure Tidemark::Security::DefenderPlans": {
    cases: [
      {
        name: "plans that scan machines and images",
        slice: plans(...both),
        expect: "pass",
        because: "plans of Defender for Cloud scan what is asked for",
        facts: { machines: "on", images: "on" },
      },
      {
        name: "Defender CSPM, which scans both",
        slice: plans(plan("CloudPosture", { [MACHINES]: "True", [IMAGES]: "true" })),
        expect: "pass",
      },
      {
        name: "a plan that was bought, with its scanning turned off",
        slice: plans(plan("VirtualMachines", { [MACHINES]: "False" }), both[1]),
        expect: "indeterminate",
        because: "no plan of Defender for Cloud scans all that is asked for, and Tidemark reads no other scanner",
        facts: { machines: "off", images: "on" },
      },
      {
        name: "a plan that was bought, with its scanning of images turned off",
        slice: plans(both[0], plan("Containers", { [IMAGES]: "False" })),
        expect: "fail",
        because: "a plan of Defender for Cloud that was bought has its scanning of images turned off",
        facts: { machines: "on", images: "off" },
      },
      {
        name: "scanning that is off in one plan and on in another",
        slice: plans(
          plan("VirtualMachines", { [MACHINES]: "False" }),
          plan("CloudPosture", { [MACHINES]: "True", [IMAGES]: "True" }),
        ),
        expect: "pass",
      },
      {
        name: "no plan, where another product may scan",
        slice: plans(),
        expect: "indeterminate",
        problem: "not-supported",
        facts: { machines: "not bought", images: "not bought" },
      },
      {
        name: "no plan, where Azure's own scanner is required",
        slice: plans(),
        parameters: { requireCloudScanner: true },
        expect: "fail",
        because: "no plan of Defender for Cloud scans all that is asked for",
      },
      {
        name: "the plan P1 for servers, which has no agentless scanning",
        slice: plans(plan("VirtualMachines"), both[1]),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "images alone, where only images are asked for",
        slice: plans(both[1]),
        parameters: { targets: ["images"] },
        expect: "pass",
        facts: { images: "on" },
      },
      {
        name: "a plan whose tier is not told",
        slice: { Plans: [{ name: "VirtualMachines" }, both[1]] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an extension of another spelling, and one whose state is not told",
        slice: plans(plan("virtualmachines", { agentlessvmscanning: "TRUE" }), {
          name: "Containers",
          pricingTier: "standard",
          extensions: [{ name: IMAGES }],
        }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      { name: "an answer without plans", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
      { name: "no plan, where another product scans", slice: plans(), parameters: elsewhere("azure"), ...AS_STATED },
    ],
  },
};
