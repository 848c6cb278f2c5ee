// The commands of gcloud in remedies, read by the list of its flags, and by the real CLI where it is installed.
import { expect, test } from "vitest";
import { askGcloud, rootOfGcloud } from "../support/gcloud/installed.ts";
import { askReader } from "../support/remedies/ask.ts";
import { commandsOf } from "../support/remedies/placeholders.ts";

/** Each is a command of a remedy with one mistake. */
const WRONG = [
  "gcloud sql instance patch shop-1 --ssl-mode=ENCRYPTED_ONLY",
  "gcloud sql instances patch shop-1 --sslmode=ENCRYPTED_ONLY",
  "gcloud sql instances patch shop-1 --no-assign-ip=true",
  "gcloud sql instances patch --ssl-mode=ENCRYPTED_ONLY",
  "gcloud iam service-accounts keys create key.json",
  "gcloud logging buckets update _Default --retention-days=365",
  "gcloud storage buckets remove-iam-policy-binding gs://shop-data --member=allUsers",
  "gcloud compute firewall-rules update ssh http --disabled",
];
const root = rootOfGcloud();
/** As a shell splits them: a text in quotes is one word. */
const wordsOf = (line: string): string[] =>
  (line.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ""));

test("the list of flags has every command, and refuses each that is wrong", () => {
  const commands = commandsOf("gcloud");
  const { refused, read } = askReader("read-gcloud.py", "python3", [...commands, ...WRONG]);
  expect(refused.map(([line]) => line)).toEqual(WRONG);
  expect(read).toHaveLength(commands.length);
  expect(new Set(read).size).toBeGreaterThan(15);
});

test.skipIf(root === null)("the real CLI takes every command, and refuses each that is wrong", () => {
  const lines = [...commandsOf("gcloud"), ...WRONG];
  const { refused } = askGcloud(root as string, { commands: lines.map((line) => wordsOf(line).slice(1)), answers: [] });
  expect(refused.map(([command]) => `gcloud ${command}`)).toEqual(WRONG);
});
