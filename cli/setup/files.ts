// Defines what a set-up of a cloud prints or writes.

export type SetUpFiles = {
  /** The script that makes what is missing, by the name of its file. */
  readonly script: string;
  /** The script that removes it. */
  readonly undo: string;
  /** Texts by the names of their files, in the order in which they are named to a reader. */
  readonly texts: { readonly [file: string]: string };
};
