// The rotation of keys of KMS in exports: a key that rotates, one that can't, and answers that are none.
import { expect, test } from "vitest";
import { bodyOf, refusal } from "../../fixture.ts";
import { ACCOUNT, lines, reading } from "./aws-call-files.ts";

const { unit, read } = reading("aws-kms-key-rotation", "Tidemark::KMS::KeyRotation", "eu-central-1");
const subject = "1234abcd-12ab-34cd-56ef-1234567890ab";
const key = `tidemark:aws/${ACCOUNT}/key-rotation%2Feu-central-1%2F${subject}`;

test("a key that rotates, without when it rotates next", async () => {
  const KeyId = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${subject}`;
  const answer = {
    KeyId,
    KeyRotationEnabled: true,
    RotationPeriodInDays: 90,
    NextRotationDate: "2026-12-01T00:00:00Z",
  };
  const outcome = await read(lines({ subject, answer }));
  expect(outcome.items).toMatchObject([{ key, unit, region: "eu-central-1" }]);
  expect(bodyOf(outcome)).toEqual({ KeyId: subject, KeyRotationEnabled: true, RotationPeriodInDays: 90 });
  expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
});

test("a key that does not rotate, and one that can't", async () => {
  const refused =
    "\nAn error occurred (UnsupportedOperationException) when calling the GetKeyRotationStatus operation: arn:aws:kms:eu-central-1:111122223333:key/mrk-1 is asymmetric\n";
  const { items } = await read(
    lines(
      { subject, answer: { KeyId: subject, KeyRotationEnabled: false, RotationPeriodInDays: null } },
      { subject: "mrk-1", exitStatus: 254, error: refused },
    ),
  );
  expect(items.map((item) => "body" in item && item.body)).toEqual([
    { KeyId: subject, KeyRotationEnabled: false },
    { KeyId: "mrk-1", KeyRotationEnabled: false },
  ]);
});

test("a denied key, and an answer of another shape, are unread", async () => {
  const denied =
    "An error occurred (AccessDeniedException) when calling the GetKeyRotationStatus operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: kms:GetKeyRotationStatus on resource: x";
  const { items } = await read(
    lines({ subject, exitStatus: 254, error: denied }, { subject: "mrk-1", answer: { KeyRotationEnabled: "yes" } }),
  );
  expect(items).toMatchObject([{ key, problem: { code: "denied" } }, { problem: { code: "unexpected-shape" } }]);
  expect(JSON.stringify(items)).not.toContain("jane");
});

test("an alias is refused: it can lead to another key tomorrow", async () => {
  expect(await refusal(read(lines({ subject: "alias/orders", answer: { KeyRotationEnabled: true } })))).toContain(
    "a subject of another form",
  );
});
