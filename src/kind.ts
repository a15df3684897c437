/** The name of a value's kind: unlike `instanceof`, it knows another frame's objects. */
export const kind = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
