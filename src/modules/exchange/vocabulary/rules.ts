type Words = readonly string[];

const list = (words: string): Words => words.split('; ');

/** Words that files of other systems use. They are input: nobody is shown them. */
const input: {
  synonyms: {
    phases: (readonly [number, Words])[];
    statuses: (readonly [string, Words])[];
    industries: Words;
    firstNames: Words;
    lastNames: Words;
    managers: Words;
  };
} = {
  synonyms: {
    phases: [
      [
        1,
        list(
          'prospecting; prospect; prospects; new; lead; qualification; qualify; qualified; contact; contacted; first contact; initial contact; appointment scheduled; 初步接触; 接触; 初访; 首次拜访; 潜在客户; 线索; 意向; 初期沟通',
        ),
      ],
      [
        2,
        list(
          'engaging; engaged; engagement; discovery; needs; needs analysis; need analysis; perception analysis; id. decision makers; demo; demonstration; presentation; presentation scheduled; evaluation; solution; 需求; 需求确认; 需求分析; 需求调研; 方案; 方案制定; 方案确认; 产品演示; 演示; 立项',
        ),
      ],
      [
        3,
        list(
          'proposal; proposal sent; proposal/price quote; value proposition; quote; quoted; quotation; negotiation; negotiating; negotiation/review; decision maker bought-in; 报价; 报价中; 方案报价; 谈判; 商务谈判; 招投标; 投标; 谈判审核',
        ),
      ],
      [
        4,
        list(
          'contract; contract sent; contracting; closing; signing; won; closed won; closed-won; deal won; signed; win; 签约; 合同; 合同签订; 签单; 成交; 赢单; 已成交; 交付; 已签约',
        ),
      ],
      [5, list('care; after-sales; completed; delivered; 售后; 售后服务; 完结; 已完成; 回款完成')],
    ],
    statuses: [
      ['won', list('won; closed won; closed-won; deal won; win; signed; 赢单; 赢; 成交; 已成交; 签单; 已签约')],
      ['lost', list('lost; closed lost; closed-lost; deal lost; lose; dead; 输单; 输; 丢单; 失败; 流失; 未成交; 战败')],
      ['onHold', list('on hold; paused; suspended; postponed; 搁置; 暂停; 暂缓; 延期')],
      ['completed', list('completed; delivered; 完结; 已完成')],
    ],
    industries: list(
      'technology; software; hardware; services; medical; healthcare; pharmaceutical; finance; banking; insurance; retail; wholesale; manufacturing; automotive; aerospace; energy; utilities; telecommunications; media; marketing; advertising; entertainment; education; government; construction; real estate; transportation; logistics; hospitality; agriculture; food; chemicals; employment; consulting; legal; electronics; semiconductor; 互联网; 制造业; 金融; 医疗; 教育; 零售; 房地产; 物流; 能源; 汽车; 电子; 半导体; 通信',
    ),
    firstNames: list('first name; firstname; given name; forename; 名; 名字'),
    lastNames: list('last name; lastname; surname; family name; 姓; 姓氏'),
    managers: list('manager; sales manager; supervisor; team lead; 主管; 经理; 销售经理; 销售主管; 上级'),
  },
};

/** Words for stages, by the phase they belong to. */
export const phaseWords = input.synonyms.phases;
/** Words that say how a deal stands; any other word of a stage is open. */
export const statusWords = input.synonyms.statuses;
/** Industries as most people spell them. */
export const industryWords = input.synonyms.industries;
/** Headers of columns that are half a name, and of those that name somebody's manager. */
export const firstNameWords = input.synonyms.firstNames;
export const lastNameWords = input.synonyms.lastNames;
export const managerWords = input.synonyms.managers;

/** What files of a kind are called. */
export const fileWords: ReadonlyMap<string, Words> = new Map([
  ['user', list('users; people; sellers; sales_teams; team')],
  ['deal', list('pipeline; opportunities; deals; sales')],
  ['account', list('accounts; companies; customers; constituents')],
  ['contact', ['contacts', 'people', 'persons']],
  ['product', ['products', 'items']],
  ['productVariant', list('variants; skus; product variants')],
  ['bookPrice', list('price books; pricebooks; price lists; price list; prices')],
  ['customerNumber', list('customer numbers; customer part numbers; customer items; cross reference; item mapping')],
  ['exchangeRate', list('exchange rates; currency rates; fx rates; rates; eurofxref')],
  ['lead', ['leads']],
  ['activity', ['activities', 'notes', 'calls']],
  ['team', ['teams', 'offices']],
  ['competitor', ['competitors']],
  ['order', list('orders; purchase orders')],
  ['orderLine', list('order details; order lines; order items')],
]);
