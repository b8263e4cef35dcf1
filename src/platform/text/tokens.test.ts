import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentTokens, queryTokens } from './tokens.ts';

async function isFound(query: string, title: string, others: string[] = []): Promise<boolean> {
  const tokens = new Set(await documentTokens(title, others));
  const asked = await queryTokens(query);
  return asked.length > 0 && asked.every((token) => tokens.has(token));
}

// Names from companies-zh/standup_coder_companies.csv (standup-coder/standup-coder-database @0ae43c9885, MIT).
const xiaomi = '北京小米科技有限责任公司';
const dji = '深圳市大疆创新科技有限公司';
const bytedance = '北京字节跳动科技有限公司';
const changan = '重庆长安汽车股份有限公司';

describe('search of Chinese names', () => {
  it.each([
    ['小米', xiaomi],
    ['北京 小米', xiaomi],
    ['小米科技', xiaomi],
    [xiaomi, xiaomi],
    ['米', xiaomi],
    ['小米（北京）', xiaomi],
    ['beijingxiaomi', xiaomi],
    ['beijing', xiaomi],
    ['beij', xiaomi],
    ['xiaomi', xiaomi],
    ['xiaom', xiaomi],
    ['XiaoMi', xiaomi],
    ['bjxm', xiaomi],
    ['xmkj', xiaomi],
    ['xm', xiaomi],
    ['dajiang', dji],
    ['daji', dji],
    ['djcx', dji],
    ['shenzhen 大疆', dji],
    ['大疆創新', dji],
    ['zijietiaodong', bytedance],
    ['zijietiao', bytedance],
    ['zjtd', bytedance],
    ['北京字節跳動', bytedance],
    ['zhongqing', changan, false],
    ['chongqing', changan],
    ['cqca', changan],
    ['changan', changan],
    ['小米', dji, false],
    ['米小', xiaomi, false],
    ['北小', xiaomi, false],
    ['xiaomi 上海', xiaomi, false],
  ])('%s in %s', async (query, name, expected: boolean = true) => expect(await isFound(query, name)).toBe(expected));

  it.each([
    ['shanxiongxin', '单雄信'],
    ['danxiongxin', '单雄信'],
    ['sxx', '单雄信'],
    ['zengguofan', '曾国藩'],
    ['lvbu', '吕布'],
    ['zhangw', '张伟'],
    ['zw', '张伟'],
    ['wei', '张伟'],
    ['qiuying', '仇英'],
    ['xiejin', '解缙'],
    ['yuchigong', '尉迟恭'],
    ['tanhui', '覃辉'],
    ['qinhui', '覃辉'],
    ['chongqing', '重庆'],
    ['shanxian', '单县'],
    ['shanxian', '山东单县化工有限公司'],
    ['danxian', '单县'],
    ['changsha', '长沙'],
    ['changshayinhang', '长沙银行'],
    ['xiamen', '厦门'],
    ['yueqing', '乐清市电器厂'],
    ['laoting', '唐山乐亭钢铁'],
  ])('%s is %s', async (query, name) => expect(await isFound(query, name)).toBe(true));

  it('knows readings that are meant, and not every one a character has', async () => {
    expect(await isFound('zhangsha', '长沙')).toBe(false);
    expect(await isFound('yinxing', '长沙银行')).toBe(false);
    expect(await isFound('shamen', '厦门')).toBe(false);
  });

  it('finds Traditional by Simplified and the other way round, one character or many', async () => {
    expect(await isFound('台积电', '台灣積體電路製造股份有限公司（臺積電）')).toBe(true);
    expect(await isFound('臺積電', '台积电')).toBe(true);
    expect(await isFound('髮', '頭髮護理')).toBe(true);
    expect(await isFound('发', '頭髮護理')).toBe(true);
  });

  it('finds Japanese and Korean names by their characters', async () => {
    expect(await isFound('トヨタ', 'トヨタ自動車株式会社')).toBe(true);
    expect(await isFound('삼성', '삼성전자')).toBe(true);
    expect(await isFound('ﾄﾖﾀ', 'トヨタ自動車株式会社')).toBe(true);
  });
});

