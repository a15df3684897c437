/** Blue for all, from yellow to orange for some, dark red for none: told apart without red and green. */
export function colorOf(share: number): string {
  if (share === 1) return '#2f6fab';
  if (share === 0) return '#8c2d19';
  return `hsl(${Math.round(22 + share * 28)} 90% ${Math.round(58 + share * 20)}%)`;
}
