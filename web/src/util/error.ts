// What went wrong, in words.
import { say } from "../texts/say";

export class ApiError extends Error {
  constructor(
    message: string,
    readonly field: string,
    readonly allowed: string,
  ) {
    super(message);
  }
}

export const errorText = (error: unknown): string => {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  return [
    error.field && `${error.field}:`,
    error.message,
    error.allowed && `(${say("allowed_note", { allowed: error.allowed })})`,
  ]
    .filter(Boolean)
    .join(" ");
};
