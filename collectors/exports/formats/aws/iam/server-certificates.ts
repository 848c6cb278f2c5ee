// Reads server certificates of IAM, as `aws iam list-server-certificates` tells them: one file an account.
import { SERVER_CERTIFICATE, serverCertificatesIn } from "../../../../aws/answers/server-certificates.ts";
import { oneCall } from "../../call.ts";

export const awsIamServerCertificates = oneCall({
  provider: "aws",
  lane: "aws-iam-server-certificates",
  scopeId: /^\d{12}$/,
  type: SERVER_CERTIFICATE,
  global: true,
  items(answer, { id }) {
    const certificates = serverCertificatesIn(answer);
    if (certificates?.every(({ key }) => key.split(":")[4] === id) !== false) return certificates;
    return { found: "a server certificate of another account", expected: `account ${id}` };
  },
  exports(account, types) {
    const source = `aws-${account}-server-certificates`;
    const run = ["aws_call", account, "iam", "list-server-certificates"];
    return [{ source, types, regions: [], file: `${source}.json`, command: "aws iam list-server-certificates", run }];
  },
});
