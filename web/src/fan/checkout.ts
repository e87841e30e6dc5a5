import { ask } from "../kit/http.ts";

/** What the page knows when it comes back from the provider's checkout. */
export interface CheckoutReturn {
  paymentToken: string | null;
  cancelled: boolean;
}

/** The way to a payment token: the provider's own page or window. The card itself never touches this site. */
export interface CheckoutDoor {
  open(payment: { paymentId: string; amount: number; currency: string; orderName: string; returnPath: string }): Promise<CheckoutReturn | null>;
}

/** The simulator's page: leaves this one, and comes back to the return path. */
const simulator: CheckoutDoor = {
  open({ paymentId, returnPath, orderName, amount, currency }) {
    const query = new URLSearchParams({ paymentId, returnUrl: returnPath, orderName, amount: String(amount), currency });
    location.assign(`/simulator/checkout?${query}`);
    return Promise.resolve(null);
  },
};

interface PortOneSdk {
  requestIssueBillingKey?: unknown;
  requestPayment(request: object): Promise<{ code?: string; paymentToken?: string } | undefined>;
}

/** PortOne's browser SDK, loaded from its own address only where a deployment is set up for it. */
function portOne(config: { storeId: string | null; channelKey: string | null; sdkUrl: string | null }): CheckoutDoor {
  return {
    async open({ paymentId, amount, currency, orderName, returnPath }) {
      const { requestPayment } = await loadedSdk(config.sdkUrl!);
      const answer = await requestPayment({
        storeId: config.storeId,
        channelKey: config.channelKey,
        paymentId,
        orderName,
        totalAmount: amount,
        currency: `CURRENCY_${currency}`,
        payMethod: "CARD",
        redirectUrl: location.origin + returnPath,
      });
      return { paymentToken: answer?.paymentToken ?? null, cancelled: answer?.code !== undefined };
    },
  };
}

async function loadedSdk(url: string): Promise<PortOneSdk> {
  const script = document.createElement("script");
  script.src = url;
  script.async = true;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error("the payment provider's page cannot be loaded"));
    document.head.append(script);
  });
  return (globalThis as unknown as { PortOne: PortOneSdk }).PortOne;
}

export async function checkoutDoor(): Promise<CheckoutDoor> {
  const config = await ask("GET /api/v1/checkout");
  return config.provider === "SIMULATOR" ? simulator : portOne(config);
}

/** What the provider's page has put into this page's address, once: it is taken out, so that going back does not pay again. */
export function takeReturn(): CheckoutReturn | null {
  const query = new URLSearchParams(location.search);
  const paymentToken = query.get("paymentToken");
  const cancelled = query.has("cancelled") || query.has("code");
  if (paymentToken === null && !cancelled) {
    return null;
  }
  history.replaceState(null, "", location.pathname);
  return { paymentToken, cancelled };
}
