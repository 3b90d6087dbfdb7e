/** A message's header (RFC 1035 §4.1.1). */
export const HEADER_BYTES = 12;
/** What of the header lies behind the id: flags and counts. */
export const HEADER_REST_BYTES = HEADER_BYTES - 2;
/** Type and class, which end a question (RFC 1035 §4.1.2). */
export const QUESTION_FIELDS_BYTES = 4;
/** A label's characters: its length has six bits (RFC 1035 §3.1). */
export const MAX_LABEL_BYTES = 63;
/** A name on the wire, length octets and the root's included (RFC 1035 §3.1). */
export const MAX_NAME_BYTES = 255;
/** The record that holds EDNS (RFC 6891 §6.1.1). */
export const TYPE_OPT = 41;
/** EDNS option of a server's own name for itself (RFC 5001 §4). */
export const NSID_OPTION = 3;
