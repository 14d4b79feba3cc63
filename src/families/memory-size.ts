import { numberOf, textOf } from "./narrow-value.ts";

const MIB_PER_UNIT: Readonly<Record<string, number>> = {
  ki: 1 / 1024,
  mi: 1,
  gi: 1024,
  ti: 1024 * 1024,
  k: 1e3 / 2 ** 20,
  m: 1e6 / 2 ** 20,
  g: 1e9 / 2 ** 20,
};

/** Mebibytes of `2Gi`, `512M`; a bare number is MiB. */
export function mebibytesOf(value: unknown): number | undefined {
  const text = textOf(value, 40);
  const groups =
    text === undefined ? undefined : /^(?<amount>\d{1,15}(?:\.\d{1,6})?)\s?(?<unit>[kmgt]i?)b?$/iu.exec(text)?.groups;
  if (groups === undefined) return numberOf(value);
  const factor = MIB_PER_UNIT[(groups["unit"] ?? "").toLowerCase()];
  return factor === undefined ? undefined : Math.round(Number(groups["amount"]) * factor);
}
