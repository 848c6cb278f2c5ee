// Writes and reads the `boundary` document: which resources the examination was about when a run was made.
import { z } from "zod";
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import { Boundary } from "./boundary.ts";

const boundaryDocument = Boundary.extend({ v: z.literal(1), kind: z.literal("boundary") });

export function makeBoundaryDocument(boundary: Boundary): Buffer {
  return canonicalLine({ v: 1, kind: "boundary", ...boundary } as unknown as Json);
}

/** Reads a stored `boundary` document. Throws ZodError on a value of another form. */
export function readBoundaryDocument(value: Json): Boundary {
  const { rules, otherwise } = boundaryDocument.parse(value);
  return { rules, otherwise };
}
