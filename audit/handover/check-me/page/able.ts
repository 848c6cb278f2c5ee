// Finds out by trial whether this browser can do what the checks rest on: else its lack would look like a result.
import { type Bytes, digestOf, fromHex, hexOf, joined, quickDigest } from "../evidence/bytes.ts";
import { piecesOf, readableOf } from "../evidence/gzip.ts";

// RFC 8032, section 7.1, test 1; RFC 6979, A.2.5, "sample" with SHA-256.
const ED25519 = {
  key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  signature:
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
};
const P256 = {
  key: "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
  signature:
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
};

const TRIALS: Readonly<Record<string, () => Promise<boolean>>> = {
  "SHA-256": async () => {
    const bytes = new TextEncoder().encode("Tidemark");
    return (await digestOf(bytes)) === hexOf(quickDigest(bytes));
  },
  "signatures by Ed25519": async () => {
    const key = await crypto.subtle.importKey("raw", hex(ED25519.key), "Ed25519", false, ["verify"]);
    return tellsApart(hex(ED25519.signature), (signature) =>
      crypto.subtle.verify("Ed25519", key, signature, new Uint8Array()),
    );
  },
  "signatures by ECDSA P-256": async () => {
    const key = await crypto.subtle.importKey("raw", hex(P256.key), { name: "ECDSA", namedCurve: "P-256" }, false, [
      "verify",
    ]);
    const text = new TextEncoder().encode("sample");
    return tellsApart(hex(P256.signature), (signature) =>
      crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, text),
    );
  },
  "unpacking of gzip that refuses what is damaged": async () => {
    const member = await packed("gzip");
    const damaged = Uint8Array.from(member, (byte, at) => (at === member.length - 5 ? byte ^ 1 : byte));
    const [one, two, wrong] = await Promise.all([
      unpacks("gzip", member),
      unpacks("gzip", joined([member, member])),
      unpacks("gzip", damaged),
    ]);
    return one && !two && !wrong;
  },
  "unpacking of deflate": async () => unpacks("deflate-raw", await packed("deflate-raw")),
};

const hex = (text: string): Bytes => fromHex(text) ?? new Uint8Array();

/** A right signature is taken, and a wrong one is not. */
async function tellsApart(signature: Bytes, verify: (signature: Bytes) => Promise<boolean>): Promise<boolean> {
  const isRight = await verify(signature);
  signature[40] = (signature[40] ?? 0) ^ 1;
  return isRight && !(await verify(signature));
}

const TEXT = new TextEncoder().encode("a line\n");

async function* once(bytes: Bytes): AsyncGenerator<Bytes> {
  yield bytes;
}

async function packed(format: "gzip" | "deflate-raw"): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(readableOf(once(TEXT)).pipeThrough(new CompressionStream(format))))
    pieces.push(piece);
  return joined(pieces);
}

async function unpacks(format: "gzip" | "deflate-raw", bytes: Bytes): Promise<boolean> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of piecesOf(readableOf(once(bytes)).pipeThrough(new DecompressionStream(format))))
      pieces.push(piece);
  } catch {
    return false;
  }
  return hexOf(joined(pieces)) === hexOf(TEXT);
}

/** Lists in words the abilities that this browser lacks; empty where it can do all. */
export async function unable(): Promise<string[]> {
  const lacking: string[] = [];
  for (const [what, trial] of Object.entries(TRIALS)) if (!(await trial().catch(() => false))) lacking.push(what);
  return lacking;
}
