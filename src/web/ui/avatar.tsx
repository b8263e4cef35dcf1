import classes from './avatar.module.css';

interface AvatarProps {
  name: string;
  size?: number;
  tone?: 'plain' | 'pri' | 'ok' | 'warn' | 'bad';
}

/** The first character, whole also when it takes two code units. */
function firstOf(text: string): string {
  return Array.from(text)[0] ?? '';
}

/** What stands for a name: the family name of a Chinese one, the first letters of others. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (/^\p{Script=Han}/u.test(trimmed)) return firstOf(trimmed);
  return trimmed
    .split(/[\s.@_-]+/)
    .slice(0, 2)
    .map(firstOf)
    .join('')
    .toUpperCase();
}

/** A round mark for a person or a kind of happening; the name stands beside it, so it is hidden from screen readers. */
export function Avatar({ name, size = 22, tone = 'plain' }: AvatarProps) {
  return (
    <span
      className={classes['avatar']}
      data-tone={tone}
      style={{ width: size, height: size, fontSize: Math.max(10, Math.round(size * 0.45)) }}
      aria-hidden="true"
      // Drawn by the style sheet: as text it would have to be part of the name of a button that only shows an avatar.
      data-initials={initials(name)}
    />
  );
}
