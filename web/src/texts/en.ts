// English, all of it.
import { names } from "./en/names";
import { page } from "./en/page";
import { views } from "./en/views";

export const en = { ...page, ...views, ...names };
export type TextName = keyof typeof en;
