// The commands of the scripts of `tidemark setup gcp`, read by the real gcloud CLI where it is installed: it calls nothing here. The
// package registries have no gcloud CLI, so elsewhere test/support/gcloud/reference.py alone refuses what the reference does not list.
import { expect, test } from "vitest";
import { setUpScript, undoScript } from "../../cli/setup/gcp/script.ts";
import { GcloudCli, type GoogleState } from "../support/gcloud/gcloud-cli.ts";
import { askGcloud, rootOfGcloud } from "../support/gcloud/installed.ts";
import { atFolder, atOrganization, atProjects, EMPTY, withWorkspace } from "../support/gcloud/wanted.ts";

const AWS = { account: "555566667777", issuer: "https://6f1c2b9e.tokens.sts.global.api.aws" };

const root = rootOfGcloud();

/** Answers, each with the format that a script asks for and the text that it relies on. */
const ANSWERS: readonly (readonly [unknown, string, string])[] = [
  [[{ name: "a", state: "ACTIVE" }, { name: "b" }], "value(name,state)", "a\tACTIVE\nb\t\n"],
  [[{ name: "a", deleted: true }, { name: "b" }], "value(name,deleted)", "a\tTrue\nb\t\n"],
  [{ includedPermissions: ["a", "b"] }, "value(includedPermissions)", "a;b\n"],
  [{ attributeCondition: "x" }, "value(oidc.issuerUri)", "\n"],
  [
    {
      attributeCondition: "a && b",
      attributeMapping: { "google.subject": "assertion.sub" },
      oidc: { allowedAudiences: ["//iam"] },
    },
    'value[separator="|"](attributeCondition,attributeMapping,oidc.allowedAudiences,disabled)',
    "a && b|google.subject=assertion.sub|//iam|\n",
  ],
  [
    [
      { bindings: { role: "r", members: "m" } },
      { bindings: { role: "r", members: "m", condition: { expression: "x" } } },
    ],
    "value(bindings.role,bindings.members,bindings.condition.expression)",
    "r\tm\t\nr\tm\tx\n",
  ],
];

test.skipIf(root === null)("the real CLI takes every command, and prints as the scripts read it", async () => {
  const commands: (readonly string[])[] = [];
  for (const wanted of [withWorkspace, atOrganization, atFolder, atProjects]) {
    const cli = new GcloudCli(EMPTY);
    const run = async (script: string): Promise<void> => {
      const ran = await cli.run(script, AWS);
      expect(ran.status).toBe(0);
      commands.push(...ran.commands);
    };
    // A provider and a role that are other than wanted, then what was deleted, so that every command is there.
    await run(setUpScript({ ...wanted, condition: "true", permissions: ["resourcemanager.projects.get"] }));
    await run(setUpScript(wanted));
    await run(undoScript(wanted));
    cli.state = {
      ...cli.state,
      providers: cli.state.providers.map((each) => ({ ...each, state: "DELETED" })),
    } satisfies GoogleState;
    await run(setUpScript(wanted));
  }
  const { refused, printed } = askGcloud(root as string, {
    commands: [...commands, ["iam", "roles", "list", "--organisation=1"]],
    answers: ANSWERS.map(([told, format]) => [told, format]),
  });
  // The last command is one that nobody takes.
  expect(refused.map(([command]) => command)).toEqual(["iam roles list --organisation=1"]);
  expect(printed).toEqual(ANSWERS.map(([, , text]) => text));
  expect(
    new Set(
      commands.map((command) =>
        command
          .filter((word) => /^[a-z-]+$/.test(word))
          .slice(0, 4)
          .join(" "),
      ),
    ).size,
  ).toBeGreaterThan(20);
});
