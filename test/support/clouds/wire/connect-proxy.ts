// Leads connections to the clouds' own hosts to the servers of a test: clients call the real endpoints, and no production code knows.
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Started } from "./start-service.ts";

/** A proxy for CONNECT. `hosts`: the address of the server for each host; a connection to any other host is refused. */
export async function startProxy(hosts: ReadonlyMap<string, string>): Promise<Started> {
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "" }, client: Socket) => {
    const to = hosts.get(url.replace(/:443$/, ""));
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
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
