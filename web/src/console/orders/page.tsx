export function OrdersPage(_: { saleId: string }) { return <p>OrdersPage</p>; }
