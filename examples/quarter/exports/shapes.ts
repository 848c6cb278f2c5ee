// Defines the members of exports that the story edits, as the clouds spell them.

/** An item of a configuration snapshot of AWS Config. */
export type ConfigItem = {
  resourceType: string;
  resourceId: string;
  resourceName: string | null;
  resourceCreationTime: string | null;
  configurationItemCaptureTime: string;
  configurationStateId: number;
  configuration: { creationDate?: string; ipPermissions?: { ipRanges: string[]; ipv4Ranges: { cidrIp: string }[] }[] };
  supplementaryConfiguration: {
    ServerSideEncryptionConfiguration?: object;
    PublicAccessBlockConfiguration?: { blockPublicPolicy: boolean; restrictPublicBuckets: boolean };
  };
};

export type ConfigSnapshot = { configurationItems: ConfigItem[] };

/** A line of what is asked of each resource: the resource, and the answer. */
export type Line<Answer> = { readonly subject: string; readonly answer: Answer };

export type TrailStatus = { IsLogging: boolean };
export type DatabaseParameters = { Parameters: { ParameterName: string; ParameterValue?: string; Source: string }[] };
export type TransparentEncryption = { properties: { state: "Enabled" | "Disabled" } };

export type ReplicationGroups = { ReplicationGroups: { TransitEncryptionMode: string }[] };

/** The registration details of Microsoft Graph. */
export type Registrations = { value: { userDisplayName: string; isMfaRegistered: boolean }[] };

export type Applications = {
  value: { displayName: string; passwordCredentials: { startDateTime: string; endDateTime: string }[] }[];
};

export type WorkspaceUsers = { users: { isEnrolledIn2Sv: boolean; isEnforcedIn2Sv: boolean }[] };

/** An asset of Cloud Asset Inventory. */
export type Asset = {
  assetType: string;
  name: string;
  updateTime: string;
  resource: {
    data: { sourceRanges?: string[]; allowed?: object[]; enableFlowLogs?: boolean; logConfig?: object };
  };
};
