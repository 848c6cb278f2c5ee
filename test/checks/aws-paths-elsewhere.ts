// Members of AWS that checks read and the published schema of AWS Config lacks, each with the page that has them.
export type PathsElsewhere = {
  readonly type: string;
  readonly paths: readonly string[];
  readonly source: string;
  readonly why: string;
};
export const pathsElsewhere: readonly PathsElsewhere[] = [
  { type: "X", paths: [], source: "https://x", why: "" },
];
