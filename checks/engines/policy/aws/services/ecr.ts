// Lists the access that actions of ECR give to a repository of images.
import { actions, type PolicyService } from "../resource.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const ecr: PolicyService = {
  prefix: "ecr:",
  actions: [
    ...actions("itself", "read", "BatchGetImage GetDownloadUrlForLayer"),
    ...actions("itself", "list", "ListImages DescribeImages"),
    ...actions("itself", "write", "PutImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload BatchDeleteImage"),
    ...actions("itself", "administer", "SetRepositoryPolicy DeleteRepositoryPolicy DeleteRepository"),
    ...actions("itself", "administer", "PutLifecyclePolicy DeleteLifecyclePolicy PutImageTagMutability"),
    ...actions("itself", "administer", "PutImageScanningConfiguration TagResource UntagResource"),
  ],
  partsOf: () => [],
  // A policy of a repository names no resource: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
  implied: ["*"],
  withheld: [],
  always: [],
};
