import classes from './avatar.module.css';

interface AvatarProps {
  name: string;
  size?: number;
  tone?: 'plain' | 'pri' | 'ok' | 'warn' | 'bad';
}

/** What stands for a name: the family name of a Chinese one, the first letters of others. */
export function initials(name: string): string {
  const trimmed = name.trim();
  if (/^\p{Script=Han}/u.test(trimmed)) return [...trimmed][0] ?? '';
  return trimmed
    .split(/[\s.@_-]+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
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
    >
      {initials(name)}
    </span>
  );
}
