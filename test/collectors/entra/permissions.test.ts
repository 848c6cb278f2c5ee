// Permissions of Microsoft Graph as data: those that the sources declare, the one beside them, and the reason for each.
import { expect, test } from "vitest";
import { ENTRA_ACTIONS } from "../../../collectors/entra/actions.ts";
import { GRAPH_PERMISSIONS } from "../../../collectors/entra/permissions.ts";

test("each declared permission is there once with its reason, and none that writes", () => {
  const declared = ENTRA_ACTIONS.flatMap(({ actions }) => actions.map(({ action }) => action));
  const permissions = GRAPH_PERMISSIONS.map(({ permission }) => permission);
  expect(permissions).toEqual([...new Set(declared), "Directory.Read.All"]);
  for (const { permission, why } of GRAPH_PERMISSIONS) {
    expect(permission).toMatch(/\.Read\./);
    expect(why, permission).not.toBe("");
  }
});
