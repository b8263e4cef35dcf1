import type { Both } from '../../../platform/demo.ts';
import type { DemoOwner } from '../../identity/demo.ts';

export type Industry = 'auto' | 'electronics' | 'battery' | 'food' | 'pharma' | 'logistics' | 'metal' | 'home';

export const industries: Readonly<Record<Industry, Both>> = {
  auto: ['汽车零部件', 'Automotive parts'],
  electronics: ['电子', 'Electronics'],
  battery: ['锂电新能源', 'Batteries'],
  food: ['食品饮料', 'Food and beverage'],
  pharma: ['医药包装', 'Pharma packaging'],
  logistics: ['仓储物流', 'Warehousing'],
  metal: ['金属加工', 'Metalworking'],
  home: ['家电', 'Home appliances'],
};

/** A Chinese customer: name, short name, industry, province, city, division code (GB/T 2260), staff, turnover in 10,000 yuan, founded, owner. */
export type ChineseCompany = readonly [
  name: string,
  short: string,
  industry: Industry,
  province: string,
  city: string,
  division: string,
  staff: number,
  turnover: number,
  founded: number,
  owner: DemoOwner,
];

export const chineseCompanies: readonly ChineseCompany[] = [
  ['苏州澈屿精密制造有限公司', '澈屿精密', 'auto', '江苏省', '苏州市', '320505', 860, 52_000, 2006, 'me'],
  ['无锡蘅越电机有限公司', '蘅越电机', 'home', '江苏省', '无锡市', '320211', 1200, 98_000, 1998, 'zhou'],
  ['昆山睿珀电子科技有限公司', '睿珀电子', 'electronics', '江苏省', '苏州市', '320583', 2400, 210_000, 2010, 'lin'],
  ['杭州穗陌食品有限公司', '穗陌食品', 'food', '浙江省', '杭州市', '330110', 640, 41_000, 2003, 'gu'],
  ['宁波海砚汽车零部件有限公司', '海砚汽配', 'auto', '浙江省', '宁波市', '330206', 1500, 126_000, 2001, 'gu'],
  ['常州微岚储能科技有限公司', '微岚储能', 'battery', '江苏省', '常州市', '320412', 1850, 163_000, 2015, 'zhou'],
  ['南通晴汀包装有限公司', '晴汀包装', 'pharma', '江苏省', '南通市', '320611', 420, 23_000, 2008, 'lin'],
  ['嘉兴云砌仓储有限公司', '云砌仓储', 'logistics', '浙江省', '嘉兴市', '330411', 380, 19_000, 2013, 'gu'],
  ['上海泊砚设备有限公司', '泊砚设备', 'metal', '上海市', '上海市', '310114', 260, 15_000, 2012, 'zhou'],
  ['合肥澄垣家电有限公司', '澄垣家电', 'home', '安徽省', '合肥市', '340104', 3100, 320_000, 1996, 'lin'],
  ['绍兴映蘅纺机有限公司', '映蘅纺机', 'metal', '浙江省', '绍兴市', '330602', 540, 29_000, 2000, 'gu'],
  ['深圳曜砾光电有限公司', '曜砾光电', 'electronics', '广东省', '深圳市', '440307', 1700, 142_000, 2011, 'chen'],
  ['东莞砚峰五金制品有限公司', '砚峰五金', 'metal', '广东省', '东莞市', '441900', 690, 36_000, 2004, 'chen'],
  ['佛山屿灶厨电有限公司', '屿灶厨电', 'home', '广东省', '佛山市', '440606', 2200, 188_000, 1999, 'liang'],
  ['广州澜穗饮料有限公司', '澜穗饮料', 'food', '广东省', '广州市', '440112', 1300, 115_000, 1995, 'liang'],
  ['惠州砾川电池有限公司', '砾川电池', 'battery', '广东省', '惠州市', '441302', 2600, 240_000, 2014, 'me'],
  ['珠海泓汀物流有限公司', '泓汀物流', 'logistics', '广东省', '珠海市', '440402', 510, 31_000, 2009, 'liang'],
  ['中山朗砌照明有限公司', '朗砌照明', 'home', '广东省', '中山市', '442000', 780, 47_000, 2005, 'liang'],
  ['厦门鹭砚医药包装有限公司', '鹭砚医包', 'pharma', '福建省', '厦门市', '350206', 360, 21_000, 2007, 'chen'],
  ['长沙星垚工程机械有限公司', '星垚机械', 'metal', '湖南省', '长沙市', '430112', 1900, 175_000, 2002, 'chen'],
  ['青岛潮砺轮胎有限公司', '潮砺轮胎', 'auto', '山东省', '青岛市', '370212', 2800, 260_000, 1997, 'sun'],
  ['济南齐垚重型机械有限公司', '齐垚重机', 'metal', '山东省', '济南市', '370112', 1600, 133_000, 1993, 'sun'],
  ['天津渤砚汽车电子有限公司', '渤砚电子', 'auto', '天津市', '天津市', '120111', 980, 74_000, 2008, 'me'],
  ['北京朔蘅生物制药有限公司', '朔蘅生物', 'pharma', '北京市', '北京市', '110115', 720, 69_000, 2010, 'zhao'],
  ['石家庄冀穗乳业有限公司', '冀穗乳业', 'food', '河北省', '石家庄市', '130109', 1450, 121_000, 2000, 'zhao'],
  ['沈阳辽砺数控机床有限公司', '辽砺机床', 'metal', '辽宁省', '沈阳市', '210106', 1100, 83_000, 1988, 'sun'],
  ['大连港砌冷链物流有限公司', '港砌冷链', 'logistics', '辽宁省', '大连市', '210212', 430, 26_000, 2012, 'sun'],
  ['西安秦垚新能源科技有限公司', '秦垚新能', 'battery', '陕西省', '西安市', '610131', 890, 71_000, 2016, 'zhao'],
  ['郑州豫穗食品有限公司', '豫穗食品', 'food', '河南省', '郑州市', '410104', 1050, 79_000, 2004, 'zhao'],
  ['武汉江砾电子有限公司', '江砾电子', 'electronics', '湖北省', '武汉市', '420115', 1350, 104_000, 2013, 'zhao'],
];

