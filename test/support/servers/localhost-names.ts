// Names under `localhost` are loopback (RFC 6761, 6.3), which not every machine's resolver knows. S3 Control puts the account
// before the host: `111111111111.localhost`.
import dns from "node:dns";

const { lookup } = dns;
type Lookup = (hostname: string, ...rest: unknown[]) => void;
dns.lookup = ((hostname: string, ...rest: unknown[]) =>
  (lookup as Lookup)(hostname.endsWith(".localhost") ? "127.0.0.1" : hostname, ...rest)) as typeof lookup;
