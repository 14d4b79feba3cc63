import { valid } from "semver";
import type { Version } from "../model/plugin.ts";
import { textOf } from "./narrow-value.ts";

type Suffix = NonNullable<Version["suffix"]>;

const ARCHITECTURE = /^(?:x86[_-]64|amd64|i[36]86|arm64(?:v8)?|aarch64|arm(?:hf|v[67])?|ppc64(?:le)?|s390x|riscv64)$/iu;
const ACCELERATOR = /^(?:gpu|cpu|cpuonly|nogpu|rocm[\d.]{0,10}|(?:cuda|cu|cudnn)[\d.]{0,10})$/iu;
const TEMPLATE = /\{\{|\}\}|\$\{|\$\(|\$[A-Za-z_]|@@|%[A-Z_]{1,40}%|<[A-Za-z_ -]{1,60}>/u;
const DATE = /^(?:19|20)\d{2}(?<gap>[-.]?)(?:0[1-9]|1[0-2])\k<gap>(?:0[1-9]|[12]\d|3[01])(?:[T_ -][\d:.Z-]{1,20})?$/u;
const PARTIAL = /^v?\d{1,9}(?:\.\d{1,9})?$/u;
const THREE_NUMBERS = /^(?<main>\d{1,9}\.\d{1,9}\.\d{1,9})(?<rest>\D.{0,200})?$/u;

/** What a version claim is; undefined where there is none. Numbers are read as written out (YAML's `1.0` is "1"). */
export function versionOf(value: unknown): Version | undefined {
  const raw = textOf(value, 200);
  if (raw === undefined) return undefined;
  if (TEMPLATE.test(raw)) return { raw, kind: "template" };
  if (DATE.test(raw)) return { raw, kind: "date" };
  if (PARTIAL.test(raw)) return { raw, kind: "partial" };
  return threeNumbers(raw) ?? { raw, kind: "other" };
}

function threeNumbers(raw: string): Version | undefined {
  const hasV = /^v\d/u.test(raw);
  const bare = hasV ? raw.slice(1) : raw;
  const groups = THREE_NUMBERS.exec(bare)?.groups;
  const main = groups?.["main"];
  if (main === undefined) return undefined;
  const suffix = suffixOf(groups?.["rest"] ?? "");
  const strictMain = valid(main);
  if (suffix !== undefined && strictMain !== null) return { raw, semver: strictMain, kind: "semver-suffix", suffix };
  const semver = valid(bare);
  if (semver !== null) return { raw, semver, kind: hasV ? "v-semver" : "semver" };
  // 24.2.06 and 0.11.9--hdfd78af_1 follow no standard, but order by their three numbers.
  return { raw, semver: main.split(".").map(Number).join("."), kind: "semver-suffix" };
}

/** `-x86_64`, `-cuda11.8-arm64`: parts that all name a machine are no pre-release (ADR 4, 5). */
function suffixOf(rest: string): Suffix | undefined {
  if (!/^[-+]/u.test(rest)) return undefined;
  // "x86-64" is one name in two parts.
  const parts = rest
    .slice(1)
    .replace(/x86-64/iu, "x86_64")
    .split("-");
  const suffix: Suffix = {};
  for (const part of parts) {
    if (ARCHITECTURE.test(part)) suffix.architecture = part.toLowerCase();
    else if (ACCELERATOR.test(part)) suffix.accelerator = part.toLowerCase();
    else return undefined;
  }
  return suffix;
}
