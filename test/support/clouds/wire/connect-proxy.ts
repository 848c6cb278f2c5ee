// Leads connections to the clouds' own hosts to the servers of a test: clients call the real endpoints, and no production code knows.
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Started } from "./start-service.ts";

/** A proxy for CONNECT, which one process can have for the servers of several clouds. */
export type Proxy = Started & {
  /** Leads to `hosts` too: the address of the server for each host. */
  readonly lead: (hosts: Iterable<readonly [host: string, url: string]>) => void;
};

/** Leads nowhere yet: a connection to a host that nobody named is refused. */
export async function startProxy(): Promise<Proxy> {
  const known = new Map<string, string>();
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "" }, client: Socket) => {
    const to = known.get(url.replace(/:443$/, ""));
    if (to === undefined) {
      client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      return;
    }
    const upstream = connect(Number(new URL(to).port), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => open.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead(hosts) {
      for (const [host, url] of hosts) known.set(host, url);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
