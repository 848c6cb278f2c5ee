// Lists the access that actions of EFS give to a file system.
import { actions, type PolicyService } from "../resource.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html */
export const efs: PolicyService = {
  prefix: "elasticfilesystem:",
  actions: [
    ...actions("itself", "read", "ClientMount"),
    ...actions("itself", "write", "ClientWrite"),
    ...actions("itself", "administer", "ClientRootAccess PutFileSystemPolicy DeleteFileSystemPolicy DeleteFileSystem"),
    ...actions("itself", "administer", "CreateMountTarget CreateAccessPoint UpdateFileSystem PutBackupPolicy"),
    ...actions("itself", "administer", "PutLifecycleConfiguration CreateReplicationConfiguration TagResource"),
  ],
  partsOf: () => [],
  // Policies that EFS itself proposes name no resource: https://docs.aws.amazon.com/efs/latest/ug/create-file-system-policy.html
  implied: ["*"],
  withheld: [],
  always: [],
};