export type Land = 'SG' | 'MY' | 'TH' | 'VN' | 'IN' | 'AU' | 'DE' | 'SE' | 'GB' | 'FR' | 'PL' | 'US' | 'CA' | 'MX' | 'BR';

export const lands: Readonly<Record<Land | 'CN', Both>> = {
  CN: ['中国', 'China'],
  SG: ['新加坡', 'Singapore'],
  MY: ['马来西亚', 'Malaysia'],
  TH: ['泰国', 'Thailand'],
  VN: ['越南', 'Vietnam'],
  IN: ['印度', 'India'],
  AU: ['澳大利亚', 'Australia'],
  DE: ['德国', 'Germany'],
  SE: ['瑞典', 'Sweden'],
  GB: ['英国', 'United Kingdom'],
  FR: ['法国', 'France'],
  PL: ['波兰', 'Poland'],
  US: ['美国', 'United States'],
  CA: ['加拿大', 'Canada'],
  MX: ['墨西哥', 'Mexico'],
  BR: ['巴西', 'Brazil'],
};

/** A customer abroad: name, short name, industry, country, city, staff, turnover in millions, currency, founded, owner. */
export type ForeignCompany = readonly [
  name: string,
  short: string,
  industry: Industry,
  land: Land,
  city: string,
  staff: number,
  turnover: number,
  currency: 'USD' | 'EUR',
  founded: number,
  owner: DemoOwner,
];

