/** An option of the OPT record (RFC 6891 §6.1.2) that goes with every query. */
export type EdnsOptionSetting =
  /** Any option: its code and its data. */
  | { readonly kind: 'raw'; readonly code: number; readonly data: Uint8Array }
  /** RFC 5001: asks the server for its identity. */
  | { readonly kind: 'nsid' }
  /** RFC 7873: a client cookie of the run, with the server's own once it is learned. */
  | { readonly kind: 'cookie' }
  /** RFC 7871: on whose behalf is asked. */
  | { readonly kind: 'client-subnet'; readonly address: string; readonly prefixLength: number };

/** Key that signs every query (RFC 8945). */
export interface Tsig {
  /** As named in RFC 8945 §6, `hmac-sha256`. */
  readonly algorithm: string;
  readonly keyName: string;
  /** Never printed. */
  readonly secret: Uint8Array;
  /** Seconds either side of our clock that the server should allow. */
  readonly fudgeSeconds: number;
}
