// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Deny requests with aws:SecureTransport false for everyone in the bucket's policy, for the bucket and its objects. In the parameter group of the database set rds.force_ssl, require_secure_transport, tls or require_ssl, and reboot where the change waits for it.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Require secure transfer and a minimum version of TLS of storage accounts and SQL servers; set require_secure_transport to on and raise ssl_min_protocol_version or tls_version of flexible servers.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Enforce the organization policy storage.secureHttpTransport; set sslMode of Cloud SQL instances to ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
