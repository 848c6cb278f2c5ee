// The Bicep template of `tidemark setup azure`, by a parser of another's.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bicepTemplate } from "../../cli/setup/azure/bicep.ts";
import { DECLARED_ACTIONS } from "../../cli/setup/azure/wanted.ts";
import { custom, HOSTILE, hostileWanted, reader } from "../support/azure-cli/wanted.ts";
import { repository } from "../support/run-cli.ts";

test("texts that would break out stay texts", () => {
  const parsed = parse(bicepTemplate(hostileWanted));
  const credential = parsed.resources["application__credential"]?.config;
  // This parser leaves escapes as they are written.
  expect(credential).toMatchObject({
    subject: HOSTILE.replaceAll("'", "\\'").replaceAll("${", "\\${").replaceAll("\n", "\\n"),
  });
  expect(Object.keys(parsed.resources).toSorted()).toEqual(
    ["application", "application__credential", "assignment", "granted", "graph", "principal", "role"].toSorted(),
  );
});

test("a parser of Bicep reads the template, which makes what the script makes", () => {
  const { resources, parameters, outputs } = parse(bicepTemplate(custom));
  expect(Object.keys(parameters)).toEqual(["issuer"]);
  expect(Object.keys(outputs)).toEqual(["client"]);
  expect(Object.values(resources).map(({ type }) => type)).toEqual(
    expect.arrayContaining(["Microsoft.Graph/applications", "Microsoft.Graph/appRoleAssignedTo"]),
  );
  expect(resources["role"]?.config).toMatchObject({
    properties: { permissions: [{ actions: [...DECLARED_ACTIONS] }] },
  });
  expect(Object.keys(parse(bicepTemplate(reader)).resources)).not.toContain("role");
  expect(Object.keys(parse(bicepTemplate({ ...reader, permissions: [] })).resources)).not.toContain("granted");
});

type Parsed = {
  readonly resources: Readonly<Record<string, { readonly type: string; readonly config: object }>>;
  readonly parameters: object;
  readonly outputs: object;
};

/** Without the line about the extension, which this parser does not know. */
function parse(template: string): Parsed {
  const program =
    "import json, sys; from pycep import BicepParser; print(json.dumps(BicepParser().parse(text=sys.stdin.read()), default=str))";
  const input = template.replace(/^extension .*$/m, "");
  expect(input).not.toBe(template);
  const python = join(repository, ".servers/azure-cli/bin/python");
  return JSON.parse(execFileSync(python, ["-c", program], { input, encoding: "utf8" })) as Parsed;
}
