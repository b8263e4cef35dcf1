/** The company as customers know it. */
export interface Company {
  name: string;
  /** `#1f5eff`; null takes the product's. */
  color: string | null;
  /** A path of this program, with the picture's size in pixels. */
  logo: { path: string; width: number; height: number } | null;
}
