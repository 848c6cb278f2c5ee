// Machines of Compute Engine: the asset and the answer of the service make one item, without metadata.
import { expect, test } from "vitest";
import { isRefused } from "../../../../collectors/answer.ts";
import { readAsset, resourceItem } from "../../../../collectors/gcp/item/asset.ts";
import { directAsset } from "../../../../collectors/gcp/item/direct-asset.ts";
import { MACHINE } from "../../../../collectors/gcp/item/machine.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { ANSWER, machineAsset } from "./machine-sample.ts";

const PROJECT = "projects/481516234201";
function itemOf(asset: Json) {
  const read = readAsset(asset, PROJECT);
  if (isRefused(read)) throw new Error(`found ${read.found}`);
  return resourceItem(read, { id: PROJECT, source: "s", dataTime: "2026-09-01T00:00:00.000Z" });
}

test("the asset and the answer of Compute Engine make one item", () => {
  const direct = directAsset(MACHINE, ANSWER, { number: "481516234201", id: "northlight-analytics-prod" });
  expect(itemOf(direct)).toEqual(itemOf(machineAsset(ANSWER)));
});

test("addresses, tags and accounts are kept, and metadata, disks and words are not", () => {
  const { kind: _k, fingerprint: _f, ...nic } = ANSWER.networkInterfaces[0] as Record<string, Json>;
  expect(itemOf(machineAsset(ANSWER))).toMatchObject({
    incarnation: ANSWER.id,
    region: "europe-west3-a",
    labels: { env: "production" },
    body: {
      AssetName: "//compute.googleapis.com/projects/481516234201/zones/europe-west3-a/instances/workbench-1",
      canIpForward: false,
      creationTimestamp: ANSWER.creationTimestamp,
      id: ANSWER.id,
      name: "workbench-1",
      selfLink: ANSWER.selfLink,
      status: "RUNNING",
      zone: ANSWER.zone,
      tags: { items: ["workbench"] },
      serviceAccounts: ANSWER.serviceAccounts,
      networkInterfaces: [
        {
          ...nic,
          accessConfigs: [{ type: "ONE_TO_ONE_NAT", natIP: "198.51.100.7" }, { type: "ONE_TO_ONE_NAT" }],
        },
      ],
    },
  });
  expect(JSON.stringify(itemOf(machineAsset(ANSWER)))).not.toMatch(/metadata|PASSWORD|ssh|disks|Ann/);
});

test("metadata stays out of a body of another shape", () => {
  const { metadata } = ANSWER;
  for (const shape of [null, [], {}, "x", [null], ["x"], { metadata }, [{ metadata }]] as Json[])
    for (const member of ["networkInterfaces", "serviceAccounts", "tags"])
      expect(JSON.stringify(itemOf(machineAsset({ ...ANSWER, [member]: shape })))).not.toMatch(/PASSWORD|ssh-ed/);
});
