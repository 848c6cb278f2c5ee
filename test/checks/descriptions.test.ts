// What every check says of itself: requirement, remedies, parameters and the pages that it rests on.
import { expect, test } from "vitest";
import { z } from "zod";
import { typesOf } from "../../checks/check.ts";
import { CLOUDS } from "../../checks/clouds.ts";
import { checks } from "../../checks/index.ts";
import { capitalsIn, PLACEHOLDERS } from "../support/remedies/placeholders.ts";

test.each(checks)("$id says what it is in sentences, and rests on official pages", (check) => {
  const { title, requirement, rationale, limits, remediation, unavailableIn = {}, references, version } = check;
  const changes = Object.values(remediation).map(({ change }) => change);
  for (const text of [requirement, rationale, limits, ...changes, ...Object.values(unavailableIn)])
    expect(text).toMatch(/^[A-Z].+\.$/);
  expect(title).toMatch(/^[A-Z].+[^.]$/);
  expect(version).toBeGreaterThanOrEqual(1);
  expect(references.length).toBeGreaterThan(0);
  for (const { url } of references) expect(new URL(url).protocol).toBe("https:");
  const official =
    /^https:\/\/(docs\.aws\.amazon\.com|learn\.microsoft\.com|docs\.cloud\.google\.com|developers\.google\.com)\//;
  for (const { url } of references) expect(url).toMatch(official);
});

test.each(checks)("$id judges each cloud and tells the remedy, or says why it does not", (check) => {
  for (const { cloud } of CLOUDS) {
    const judged = typesOf(check, cloud).length > 0;
    const said = [check.remediation[cloud] !== undefined, check.unavailableIn?.[cloud] === undefined];
    expect([cloud, ...said]).toEqual([cloud, judged, judged]);
  }
});

test.each(checks)("$id has a default for every parameter, described, and knows no others", ({ parameters }) => {
  expect(Object.keys(parameters.parse({})).sort()).toEqual(Object.keys(parameters.shape).sort());
  expect(parameters.safeParse({ nobodyKnowsThis: true }).success).toBe(false);
  for (const parameter of Object.values(parameters.shape)) {
    expect(z.toJSONSchema(parameter, { io: "input" }).description).toMatch(/\.$/);
  }
});

const remedies = checks.flatMap(({ id, remediation }) =>
  Object.entries(remediation).map(([cloud, remedy]) => ({ remedy: `${id} ${cloud}`, cloud, ...remedy })),
);

const TOOLS: Readonly<Record<string, RegExp>> = { aws: /^aws /, azure: /^az /, gcp: /^gcloud / };

/** Remedies without a command, and why. */
const WITHOUT_COMMANDS: Readonly<Record<string, string>> = {
  "people-have-mfa azure": "a person registers a method, and the Azure CLI may not do it for the person",
  "people-have-mfa gcp": "a person enrolls, and gcloud has no commands for users of Google Workspace",
  "privileged-people-have-mfa azure": "a person registers a method, and the Azure CLI may not do it for the person",
  "privileged-people-have-mfa gcp": "a person enrolls, and gcloud has no commands for users of Google Workspace",
  "sign-in-policy-requires-mfa gcp": "gcloud has no commands for settings of Google Workspace",
};

/** Words in capitals that are words of an API, and stand for nothing of the company. */
const OF_APIS = [
  "AES-256-GCM",
  "ALL",
  "AWS",
  "BASIC",
  "CONTINUOUS",
  "DISABLED",
  "EC2",
  "ECR",
  "ENABLED",
  "HTTPS",
  "KMS",
  "MODERN",
  "ON",
  "SFTP",
  "TLS",
  "VPC",
  "WILDCARD",
];

test.each(remedies)("$remedy leads through the console, part by part", ({ console }) => {
  expect(console.length).toBeGreaterThan(0);
  for (const way of console) expect(way).toMatch(/^[A-Z_][^>]*[^> ](?: > [A-Z0-9_a-z][^>]*[^> ])+$/);
  expect(new Set(console).size).toBe(console.length);
});

test.each(remedies)("$remedy has commands of its cloud, or a reason why it has none", ({ remedy, cloud, commands }) => {
  expect(commands.length === 0).toBe(remedy in WITHOUT_COMMANDS);
  for (const command of commands) {
    expect(command).toMatch(TOOLS[cloud] as RegExp);
    // One line that a shell takes as it is: no pipe, no variable, no file that it overwrites.
    expect(command.replaceAll(/'[^']*'/g, "")).not.toMatch(/[\n|;&<>`$"\\()]/);
    for (const [, text = ""] of command.matchAll(/'([[{][^']*)'/g)) expect(() => JSON.parse(text), text).not.toThrow();
  }
  expect(new Set(commands).size).toBe(commands.length);
});

test("a word in capitals is the company's, and has a name in tests, or it is a word of an API", () => {
  const found = new Set(remedies.flatMap(({ commands }) => commands.flatMap(capitalsIn)));
  expect([...found].toSorted()).toEqual([...Object.keys(PLACEHOLDERS), ...OF_APIS].toSorted());
});

test.each(remedies)("$remedy sets one attribute of a resource of Terraform in a line", ({ cloud, terraform }) => {
  const provider = { aws: "aws", azure: "azurerm", gcp: "google" }[cloud];
  const line = new RegExp(`^${provider}_[a-z0-9_]+(?:\\.[a-z0-9_]+)+ = (?:true|false|\\d+(?:\\.\\d+)?|"[^"]+")$`);
  for (const each of terraform) expect(each).toMatch(line);
});

test.each(remedies)("$remedy says the change without names of operations in brackets", ({ change }) => {
  // What a command below says need not be said twice; names of parameters of the check may be.
  expect(change).not.toMatch(/\((?:[A-Z][a-z]+){2,}|\(gcloud|\(az /);
});
