import { isMapping, memberOf } from "../hostile-value.ts";

/** Sections that every README of the catalogue has. */
export const SECTIONS = ["Description", "Usage", "Authors", "Contact info", "URL", "License"] as const;

/** Name of a section. */
export type SectionName = (typeof SECTIONS)[number];

/** It has the sections Description and Usage, and two more of the catalogue's six. */
export function recognizesChaimeleon(root: unknown): boolean {
  const sections = memberOf(root, "sections");
  if (!isMapping(sections)) return false;
  const has = (name: SectionName): boolean => typeof memberOf(sections, name) === "string";
  return has("Description") && has("Usage") && SECTIONS.filter(has).length >= 4;
}
