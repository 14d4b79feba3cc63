import type { Plugin } from "../../model/plugin.ts";
import { copyValue } from "../copy-value.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

type Test = Plugin["tests"][number];

/** `error-codes`: exit code → what it means. */
export function readExitCodes(value: unknown): Record<string, string> | undefined {
  if (!Array.isArray(value)) return undefined;
  const codes: [string, string][] = [];
  for (const item of value.slice(0, 300)) {
    const code = memberOf(item, "code");
    const meaning = textOf(memberOf(item, "description"));
    if (Number.isInteger(code) && meaning !== undefined) codes.push([String(code), meaning]);
  }
  return codes.length === 0 ? undefined : Object.fromEntries(codes);
}

/** `tags`: texts as they are, and the names of tags that are simply true. */
export function readTags(value: unknown): string[] {
  if (!isMapping(value)) return [];
  const claims = Object.entries(value)
    .slice(0, 200)
    .flatMap(([key, tag]) => (tag === true ? [key.slice(0, 200)] : textsOf(tag, 100)));
  return [...new Set(claims)].slice(0, 500);
}

/** `tests`: name, invocation and what is asserted of the result. */
export function readTests(value: unknown): Test[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, 100)
    .filter(isMapping)
    .map((item, index) => {
      const test: Test = { name: textOf(memberOf(item, "name")) ?? `test ${index + 1}` };
      const inputs = copyValue(memberOf(item, "invocation"));
      if (isMapping(inputs)) test.inputs = inputs;
      const expects = copyValue(memberOf(item, "assertions"));
      if (expects !== undefined) test.expects = expects;
      return test;
    });
}
