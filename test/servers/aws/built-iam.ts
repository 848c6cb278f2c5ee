// Builds what an account has in IAM: a person in a group, a role, policies of their own, and identity providers.
import { readFileSync } from "node:fs";
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
  UploadServerCertificateCommand,
} from "@aws-sdk/client-iam";

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const READ = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: ["arn:aws:s3:::b/*", "arn:aws:s3:::a/*"] },
});
/** The policy of the person, and of the account, as evidence has it. */
export const READING = {
  Statements: [{ Effect: "Allow", Actions: ["s3:Get*"], Resources: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] }],
};

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
});

/** Whom the role trusts, as evidence has it. */
export const TRUSTING = {
  Statements: [
    {
      Effect: "Allow",
      Principals: [{ Type: "Service", Values: ["ec2.amazonaws.com"] }],
      Actions: ["sts:AssumeRole"],
    },
  ],
};

export async function buildIam(access: Access): Promise<void> {
  const iam = new IAMClient(access);
  await iam.send(
    new UploadServerCertificateCommand({
      ServerCertificateName: "build",
      CertificateBody: readFileSync(new URL("../../support/clouds/tls/test-server.pem", import.meta.url), "utf8"),
      PrivateKey: "none",
    }),
  );
  const UserName = "Ann.Example";
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateGroupCommand({ GroupName: "admins" }));
  await iam.send(new AddUserToGroupCommand({ UserName, GroupName: "admins" }));
  await iam.send(new CreatePolicyCommand({ PolicyName: "readers", PolicyDocument: READ }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument: READ }));
  await iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUST }));
  await iam.send(new CreateSAMLProviderCommand({ Name: "corp", SAMLMetadataDocument: "x".repeat(1000) }));
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: "https://token.actions.example.com",
      ThumbprintList: ["f".repeat(40)],
      ClientIDList: ["sts.amazonaws.com"],
    }),
  );
}
