import { useQuery } from '@tanstack/react-query';
import { queryOf } from '../../../web/api.ts';
import { products } from '../contract.ts';
import { getProductParts } from '../parts/contract.ts';
import { sellingUnits } from '../units/rules.ts';

/** What a product is sold in, its own unit first; empty while that is not known, and where it has one unit alone. */
export function useUnits(productId: string | null): ReturnType<typeof sellingUnits> {
  const params = { id: productId ?? '' };
  const enabled = productId !== null;
  const product = useQuery({ ...queryOf(products.get, { params }), staleTime: 60_000, enabled });
  const parts = useQuery({ ...queryOf(getProductParts, { params }), staleTime: 60_000, enabled });
  return product.data && parts.data ? sellingUnits(product.data.unit, parts.data.units) : [];
}
