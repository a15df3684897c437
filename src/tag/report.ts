/** Does what an element asks. A mistake in it is for the console: the page's other triggers go on. */
export const report = (element: Element, act: () => void): void => {
  try {
    act();
  } catch (error) {
    console.error(`${error}`, element);
  }
};
