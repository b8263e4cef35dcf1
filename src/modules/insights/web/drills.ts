/** Of the records behind a number those won, and of these those won within some days. */
export function onlyWon(drill: string, within?: { from: string; to: string }): string {
  const whole: unknown = JSON.parse(drill);
  const won = { field: 'status', op: 'in', value: ['won', 'completed'] };
  const days = within ? [{ field: 'wonOn', op: 'between', value: [within.from, within.to] }] : [];
  return JSON.stringify({ and: [whole, won, ...days] });
}
