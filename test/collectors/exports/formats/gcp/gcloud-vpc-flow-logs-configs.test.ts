// Configurations of VPC Flow Logs: those of a project, and those of its organization that apply to it.
import { describe, expect, test } from "vitest";
import { readExport, refusal } from "../../fixture.ts";

const project = "projects/481516234201";
const OF_PROJECT = "networkmanagement.googleapis.com/VpcFlowLogsConfig";
const OF_ORGANIZATION = "Tidemark::NetworkManagement::OrganizationVpcFlowLogsConfig";
const FORMATS = { [OF_PROJECT]: "gcloud-vpc-flow-logs-configs", [OF_ORGANIZATION]: "gcloud-org-vpc-flow-logs-configs" };
const TYPES = [OF_PROJECT, OF_ORGANIZATION] as const;
type Type = (typeof TYPES)[number];

const declared = (type: Type) => ({ format: FORMATS[type], scope: `gcp/${project}`, types: [type] });
const unitOf = (type: Type): string => `${type}@global`;
const read = (type: Type, answer: unknown): ReturnType<typeof readExport> =>
  readExport(declared(type), answer, [unitOf(type)]);

const configuration = (name: string, members: object = {}): object => ({
  name: `${name}/locations/global/vpcFlowLogsConfigs/one`,
  state: "ENABLED",
  createTime: "2026-03-01T10:00:00.123456789Z",
  labels: { team: "net" },
  ...members,
});
const NAMES = { [OF_PROJECT]: "projects/nl-prod", [OF_ORGANIZATION]: "organizations/902211334455" };

describe("gcloud network-management vpc-flow-logs-configs", () => {
  test("a configuration of the project has a key by the project's number, and its members as they came", async () => {
    const subnet = "projects/nl-prod/regions/europe-west3/subnetworks/app";
    const outcome = await read(OF_PROJECT, [configuration("projects/nl-prod", { subnet, flowSampling: 0.5 })]);
    expect(outcome.items).toMatchObject([
      {
        key: `//networkmanagement.googleapis.com/${project}/locations/global/vpcFlowLogsConfigs/one`,
        name: "projects/nl-prod/locations/global/vpcFlowLogsConfigs/one",
        createdAt: "2026-03-01T10:00:00.123Z",
        incarnation: "2026-03-01T10:00:00.123Z",
        region: null,
        body: { state: "ENABLED", subnet },
      },
    ]);
    expect(outcome.unit(unitOf(OF_PROJECT))).toMatchObject({ complete: true, listed: 1 });
  });

  test("a configuration of the organization has a key of each project that it applies to", async () => {
    const outcome = await read(OF_ORGANIZATION, [configuration(NAMES[OF_ORGANIZATION])]);
    expect(outcome.items).toMatchObject([
      {
        key: `tidemark:gcp/projects%2F481516234201/${encodeURIComponent(
          "vpc-flow-logs-config/organizations/902211334455/locations/global/vpcFlowLogsConfigs/one",
        )}`,
        body: { name: "organizations/902211334455/locations/global/vpcFlowLogsConfigs/one", state: "ENABLED" },
      },
    ]);
    expect(outcome.unit(unitOf(OF_ORGANIZATION))).toMatchObject({ complete: true, listed: 1 });
  });

  test("a time of creation that is null or missing is none", async () => {
    const outcome = await read(OF_PROJECT, [
      configuration("projects/nl-prod", { createTime: null }),
      { name: "projects/481516234201/locations/global/vpcFlowLogsConfigs/two" },
    ]);
    expect(outcome.items).toMatchObject([
      { createdAt: null, incarnation: "" },
      { createdAt: null, incarnation: "" },
    ]);
  });

  describe.each(TYPES)("%s", (type) => {
    const one = configuration(NAMES[type]);

    test("an empty list is a whole answer", async () => {
      const outcome = await read(type, []);
      expect(outcome.items).toEqual([]);
      expect(outcome.unit(unitOf(type))).toMatchObject({ complete: true, listed: 0 });
    });

    const [other] = TYPES.filter((each) => each !== type);
    const others: readonly (readonly [what: string, answer: unknown])[] = [
      ["null", null],
      ["an object", { vpcFlowLogsConfigs: [one] }],
      ["a configuration without a name", [one, { state: "ENABLED" }]],
      ["a configuration whose name is null", [one, configuration("x", { name: null })]],
      ["a configuration of the other level", [one, configuration(NAMES[other as Type])]],
      ["a connectivity test", [{ name: `${NAMES[type]}/locations/global/connectivityTests/one` }]],
    ];
    test.each(others)("%s is refused", async (_, answer) => {
      expect(await refusal(read(type, answer))).toBe(
        `f.json: found another answer, expected the JSON of the call for ${type}`,
      );
    });

    test("a cut file is not complete", async () => {
      expect((await read(type, JSON.stringify([one, one]).slice(0, -9))).unit(unitOf(type))).toMatchObject({
        complete: false,
        problem: { code: "truncated" },
      });
    });

    const permission = "networkmanagement.vpcflowlogsconfigs.list";
    const failures: readonly (readonly [error: string, code: string, detail: RegExp])[] = [
      [
        `ERROR: (gcloud.network-management.vpc-flow-logs-configs.list) PERMISSION_DENIED: Permission '${permission}' denied on resource`,
        "denied",
        /^networkmanagement\.vpcflowlogsconfigs\.list \(PERMISSION_DENIED\)$/,
      ],
      [
        "ERROR: (gcloud.network-management.vpc-flow-logs-configs.list) PERMISSION_DENIED: Network Management API has not been used in project nl-prod before or it is disabled.",
        "disabled",
        /exit status 1/,
      ],
    ];
    test.each(failures)("a call that failed with %s shows nothing", async (error, code, detail) => {
      const { unit } = await readExport({ ...declared(type), exitStatus: 1, error, file: null }, "", [unitOf(type)]);
      expect(unit(unitOf(type))).toMatchObject({ complete: false, listed: 0, problem: { code } });
      expect(unit(unitOf(type)).problem?.detail).toMatch(detail);
    });
  });

  test("a configuration of another project is refused where its number says so", async () => {
    expect(await refusal(read(OF_PROJECT, [configuration("projects/2")]))).toBe(
      `f.json: found a configuration of another project, expected ${project}`,
    );
  });
});
