// Makes the lines of the next trust file by which a retired key counts no further than it signed.

/**
 * The lines that retire `key` (a verifier key) in a trust file, as of the tree of `size` entries with `root` (base64). A
 * window does not read the key leaf that lies before it (FORMAT.md section 10): the line `until` says the same there. The
 * line `checkpoint` comes with a stolen key alone: the thief could offer another history up to that size, and each
 * verification of a later window reads the log back to a kept checkpoint.
 */
export const retiringLines = (
  key: string,
  { size, root }: { readonly size: number; readonly root: string },
  isStolen: boolean,
): string[] => [`until ${size} ${key}`, ...(isStolen ? [`checkpoint ${size} ${root}`] : [])];
