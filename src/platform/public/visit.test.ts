import { expect, it } from 'vitest';
import { visitOf } from './visit.ts';

const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const desktop = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const android =
  'Mozilla/5.0 (Linux; Android 15; V2324) AppleWebKit/537.36 Chrome/134.0 Mobile Safari/537.36 MicroMessenger/8.0.60 NetType/WIFI';

it.each([
  [desktop, 'computer', 'browser', null],
  [phone, 'phone', 'browser', null],
  [android, 'phone', 'wechat', null],
  [`${phone} wxwork/4.1.38 MicroMessenger/7.0.1`, 'phone', 'wecom', null],
  [`${phone} AliApp(DingTalk/7.6.50) com.laiwang.DingTalk`, 'phone', 'dingtalk', null],
  [`${desktop} Lark/7.30.5 LarkLocale/en_US`, 'computer', 'feishu', null],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)', 'tablet', 'browser', null],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'unknown', 'browser', 'preview'],
  ['Mozilla/5.0 (compatible; DingTalkBot-LinkService/1.0)', 'unknown', 'dingtalk', 'preview'],
  ['WhatsApp/2.23.20.0', 'unknown', 'browser', 'preview'],
  ['facebookexternalhit/1.1', 'unknown', 'browser', 'preview'],
  [`${desktop} Mimecast`, 'computer', 'browser', 'scanner'],
  ['Barracuda Sentinel (EE)', 'unknown', 'browser', 'scanner'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1)', 'unknown', 'browser', 'program'],
  ['curl/8.5.0', 'unknown', 'browser', 'program'],
  ['', 'unknown', 'browser', 'program'],
])('tells what %s is', (agent, device, app, notCounted) => {
  expect(visitOf({ method: 'GET', ip: '10.0.0.1', headers: { 'user-agent': agent } })).toMatchObject({ device, app, notCounted });
});

it.each([
  ['a HEAD request', 'HEAD', {}, 'head'],
  ['prefetching', 'GET', { 'sec-purpose': 'prefetch;prerender' }, 'prefetch'],
  ['an older prefetch', 'GET', { 'x-moz': 'prefetch' }, 'prefetch'],
  ['a preview', 'GET', { 'x-purpose': 'preview' }, 'prefetch'],
])('does not take %s for a reader', (_, method, headers, notCounted) => {
  expect(visitOf({ method, ip: '10.0.0.1', headers: { 'user-agent': desktop, ...headers } }).notCounted).toBe(notCounted);
});
