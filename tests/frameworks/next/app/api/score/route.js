import { init, Orders } from 'planscore';
import { xlsxToCsv } from 'planscore/files';

export async function POST(request) {
  await init();
  const orders = Orders.fromCsv(await xlsxToCsv(await request.arrayBuffer()));
  return Response.json(orders.length);
}
