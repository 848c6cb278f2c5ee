// Gzip members with the same bytes on every machine.
import { constants, gzipSync } from "node:zlib";

/**
 * One member, FLG 0 and MTIME 0. Huffman codes alone, since which repetitions zlib finds depends on the processor;
 * the operating system is written as unknown.
 */
export function gzip(content: Buffer): Buffer {
  const member = gzipSync(content, { strategy: constants.Z_HUFFMAN_ONLY });
  member[9] = 0xff;
  return member;
}
