/** What a call throws: synchronously, or it is no mistake that is found where it is made. */
export const thrown = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw Error('nothing was thrown');
};
