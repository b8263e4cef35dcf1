type Json = Record<string, unknown>;

/** Parts that many operations have alike: each stands once among the document's components, and is referred to. */
export class SharedParts {
  /** By name, as the document has them. */
  readonly all: Record<string, Json> = {};
  private readonly names = new Map<string, string>();
  private readonly place: string;

  constructor(place: 'parameters' | 'responses') {
    this.place = place;
  }

  /** A reference to the part. Others that would have its name get a number behind it. */
  refer(name: string, part: Json): Json {
    const text = JSON.stringify(part);
    let known = this.names.get(text);
    if (known === undefined) {
      known = name;
      for (let number = 2; known in this.all; number += 1) known = `${name}-${number}`;
      this.names.set(text, known);
      this.all[known] = part;
    }
    return { $ref: `#/components/${this.place}/${known}` };
  }
}
