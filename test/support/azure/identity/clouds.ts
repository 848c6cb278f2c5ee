// Names the audiences of Microsoft's clouds: a token for one API of one cloud opens no other.
export type Cloud = "public" | "usgov" | "china";

/** https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud */
export const AUDIENCES: Readonly<Record<Cloud, { readonly arm: string; readonly graph: string }>> = {
  public: { arm: "https://management.azure.com", graph: "https://graph.microsoft.com" },
  usgov: { arm: "https://management.usgovcloudapi.net", graph: "https://graph.microsoft.us" },
  china: { arm: "https://management.chinacloudapi.cn", graph: "https://microsoftgraph.chinacloudapi.cn" },
};