export const foreignCompanies: readonly ForeignCompany[] = [
  ['Kallangview Precision Pte Ltd', 'Kallangview', 'electronics', 'SG', 'Singapore', 310, 58, 'USD', 2005, 'tan'],
  ['Straitsward Coldchain Pte Ltd', 'Straitsward', 'logistics', 'SG', 'Singapore', 240, 37, 'USD', 2011, 'tan'],
  ['Tanjung Serindit Foods Sdn Bhd', 'Serindit Foods', 'food', 'MY', 'Shah Alam', 620, 64, 'USD', 1999, 'tan'],
  ['Ban Khlong Rung Packaging Co., Ltd.', 'Khlong Rung', 'pharma', 'TH', 'Chonburi', 480, 41, 'USD', 2004, 'mehra'],
  ['Hoa Lac Duong Electronics JSC', 'Hoa Lac Duong', 'electronics', 'VN', 'Hai Phong', 1500, 120, 'USD', 2012, 'tan'],
  ['Sahyapur Motor Components Pvt Ltd', 'Sahyapur', 'auto', 'IN', 'Pune', 2100, 165, 'USD', 1994, 'me'],
  ['Yarrabindi Beverages Pty Ltd', 'Yarrabindi', 'food', 'AU', 'Geelong', 350, 88, 'USD', 1987, 'mehra'],
  ['Wattleford Storage Pty Ltd', 'Wattleford', 'logistics', 'AU', 'Brisbane', 190, 29, 'USD', 2015, 'mehra'],
  ['Feldriemer Maschinenbau GmbH', 'Feldriemer', 'metal', 'DE', 'Chemnitz', 420, 73, 'EUR', 1968, 'brandt'],
  ['Allerbruch Automotive GmbH', 'Allerbruch', 'auto', 'DE', 'Celle', 1300, 240, 'EUR', 1979, 'brandt'],
  ['Brauhof Kestenthal GmbH & Co. KG', 'Kestenthal', 'food', 'DE', 'Bamberg', 160, 34, 'EUR', 1891, 'brandt'],
  ['Norrvikens Battericeller AB', 'Norrviken', 'battery', 'SE', 'Luleå', 780, 210, 'EUR', 2017, 'me'],
  ['Fjällhyttan Hushåll AB', 'Fjällhyttan', 'home', 'SE', 'Jönköping', 540, 96, 'EUR', 1974, 'nyberg'],
  ['Pennardwick Packaging Ltd', 'Pennardwick', 'pharma', 'GB', 'Swansea', 270, 44, 'EUR', 1993, 'nyberg'],
  ['Thornleighby Castings Ltd', 'Thornleighby', 'metal', 'GB', 'Sheffield', 330, 52, 'EUR', 1956, 'nyberg'],
  ['Mécanique de Valserine SAS', 'Valserine', 'metal', 'FR', 'Cluses', 210, 38, 'EUR', 1982, 'brandt'],
  ['Laiterie des Combes Claires SAS', 'Combes Claires', 'food', 'FR', 'Vesoul', 390, 81, 'EUR', 1963, 'brandt'],
  ['Zakłady Metalowe Brzozowiec Sp. z o.o.', 'Brzozowiec', 'metal', 'PL', 'Rzeszów', 560, 47, 'EUR', 1991, 'nyberg'],
  ['Tallgrass Hollow Foods, Inc.', 'Tallgrass Hollow', 'food', 'US', 'Omaha, NE', 880, 190, 'USD', 1971, 'me'],
  ['Caldervoss Tooling LLC', 'Caldervoss', 'metal', 'US', 'Toledo, OH', 240, 61, 'USD', 1984, 'cole'],
  ['Bluestem Ridge Cells, Inc.', 'Bluestem Ridge', 'battery', 'US', 'Tulsa, OK', 690, 230, 'USD', 2018, 'cole'],
  ['Lakehollow Fulfilment LLC', 'Lakehollow', 'logistics', 'US', 'Joliet, IL', 520, 77, 'USD', 2014, 'cole'],
  ['Maplewick Appliances Ltd.', 'Maplewick', 'home', 'CA', 'Guelph, ON', 610, 118, 'USD', 1988, 'cole'],
  ['Autopartes Sierra Clarín S.A. de C.V.', 'Sierra Clarín', 'auto', 'MX', 'Saltillo', 1400, 132, 'USD', 2000, 'salas'],
  ['Empaques Norteño del Bajío S.A. de C.V.', 'Norteño Bajío', 'pharma', 'MX', 'Querétaro', 350, 33, 'USD', 2006, 'salas'],
  ['Componentes Serra Altiva Ltda.', 'Serra Altiva', 'electronics', 'BR', 'Joinville', 720, 69, 'USD', 1996, 'salas'],
];
