import { defineEntity } from '../records/entities/rules.ts';
import { competitorFields, competitors, productFields, products } from './contract.ts';

export const productEntity = defineEntity({
  object: 'product',
  plural: 'products',
  module: 'catalogue',
  table: 'products',
  fields: productFields,
  titleField: 'name',
  subtitleField: 'category',
  inFigures: ['category', 'priceMinor', 'currency'],
  searchFields: ['code', 'category'],
  endpoints: products,
});

export const competitorEntity = defineEntity({
  object: 'competitor',
  plural: 'competitors',
  module: 'catalogue',
  table: 'competitors',
  fields: competitorFields,
  titleField: 'name',
  subtitleField: 'website',
  endpoints: competitors,
});
