// Recorders of AWS Config, and regions without one.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../cases.ts";

const without = (member: string): Json => {
  const { [member]: _left, ...rest } = recorder() as Members;
  return rest;
};

const recorder = (members: Members = {}): Json => ({
  Region: "eu-central-1",
  Exists: true,
  Recording: true,
  LastStatus: "SUCCESS",
  AllTypes: true,
  DeliveryStatus: "SUCCESS",
  ...members,
});

export const cases: Cases = {
  "aws Tidemark::Config::Recorder": {
    cases: [
      { name: "a recorder of every type that runs and delivers", slice: recorder(), expect: "pass" },
      {
        name: "one that has not been asked to deliver yet",
        slice: without("DeliveryStatus"),
        expect: "pass",
      },
      { name: "one whose first recording is under way", slice: recorder({ LastStatus: "PENDING" }), expect: "pass" },
      { name: "one that leaves nothing out though it could", slice: recorder({ LeftOut: [] }), expect: "pass" },
      { name: "a region without a recorder", slice: { Region: "eu-central-1", Exists: false }, expect: "fail" },
      { name: "a recorder that is stopped", slice: recorder({ Recording: false }), expect: "fail" },
      { name: "a recorder that could not record", slice: recorder({ LastStatus: "FAILURE" }), expect: "fail" },
      { name: "the same in the words of another call", slice: recorder({ LastStatus: "Failure" }), expect: "fail" },
      { name: "a recorder whose bucket takes nothing", slice: recorder({ DeliveryStatus: "FAILURE" }), expect: "fail" },
      {
        name: "a recorder that leaves out a type",
        slice: recorder({ AllTypes: false, LeftOut: ["AWS::EC2::NetworkInterface"] }),
        expect: "fail",
      },
      { name: "a recorder of a few types", slice: recorder({ AllTypes: false }), expect: "fail" },
      { name: "an answer without the status", slice: without("Recording"), expect: "indeterminate" },
      {
        name: "an answer that does not say what is recorded",
        slice: without("AllTypes"),
        expect: "indeterminate",
      },
    ],
  },
};