describe('search of other names', () => {
  it.each([
    ['acme', 'Acme Corporation'],
    ['acme corp', 'Acme Corporation'],
    ['CORP acme', 'Acme Corporation'],
    ['corporations', 'Acme Corporation', false],
    ['cme', 'Acme Corporation', false],
    ['internationalisation', 'Internationalisation Ltd'],
    ['gtxpro', 'GTX Pro'],
    ['GTXPro', 'GTX Pro'],
    ['gtx pro', 'GTXPro'],
    ['gtx 500', 'GTX500'],
    ['jpmorgan', 'J.P. Morgan'],
    ['jp morgan', 'J.P. Morgan'],
    ['AT&T', 'AT&T Inc.'],
    ['att', 'AT&T Inc.'],
    ["o'brien", "Conan O'Brien"],
    ['obrien', 'Conan O’Brien'],
    ['zurich', 'Zürich Versicherung'],
    ['ZÜRICH', 'Zurich Insurance'],
    ['hauptstrasse', 'Hauptstraße 5'],
    ['ｇｔｘ', 'GTX Pro'],
    ['3m', '3M Company'],
    ['газпром', 'ПАО «Газпром»'],
    ['ann@acme.test', 'Ann', true, ['ann@acme.test']],
    ['acme.test', 'Ann', true, ['ann@acme.test']],
    ['Q-2026-0012', 'Q-2026-0012'],
  ])('%s in %s', async (query, name, expected: boolean = true, others: string[] = []) =>
    expect(await isFound(query, name, others)).toBe(expected),
  );
});

describe('search of phone numbers', () => {
  const phones = [
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 138 0013 8000',
    '+8613800138000',
    '008613800138000',
    '8613800138000',
  ];

  it('finds every way of writing by every other', async () => {
    for (const written of phones)
      for (const asked of phones)
        expect([asked, written, await isFound(asked, 'Ann', [written])]).toEqual([asked, written, true]);
  });

  it.each([
    ['8000', '+8613800138000', true],
    ['138000', '+8613800138000', true],
    ['138001', '+8613800138000', true],
    ['138 001', '+8613800138000', true],
    ['0013', '+8613800138000', false],
    ['8001', '+8613800138000', false],
    ['+44 20 7946 0958', '(0)20 7946 0958', true],
    ['020 7946 0958', '+44 20 7946 0958', true],
    ['79460958', '+44 20 7946 0958', true],
    ['+1 (415) 555-2671', '415.555.2671', true],
    ['555 2671', '+14155552671', true],
    ['010-62958888', '+86 10 6295 8888', true],
    ['010-6295', '010-62958888', true],
    ['010-6295', '+86 (10) 6295-8888', true],
    ['62958888', '010-62958888', true],
    ['+852 2123 4567', '2123 4567', true],
  ])('%s in %s: %s', async (query, written, expected) => expect(await isFound(query, 'Ann', [written])).toBe(expected));
});

describe('tokens', () => {
  it('are not made of nothing', async () => {
    for (const text of ['', '  ', '---', '…', '\0']) {
      expect(await queryTokens(text)).toEqual([]);
      expect(await documentTokens(text)).toEqual([]);
    }
  });

  it('are few, each once, the title first', async () => {
    const long = Array.from({ length: 500 }, (_, index) => `word${index}`).join(' ');
    const tokens = await documentTokens(xiaomi, [long, long]);
    expect(tokens.length).toBe(400);
    expect(new Set(tokens).size).toBe(400);
    expect(tokens.slice(0, 2)).toEqual(['北', '北京']);
    expect((await queryTokens(long)).length).toBe(20);
    expect((await documentTokens(xiaomi)).length).toBeLessThan(100);
  });

  it('do not spell sentences in pinyin', async () => {
    const sentence = '这是一段很长的备注文字不是名字所以没有人会用拼音的首字母去查找它的内容对不对';
    expect(await isFound('zheshi', sentence)).toBe(false);
    expect(await isFound('备注文字', sentence)).toBe(true);
  });

  it('leave out how a rare character sounds', async () => {
    expect(await isFound('𠀀米', '𠀀米集团')).toBe(true);
    expect(await isFound('mi', '𠀀米集团')).toBe(true);
    expect((await documentTokens('𠀀米')).every((token) => token.isWellFormed())).toBe(true);
  });

  it('of any text find it again', async () => {
    const text = fc.string({
      maxLength: 24,
      unit: fc.oneof(
        fc.constantFrom('a', 'B', '7', ' ', '-', 'é', '小', '米', '電', 'カ', "'"),
        fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const asked = await queryTokens(name);
        const tokens = await documentTokens(name);
        expect(tokens).toEqual(expect.arrayContaining(asked));
        expect(tokens.every((token) => token.isWellFormed() && !token.includes('\0'))).toBe(true);
      }),
    );
  });
});
