export const dark = matchMedia("(prefers-color-scheme: dark)");
