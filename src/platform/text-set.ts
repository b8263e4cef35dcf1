const firstCapacity = 1024;
const fullAt = 0.6;
const keptTexts = 5000;

/** Two independent hashes of a text: together 64 bits, which of a million texts leave one chance in forty million of a mix-up. */
function hashesOf(text: string): [number, number] {
  let [first, second] = [0x811c9dc5, 0x9747b28c ^ text.length];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul((second ^ unit) + (second << 13), 0x5bd1e995) ^ (second >>> 15);
  }
  first = Math.imul(first ^ (first >>> 16), 0x85ebca6b);
  second = Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
  // Zero and zero marks a free place.
  return [(first ^ (first >>> 13)) | 0, (second ^ (second >>> 16)) | 0 || 1];
}

/**
 * Remembers which texts were seen and a number with each (the row), in 12 bytes a place and without the texts: of the keys of
 * a million rows it takes some 25 MB, where a `Map` takes 150.
 */
export class TextSet {
  private first = new Int32Array(firstCapacity);
  private second = new Int32Array(firstCapacity);
  private numbers = new Int32Array(firstCapacity);
  private count = 0;
  /** The texts themselves, of the first some thousand. */
  readonly texts: string[] = [];

  get size(): number {
    return this.count;
  }

  /** The number that came with the text the first time; undefined when it is new, and it is remembered now. */
  seen(text: string, number = 0): number | undefined {
    if (this.count >= this.first.length * fullAt) this.grow();
    const [first, second] = hashesOf(text);
    const place = this.placeOf(first, second);
    if (this.second[place] !== 0) return this.numbers[place];
    this.put(place, first, second, number);
    this.count += 1;
    if (this.texts.length < keptTexts) this.texts.push(text);
    return undefined;
  }

  add(text: string): void {
    this.seen(text);
  }

  has(text: string): boolean {
    const [first, second] = hashesOf(text);
    return this.second[this.placeOf(first, second)] !== 0;
  }

  /** Where the hashes stand, or the free place where they would. */
  private placeOf(first: number, second: number): number {
    const mask = this.first.length - 1;
    let place = first & mask;
    while (this.second[place] !== 0 && (this.first[place] !== first || this.second[place] !== second)) place = (place + 1) & mask;
    return place;
  }

  private put(place: number, first: number, second: number, number: number): void {
    this.first[place] = first;
    this.second[place] = second;
    this.numbers[place] = number;
  }

  private grow(): void {
    const { first, second, numbers } = this;
    const capacity = first.length * 2;
    this.first = new Int32Array(capacity);
    this.second = new Int32Array(capacity);
    this.numbers = new Int32Array(capacity);
    first.forEach((hash, index) => {
      const other = second[index] ?? 0;
      if (other !== 0) this.put(this.placeOf(hash, other), hash, other, numbers[index] ?? 0);
    });
  }
}
