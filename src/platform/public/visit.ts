import type { FastifyRequest } from 'fastify';
import type { Device, ReaderApp, Uncounted } from './visits.ts';

export interface Visit {
  device: Device;
  app: ReaderApp;
  /** Null for what looks like a person. */
  notCounted: Uncounted | null;
  /** Address and program of the visitor, to be hashed and never kept. */
  visitor: string;
}

// Chat programs and networks that read a link to show what is behind it.
const previews =
  /slackbot|slack-imgproxy|facebookexternalhit|facebot|twitterbot|linkedinbot|discordbot|telegrambot|whatsapp|skypeuripreview|microsoftpreview|bingpreview|dingtalkbot|larkurl|lark-?bot|feishu-?(bot|url)|wechat(shareextension|-?bot|-?preview)|wxwork-?bot|weibo-?bot|line-poker|embedly|iframely|urlpreview|link-?preview|yahoomailproxy|googleimageproxy/i;
// Gateways that open every link of a mail before its reader does.
const scanners =
  /barracuda|proofpoint|mimecast|safelinks|symantec|messagelabs|trend ?micro|fortinet|forcepoint|cisco-?(email|ironport)|ironport|zscaler|sophos|mailguard|virustotal|urlscan|phish|coremail|mail-?scan/i;
const programs =
  /bot\b|bot[/;)]|crawl|spider|curl|wget|python|go-http|okhttp|java\/|libwww|axios|node-fetch|undici|httpclient|headless|phantomjs|monitor|scan/i;

const header = (request: Pick<FastifyRequest, 'headers'>, name: string): string => String(request.headers[name] ?? '');

function uncountedOf(request: Pick<FastifyRequest, 'headers' | 'method'>): Uncounted | null {
  const agent = header(request, 'user-agent');
  if (request.method === 'HEAD') return 'head';
  const purpose = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => header(request, name)).join(' ');
  if (/prefetch|preview|prerender/i.test(purpose)) return 'prefetch';
  if (previews.test(agent)) return 'preview';
  if (scanners.test(agent)) return 'scanner';
  return agent === '' || programs.test(agent) || !agent.startsWith('Mozilla/') ? 'program' : null;
}

function appOf(agent: string): ReaderApp {
  if (/wxwork/i.test(agent)) return 'wecom';
  if (/micromessenger/i.test(agent)) return 'wechat';
  if (/dingtalk/i.test(agent)) return 'dingtalk';
  return /\b(feishu|lark)\//i.test(agent) ? 'feishu' : 'browser';
}

function deviceOf(agent: string): Device {
  if (/ipad|tablet/i.test(agent) || (/android/i.test(agent) && !/mobile/i.test(agent))) return 'tablet';
  if (/iphone|ipod|android|harmony|mobile/i.test(agent)) return 'phone';
  return /windows|macintosh|x11|linux|cros/i.test(agent) ? 'computer' : 'unknown';
}

/** What can be told of a visit without asking anything of the visitor. */
export function visitOf(request: Pick<FastifyRequest, 'headers' | 'method' | 'ip'>): Visit {
  const agent = header(request, 'user-agent');
  return {
    device: deviceOf(agent),
    app: appOf(agent),
    notCounted: uncountedOf(request),
    visitor: `${request.ip} ${agent}`,
  };
}
