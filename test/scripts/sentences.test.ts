// The sentences of a source file: which there are, and what becomes of each.
import { parseSync, type Node } from "oxc-parser";
import { expect, test } from "vitest";
import { sentencesIn } from "../../scripts/sentences.ts";

const sentencesOf = (path: string, source: string) => sentencesIn(parseSync(path, source).program as Node, path);

test("a verdict and its cause are recorded where checks and collectors say them", () => {
  const source = `
    pass("the trail is on");
    fail(isOff ? "the trail is off" : \`the trail lacks \${what}\`);
    indeterminate({ code: "not-in-answer", detail: "the trail was not read" });
  `;
  expect(sentencesOf("checks/logging/x/aws.ts", source)).toEqual([
    { kind: "recorded", text: "the trail is on" },
    { kind: "recorded", text: "the trail is off" },
    { kind: "recorded", text: "the trail lacks …" },
    { kind: "recorded", text: "the trail was not read" },
  ]);
  expect(sentencesOf("cli/x.ts", source).map(({ kind }) => kind)).toEqual(["other", "other", "other", "other"]);
});

test("an error's message is one, also by a function that throws", () => {
  const source = `
    throw new UsageError(\`found \${a}, expected \${b === 1 ? "one of these" : "none of them"}\`);
    require(isFine, "L5", () => "a segment that is listed", () => "another one");
  `;
  expect(sentencesOf("ledger/x.ts", source)).toEqual([
    { kind: "error", text: "found …, expected …" },
    { kind: "error", text: "one of these" },
    { kind: "error", text: "none of them" },
    { kind: "error", text: "a segment that is listed" },
    { kind: "error", text: "another one" },
  ]);
});

test("the change of a remedy is one, and its ways, commands and lines of Terraform are none", () => {
  const source = `
    export const remediation = {
      aws: {
        change: "Turn it on.",
        console: ["Amazon S3 > Buckets > BUCKET"],
        commands: ["aws s3api put-it --bucket BUCKET"],
        terraform: ["aws_s3_bucket.it = true"],
      },
    };
  `;
  expect(sentencesOf("checks/network/x/remediation.ts", source)).toEqual([{ kind: "other", text: "Turn it on." }]);
  expect(sentencesOf("checks/network/x/aws.ts", source)).toHaveLength(3);
});

test("names, keys, addresses, imports and types are none", () => {
  const source = `
    import { a } from "./a file of ours.ts";
    type T = "a type of ours";
    const b = ["aws/123456789012", "s3:GetObject", "https://example.com/a b", "in-force", " ", "x y"];
    out.line("Nothing was written" as string);
  `;
  expect(sentencesOf("cli/x.ts", source)).toEqual([{ kind: "other", text: "Nothing was written" }]);
});
