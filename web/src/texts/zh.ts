// Chinese, all of it.
import type { TextName } from "./en";
import { names } from "./zh/names";
import { page } from "./zh/page";
import { views } from "./zh/views";

export const zh: Record<TextName, string> = { ...page, ...views, ...names };
