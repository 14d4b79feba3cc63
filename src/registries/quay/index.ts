import type { Registry } from "../registry.ts";
import { openQuay } from "./open-quay.ts";

/** Quay: quay.io and those who run it themselves. */
export const quay = {
  id: "quay",
  title: "Quay",
  hosts: ["quay.io"],
  matches: (settings) => settings.kind === "quay",
  open: openQuay,
} as const satisfies Registry;
