// Makes this process trust the certificate of the servers that tests start, and tells child processes how to.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import tls from "node:tls";

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** For NODE_EXTRA_CA_CERTS of a child process: Node reads that once, when the process starts. */
export const AUTHORITY_FILE = file("test-authority.pem");

/** Key and certificate of 127.0.0.1 and localhost. README.md: for tests only. */
export const serverCertificate = (): { readonly key: Buffer; readonly cert: Buffer } => ({
  key: readFileSync(file("test-server-key.pem")),
  cert: readFileSync(file("test-server.pem")),
});

/** Adds the test authority to those that this thread trusts by default. A second call changes nothing. */
export function trustTestAuthority(): void {
  const authority = readFileSync(AUTHORITY_FILE, "utf8");
  const trusted = tls.getCACertificates("default");
  if (!trusted.includes(authority)) tls.setDefaultCACertificates([...trusted, authority]);
}
