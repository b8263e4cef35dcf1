import classes from './brand.module.css';

/** The seal and the name; the only red on most screens. */
export function Brand({ size = 24, withName = true }: { size?: number; withName?: boolean }) {
  return (
    <span className={classes['brand']}>
      <span
        className={classes['seal']}
        style={{ width: size, height: size, fontSize: size * 0.54 }}
        aria-hidden="true"
        lang="zh-Hans"
      >
        成
      </span>
      {withName ? 'Chengdan' : null}
    </span>
  );
}
