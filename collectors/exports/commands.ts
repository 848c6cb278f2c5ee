export const exportCommands = (_s: unknown, _t: readonly string[]): string => "";
