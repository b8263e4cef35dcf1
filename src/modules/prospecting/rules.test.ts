import { describe, expect, it } from 'vitest';
import { accountOf, contactOf, type LeadFacts, refusalOfClosing, refusalOfReopening } from './rules.ts';

describe('which lead may be closed or taken up again', () => {
  it.each([
    ['new', null, 'prospecting.is_open'],
    ['contacted', null, 'prospecting.is_open'],
    ['disqualified', 'prospecting.is_disqualified', null],
    ['converted', 'prospecting.already_converted', 'prospecting.already_converted'],
  ] as const)('%s', (status, closing, reopening) => {
    expect(refusalOfClosing(status)).toBe(closing);
    expect(refusalOfReopening(status)).toBe(reopening);
  });
});

const lead: LeadFacts = {
  name: '王敏',
  company: '远景智造',
  jobTitle: '采购经理',
  phones: [{ value: '13800138000' }],
  emails: null,
  handles: null,
  source: '展会',
  industry: '制造',
  region: '华东',
  note: null,
  doNotContact: false,
  consent: 'given',
  consentOn: '2026-11-01',
  ownerId: 'u1',
};

describe('what a lead turns into', () => {
  it('is an account of its company and a contact of its person', () => {
    expect(accountOf(lead, {})).toEqual({ name: '远景智造', industry: '制造', region: '华东', source: '展会', ownerId: 'u1' });
    expect(contactOf(lead, {}, 'a1')).toEqual({
      name: '王敏',
      accountId: 'a1',
      jobTitle: '采购经理',
      phones: [{ value: '13800138000' }],
      emails: null,
      handles: null,
      doNotContact: false,
      consent: 'given',
      consentOn: '2026-11-01',
      ownerId: 'u1',
    });
  });

  it('is its own account without a company', () => {
    expect(accountOf({ ...lead, company: null }, {})['name']).toBe('王敏');
  });

  it('takes the names it is given', () => {
    expect(accountOf(lead, { accountName: '远景智造(苏州)' })['name']).toBe('远景智造(苏州)');
    expect(contactOf(lead, { contactName: 'Wang Min' }, 'a1')['name']).toBe('Wang Min');
  });
});
