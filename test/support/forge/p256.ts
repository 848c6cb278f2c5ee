// ECDSA over P-256 with a nonce that follows from key and message, so that a forged ledger has the same bytes every time.
import { createECDH, createHmac } from "node:crypto";
import { sha256 } from "../../../evidence-schema/bytes/digest.ts";

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SPKI = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");

/** The public key of a 32-byte scalar as SPKI DER. */
export function p256PublicKey(scalar: Buffer): Buffer {
  return Buffer.concat([SPKI, pointOf(scalar)]);
}

/** The ASN.1 signature of `message` under SHA-256. The nonce is an HMAC and not RFC 6979's: a test key needs no more. */
export function signP256(scalar: Buffer, message: Buffer): Buffer {
  const nonce = createHmac("sha256", scalar).update(message).digest();
  const r = toInteger(pointOf(nonce).subarray(1, 33)) % ORDER;
  const s = (inverse(toInteger(nonce)) * (toInteger(sha256(message)) + r * toInteger(scalar))) % ORDER;
  return der(0x30, Buffer.concat([derInteger(r), derInteger(s)]));
}

function pointOf(scalar: Buffer): Buffer {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(scalar);
  return curve.getPublicKey();
}

const toInteger = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString("hex")}`);

/** By Fermat: n^(ORDER - 2). */
function inverse(n: bigint): bigint {
  let result = 1n;
  let power = n % ORDER;
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * power) % ORDER;
    power = (power * power) % ORDER;
  }
  return result;
}

function derInteger(n: bigint): Buffer {
  const digits = n.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
  return der(0x02, (bytes[0] as number) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

const der = (tag: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([tag, content.length]), content]);
