import { Transformer } from '@napi-rs/image';
import { describe, expect, it } from 'vitest';
import { cleanPicture, pictureSize } from './pictures.ts';

const pixels = (width: number, height: number) => new Uint8Array(width * height * 4).map((_, index) => index % 251);
const picture = (width: number, height: number) => Transformer.fromRgbaPixels(pixels(width, height), width, height);
const bounds = { width: 600, height: 240 };

describe('cleanPicture', () => {
  it('writes PNG and JPEG anew as PNG, and makes large ones smaller with their shape kept', async () => {
    const small = await cleanPicture(await picture(200, 100).png(), bounds);
    expect(small).toMatchObject({ width: 200, height: 100 });
    expect(pictureSize(small.png)).toEqual({ width: 200, height: 100 });
    const large = await cleanPicture(await picture(2000, 400).jpeg(), bounds);
    expect(large).toMatchObject({ width: 600, height: 120 });
    expect(large.png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('keeps what is see-through', async () => {
    const see = new Uint8Array(40 * 40 * 4);
    const { png } = await cleanPicture(await Transformer.fromRgbaPixels(see, 40, 40).png(), bounds);
    expect([...(await new Transformer(png).rawPixels()).subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  });

  it('leaves out what stands behind the picture', async () => {
    const hidden = Buffer.concat([await picture(20, 20).png(), Buffer.from('<script>alert(1)</script>')]);
    expect((await cleanPicture(hidden, bounds)).png.includes('script')).toBe(false);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<html><script>1</script>')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000')],
    ['the head of a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['the head of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9])],
  ])('refuses %s', async (_, bytes) => {
    await expect(cleanPicture(bytes, bounds)).rejects.toMatchObject({ code: 'not_a_picture' });
  });

  it('refuses a picture that is cut off, and unpacks none that says it is enormous', async () => {
    const png = await picture(300, 300).png();
    await expect(cleanPicture(png.subarray(0, 400), bounds)).rejects.toMatchObject({ code: 'not_a_picture' });
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await expect(cleanPicture(bomb, bounds)).rejects.toMatchObject({ code: 'picture_too_large' });
    const jpeg = Buffer.from(await picture(300, 300).jpeg());
    const at = jpeg.findIndex((byte, index) => byte === 0xff && [0xc0, 0xc2].includes(jpeg[index + 1] ?? 0));
    jpeg.writeUInt16BE(65_000, at + 5);
    jpeg.writeUInt16BE(65_000, at + 7);
    await expect(cleanPicture(jpeg, bounds)).rejects.toMatchObject({ code: 'picture_too_large' });
  });
});
