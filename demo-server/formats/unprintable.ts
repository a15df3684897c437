/**
 * What must reach neither a terminal nor a line-based reader as it is: control characters, escape
 * sequences, bidirectional overrides, and the line ends that only some readers know (U+0085,
 * U+2028, U+2029).
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
