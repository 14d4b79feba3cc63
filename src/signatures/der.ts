/** One element of DER: https://www.itu.int/rec/T-REC-X.690, definite lengths and one-byte tags only. */
export interface DerElement {
  tag: number;
  value: Uint8Array;
}

/** The elements that follow one another in `bytes`; throws on anything that is not whole, definite-length DER. */
export function readDer(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tag = byteAt(bytes, offset);
    const { length, start } = readLength(bytes, offset + 1);
    if (start + length > bytes.length) throw new Error("DER element is cut off");
    elements.push({ tag, value: bytes.subarray(start, start + length) });
    offset = start + length;
  }
  return elements;
}

/** The text of a DER UTF8String (tag 0x0c), or undefined when it is something else. */
export function readUtf8String(bytes: Uint8Array): string | undefined {
  const [element, ...rest] = readDer(bytes);
  if (element?.tag !== 0x0c || rest.length > 0) return undefined;
  return new TextDecoder("utf-8", { fatal: true }).decode(element.value);
}

function readLength(bytes: Uint8Array, offset: number): { length: number; start: number } {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { length: first, start: offset + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new Error("DER length is not definite or too long");
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + byteAt(bytes, offset + index);
  return { length, start: offset + 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new Error("DER ends too early");
  return byte;
}
