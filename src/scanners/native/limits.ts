/** What one layer may cost before the rest of it is left unread and said to be incomplete. */
export interface LayerLimits {
  /** Entries of the tar. */
  maxEntries: number;
  /** Bytes after decompression. */
  maxRawBytes: number;
  /** Raw bytes for each compressed byte; asked only after `ratioFromBytes` raw bytes. */
  maxRatio: number;
  ratioFromBytes: number;
  /** Bytes of one path. */
  maxPathBytes: number;
  /** Bytes of one evidence file; a larger one is skipped, the rest is read. */
  maxEvidenceBytes: number;
  /** Characters of all facts kept of one layer. */
  maxFactCharacters: number;
  /** Milliseconds for one layer, pull included. */
  layerTimeoutMs: number;
}

const MIB = 1024 * 1024;

/** The limits of docs: 2 M entries, 64 GiB raw, ratio 200 after 1 MiB, evidence file 64 MiB, path 4,096 bytes, facts 64 M characters, 30 minutes. */
export const DEFAULT_LAYER_LIMITS: LayerLimits = {
  maxEntries: 2_000_000,
  maxRawBytes: 64 * 1024 * MIB,
  maxRatio: 200,
  ratioFromBytes: MIB,
  maxPathBytes: 4096,
  maxEvidenceBytes: 64 * MIB,
  maxFactCharacters: 64 * MIB,
  layerTimeoutMs: 30 * 60_000,
};

/** A layer that cannot be read on: what was found before stays, and the message becomes a line of `incomplete`. */
export class LayerFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "LayerFault";
  }
}
