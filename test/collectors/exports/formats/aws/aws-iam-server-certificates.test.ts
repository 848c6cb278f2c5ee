// Server certificates of IAM in exports: when each ends, and answers that are none.
import { expect, test } from "vitest";
import { bodyOf, refusal } from "../../fixture.ts";
import { ACCOUNT, DENIED, reading } from "./aws-call-files.ts";

const { unit, read, failed } = reading("aws-iam-server-certificates", "AWS::IAM::ServerCertificate", null);
const Arn = `arn:aws:iam::${ACCOUNT}:server-certificate/build`;
const certificate = {
  Path: "/",
  ServerCertificateName: "build",
  ServerCertificateId: "ASCACEXAMPLEEXAMPLE01",
  Arn,
  UploadDate: "2024-06-03T09:00:00+00:00",
  Expiration: "2027-06-03T23:59:59+00:00",
};

test("a certificate with its end alone", async () => {
  const outcome = await read({ ServerCertificateMetadataList: [certificate] });
  expect(outcome.items).toMatchObject([
    { key: Arn, unit, name: "build", incarnation: "ASCACEXAMPLEEXAMPLE01", createdAt: "2024-06-03T09:00:00.000Z" },
  ]);
  expect(bodyOf(outcome)).toEqual({ Expiration: "2027-06-03T23:59:59.000Z" });
});

test("none, and a page of several", async () => {
  expect((await read({ ServerCertificateMetadataList: [] })).unit(unit)).toMatchObject({ complete: true, listed: 0 });
  const page = { ServerCertificateMetadataList: [certificate], IsTruncated: true, Marker: "m" };
  expect((await read(page)).unit(unit)).toMatchObject({ complete: false, problem: { code: "truncated" } });
});

test("another account, another shape, and a refusal are no answer", async () => {
  const other = { ...certificate, Arn: Arn.replace(ACCOUNT, "444455556666") };
  expect(await refusal(read({ ServerCertificateMetadataList: [other] }))).toContain(`expected account ${ACCOUNT}`);
  expect(await refusal(read({ Certificates: [] }))).toContain("another answer");
  expect((await failed(DENIED)).unit(unit)).toMatchObject({ complete: false, problem: { code: "denied" } });
});
