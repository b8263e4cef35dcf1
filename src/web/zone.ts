function wallClock(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(at));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The instant at which clocks of a zone show this day and time ('2026-11-23', '10:30'). In a gap of summer time, the moment after it. */
export function instantAt(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const first = wanted - (wallClock(wanted, timeZone) - wanted);
  const second = first - (wallClock(first, timeZone) - wanted);
  return new Date(second).toISOString();
}

/** The time that clocks of a zone show at an instant, '10:30'. */
export function timeIn(at: string, timeZone: string): string {
  return new Date(wallClock(Math.floor(Date.parse(at) / 1000) * 1000, timeZone)).toISOString().slice(11, 16);
}
