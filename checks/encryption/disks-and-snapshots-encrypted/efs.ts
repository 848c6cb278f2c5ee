// Judges file systems of EFS.
import { z } from "zod";
import { defineEvaluator, notApplicable } from "../../kernel.ts";
import { judgeEncryption, related, type Asked } from "./judge-encryption.ts";

export const efs = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EFS::FileSystem",
  global: false,
  // https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html
  reads: z.object({
    Encrypted: z.boolean().optional(),
    KmsKeyId: z.string().optional(),
    LifeCycleState: z.string().optional(),
  }),
  related,
  evaluate({ Encrypted, LifeCycleState: state, ...key }, question: Asked) {
    if (state === "deleting" || state === "deleted")
      return notApplicable("the file system is being deleted, or was (LifeCycleState)", { state });
    // Who makes a file system by the API, and says nothing of encryption, gets one that is not encrypted.
    // https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
    return judgeEncryption("file system", { Encrypted: Encrypted ?? false, ...key }, question);
  },
});
