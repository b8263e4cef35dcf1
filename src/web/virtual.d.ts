declare module 'virtual:words' {
  /** Where the words of each language are. */
  const addresses: Record<'en' | 'zh-Hans' | 'zh-Hant', string>;
  export default addresses;
}
