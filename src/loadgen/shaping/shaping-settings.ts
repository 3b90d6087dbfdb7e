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

/** How each query looks on the wire beyond its name and type. */
export interface ShapingSettings {
  /** Class of queries that name none of their own: 1 IN, 3 CH, 4 HS, or any number. */
  readonly queryClass: number;
  readonly recursionDesired: boolean;
  /** Absent: no OPT record (RFC 6891). */
  readonly edns?: {
    readonly udpSizeBytes: number;
    readonly dnssecOk: boolean;
    readonly options: readonly EdnsOptionSetting[];
  };
  readonly tsig?: Tsig;
  /** A label put before each name: random letters and digits, or a number that counts up. */
  readonly prefix?: { readonly kind: 'random' | 'number'; readonly length: number };
}
