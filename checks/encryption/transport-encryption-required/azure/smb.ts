// Names the versions and ciphers of SMB that Azure Files knows.

/** https://learn.microsoft.com/en-us/azure/storage/files/files-smb-protocol; SMB 2.1 has no encryption. */
export const SMB_VERSIONS = ["SMB2.1", "SMB3.0", "SMB3.1.1"] as const;
export const SMB_CIPHERS = ["AES-128-CCM", "AES-128-GCM", "AES-256-GCM"] as const;
