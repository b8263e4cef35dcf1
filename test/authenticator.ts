import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

interface Circumstances {
  origin: string;
  rpId: string;
  /** How often the key has signed, as it says itself. */
  counter?: number;
  /** False for a touch alone, without finger, face or PIN. */
  isVerified?: boolean;
}

/** A passkey in software, to say what a browser would not: WebAuthn level 3 with ES256 and no attestation. */
export class Authenticator {
  readonly id = randomBytes(20).toString('base64url');
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  private authData({ rpId, counter = 0, isVerified = true }: Circumstances, attested?: Buffer): Buffer {
    const flags = 0x01 | (isVerified ? 0x04 : 0) | (attested ? 0x40 : 0);
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(rpId), head, attested ?? Buffer.alloc(0)]);
  }

  private clientData(type: string, challenge: unknown, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  /** Answers the options of a registration. */
  register(options: Record<string, unknown>, circumstances: Circumstances) {
    const { x = '', y = '' } = this.pair.publicKey.export({ format: 'jwk' });
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    // CBOR of the COSE key { 1: 2, 3: -7, -1: 1, -2: x, -3: y }.
    const key = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), xBytes, Buffer.from('225820', 'hex'), yBytes]);
    const authData = this.authData(circumstances, Buffer.concat([Buffer.alloc(16), length, id, key]));
    const size = Buffer.alloc(2);
    size.writeUInt16BE(authData.length);
    // CBOR of { fmt: 'none', attStmt: {}, authData }.
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      size,
      authData,
    ]);
    return {
      id: this.id,
      clientDataJSON: this.clientData('webauthn.create', options['challenge'], circumstances.origin).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
    };
  }

  /** Answers the options of a sign-in. */
  assert(options: Record<string, unknown>, circumstances: Circumstances) {
    const clientData = this.clientData('webauthn.get', options['challenge'], circumstances.origin);
    const authData = this.authData(circumstances);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), this.pair.privateKey);
    return {
      id: this.id,
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
    };
  }
}
