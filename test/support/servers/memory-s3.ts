// An S3 server over memory, for histories too long for the others: pages of 1,000 as S3 documents them, each request counted.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import type { Store } from "../../../ledger/store.ts";

/** Requests as AWS prices them: S3 by PUT and LIST, or GET and HEAD. */
export type Counts = { put: number; list: number; get: number };

export class MemoryS3 {
  readonly client: S3Client;
  counts: Counts = { put: 0, list: 0, get: 0 };
  /** Keys that nobody may get or put. */
  denied: (key: string) => boolean = () => false;
  readonly #objects = new Map<string, Buffer>();
  /** Ascending by bytes, as S3 lists them; all keys are ASCII here. */
  readonly #keys: string[] = [];
  readonly #server: Server;
  readonly #perPage: number;

  private constructor(server: Server, page: number) {
    this.#server = server;
    this.#perPage = page;
    const { port } = server.address() as AddressInfo;
    this.client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "AKIATEST", secretAccessKey: "secret" },
    });
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void bodyOf(request).then((body) => this.#answer(request, body, response));
    });
  }

  /** `page`: the most keys and folders of a page; S3 has 1,000. */
  static async start(page = 1000): Promise<MemoryS3> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new MemoryS3(server, page);
  }

  get size(): number {
    return this.#objects.size;
  }

  /** All objects, by key. */
  contents(): Map<string, Buffer> {
    return new Map(this.#objects);
  }

  /** Has these objects from now on, and no others. */
  restore(objects: ReadonlyMap<string, Buffer>): void {
    this.#objects.clear();
    this.#keys.length = 0;
    for (const [key, bytes] of objects) this.#put(key, bytes);
  }

  stop(): Promise<void> {
    this.client.destroy();
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  /** The same objects without a request: what fills it with a long history. */
  store(prefix: string, clock: () => number): Store {
    const under = (key: string): string => `${prefix}${key}`;
    const shown = (keys: readonly string[]): string[] => keys.map((key) => key.slice(prefix.length));
    return {
      place: "memory",
      get: (key) => Promise.resolve(this.#objects.get(under(key)) ?? null),
      list: (beginning, after = "") => Promise.resolve(shown([...this.#from(under(beginning), under(after))])),
      folders: (beginning) => {
        const found = new Set<string>();
        for (let next = this.#first(under(beginning), ""); next !== null;) {
          const end = next.indexOf("/", under(beginning).length);
          if (end !== -1) found.add(next.slice(0, end + 1));
          // The character 0 comes right after the slash: all keys of the folder lie before.
          next = this.#first(under(beginning), end === -1 ? next : `${next.slice(0, end)}0`);
        }
        return Promise.resolve(shown([...found]));
      },
      put: (key, bytes) => Promise.resolve(this.#put(under(key), bytes) ? "created" : "exists"),
      clock: () => Promise.resolve(clock()),
    };
  }

  #first(prefix: string, after: string): string | null {
    for (const key of this.#from(prefix, after)) return key;
    return null;
  }

  /** Keys that begin with `prefix` and come after `after`, in order. */
  *#from(prefix: string, after: string): Generator<string> {
    for (let at = this.#place(after > prefix ? after : prefix); at < this.#keys.length; at += 1) {
      const key = this.#keys[at] as string;
      if (key > prefix && !key.startsWith(prefix)) return;
      if (key > after) yield key;
    }
  }

  /** Where a key is, or would be. */
  #place(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #put(key: string, bytes: Buffer): boolean {
    if (this.#objects.has(key)) return false;
    this.#objects.set(key, bytes);
    this.#keys.splice(this.#place(key), 0, key);
    return true;
  }

  #answer({ method = "", url = "", headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, "http://s3");
    const key = decodeURIComponent(pathname.split("/").slice(2).join("/"));
    const date = { date: new Date().toUTCString() };
    if (this.denied(key)) return void response.writeHead(403, date).end();
    if (method === "PUT") {
      this.counts.put += 1;
      if (headers["if-none-match"] !== "*") return void response.writeHead(501, date).end();
      const isNew = this.#put(key, body);
      return void response.writeHead(isNew ? 200 : 412, { ...date, etag: '"e"', "x-amz-version-id": "v1" }).end();
    }
    if (searchParams.has("versions")) {
      this.counts.list += 1;
      return void response.writeHead(200, { ...date, "content-type": "text/xml" }).end(this.#page(searchParams));
    }
    this.counts.get += 1;
    if (searchParams.has("versioning")) return void response.writeHead(200, date).end("<VersioningConfiguration/>");
    const bytes = this.#objects.get(key);
    if (bytes === undefined) return void response.writeHead(404, date).end();
    const sha256 = createHash("sha256").update(bytes).digest("base64");
    response.writeHead(200, { ...date, "content-length": bytes.length, "x-amz-checksum-sha256": sha256 });
    response.end(method === "HEAD" ? undefined : bytes);
  }

  #page(asked: URLSearchParams): string {
    const [prefix, marker, delimiter] = ["prefix", "key-marker", "delimiter"].map((name) => asked.get(name) ?? "");
    const versions: string[] = [];
    const folders = new Set<string>();
    let last = "";
    let isTruncated = false;
    for (const key of this.#from(prefix as string, marker as string)) {
      const end = delimiter === "" ? -1 : key.indexOf(delimiter as string, (prefix as string).length);
      const folder = end === -1 ? null : key.slice(0, end + 1);
      if (folder !== null && (folder === marker || folders.has(folder))) continue;
      if (versions.length + folders.size === this.#perPage) {
        isTruncated = true;
        break;
      }
      last = folder ?? key;
      if (folder === null) versions.push(key);
      else folders.add(folder);
    }
    const size = (key: string): number => this.#objects.get(key)?.length ?? 0;
    return `<?xml version="1.0" encoding="UTF-8"?><ListVersionsResult><IsTruncated>${isTruncated}</IsTruncated>${
      isTruncated ? `<NextKeyMarker>${last}</NextKeyMarker>` : ""
    }${versions
      .map(
        (key) =>
          `<Version><Key>${key}</Key><VersionId>v1</VersionId><LastModified>2026-09-01T00:00:00.000Z</LastModified><Size>${size(key)}</Size></Version>`,
      )
      .join(
        "",
      )}${[...folders].map((each) => `<CommonPrefixes><Prefix>${each}</Prefix></CommonPrefixes>`).join("")}</ListVersionsResult>`;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
