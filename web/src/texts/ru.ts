// Russian, all of it.
import type { TextName } from "./en";
import { names } from "./ru/names";
import { page } from "./ru/page";
import { views } from "./ru/views";

export const ru: Record<TextName, string> = { ...page, ...views, ...names };
